//! What several tests need: the log of this process, the open-data export where there is one, and programs built by cargo.

pub(crate) mod logs;
pub(crate) mod open_data;
pub(crate) mod program;
