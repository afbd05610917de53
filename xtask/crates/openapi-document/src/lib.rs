//! OpenAPI documents as JSON values: reading them, pointing into them, walking over them.
//!
//! | module | holds |
//! |---|---|
//! | [`parse`](mod@parse) | JSON or YAML to a JSON value, within bounds, with the place of every fault |
//! | [`pointer`] | JSON pointers, as `$ref` writes them |
//! | [`structure`] | what each object of an OpenAPI 3.x document is, and two walks over them |

pub mod parse;
pub mod pointer;
pub mod structure;

pub use parse::{ParseError, parse};
pub use pointer::Pointer;
pub use structure::{Kind, METHODS, type_of, walk, walk_mut};
