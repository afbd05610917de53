//! OpenAPI documents as JSON values: reading them, pointing into them, walking over them.
//!
//! | module | holds |
//! |---|---|
//! | [`parse`](mod@parse) | JSON or YAML to a JSON value, within limits; every error has its line and column |
//! | [`pointer`](mod@pointer) | JSON pointers, as `$ref` writes them |
//! | [`reference`](mod@reference) | following `$ref`, with one limit for all |
//! | [`node`], [`operation`] | a value with its place; the operations of a document |
//! | [`json_path`] | places as overlays write them |
//! | [`text`] | untrusted text, made safe to print |
//! | [`structure`] | the kind of each object in an OpenAPI 3.x document, and two walks over them |

pub mod json_path;
pub mod node;
pub mod operation;
pub mod parse;
pub mod pointer;
pub mod reference;
pub mod structure;
pub mod text;

pub use node::Node;
pub use operation::{Operation, operations};
pub use parse::{ParseError, parse};
pub use pointer::{Pointer, child};
pub use reference::{lookup, resolve};
pub use structure::{Kind, METHODS, type_of, walk, walk_mut};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
