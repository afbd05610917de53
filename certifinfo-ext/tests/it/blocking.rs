//! The blocking face: the same answers as the async client, and its manners with runtimes and
//! threads.

mod lineage;
mod runtimes;
mod same;
mod support;
mod tls;
mod walks;
