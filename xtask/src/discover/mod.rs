//! discover
pub(crate) mod html;
