//! Every fault of the sandbox against a harvest, driven by one table, which is also the page
//! `FAULTS.md`.

mod bounds;
mod docs;
mod encoding;
mod forms;
mod passing;
pub(crate) mod run;
mod secrecy;
mod staying;
mod table;
