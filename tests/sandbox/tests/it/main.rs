//! What the sandbox does, over real sockets.

mod client;
mod command;
mod forms;
mod open_data;
mod paging;
mod routes;
mod search;
mod synthetic;
mod transport;
