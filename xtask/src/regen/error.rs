//! Why a regeneration failed.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::bind::Problem;
use crate::generate::GENERATOR;
use openapi_discover::SourceError;
use openapi_overlay::OverlayError;
use progenitor_preflight::Refused;

use super::OVERLAY;

/// Why a regeneration failed; nothing was written then.
#[derive(Debug)]
pub enum RegenError {
    /// Another regeneration is running in this tree.
    Busy,
    /// The document could not be loaded.
    Source(SourceError),
    /// A file of `openapi/` is missing or cannot be read, or the outputs cannot be written.
    File(PathBuf, io::Error),
    /// A file of `openapi/` is invalid: its name and the problem.
    Content(&'static str, String),
    /// The document contradicts itself, or contains what OpenAPI 3.0 cannot express: one line per
    /// place.
    Dialect(Vec<String>),
    /// Overlay actions that do not apply.
    Overlay(OverlayError),
    /// Parts of our contract that are not in the document.
    Bind(Vec<Problem>),
    /// What the generator cannot handle.
    Preflight(Box<Refused>),
    /// The generated code does not have the shape that this version of the generator writes.
    Generated(String),
    /// Standard output is closed.
    Report(io::Error),
}

impl fmt::Display for RegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, head: &str, items: &[String]| {
            write!(f, "{head}")?;
            items.iter().try_for_each(|item| write!(f, "\n{item}"))
        };
        match self {
            Self::Busy => f.write_str(
                "another `cargo xtask regen` is running in this tree; run again when it has finished",
            ),
            Self::Source(error) => error.fmt(f),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Content(path, what) => write!(f, "{path}: {what}"),
            Self::Dialect(places) => list(
                f,
                "the document contains what OpenAPI 3.0 cannot express:",
                places,
            ),
            Self::Overlay(error) => write!(f, "{OVERLAY}: {error}"),
            Self::Bind(problems) => {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                list(
                    f,
                    "the document cannot be bound to openapi/contract.yaml, which is what our own code \
                     needs of it:",
                    &problems,
                )
            }
            Self::Preflight(refused) => write!(
                f,
                "the generator cannot take the document as it is; the fixes are actions for {OVERLAY}:\n{refused}"
            ),
            Self::Generated(why) => write!(
                f,
                "the generated code does not have the shape that {GENERATOR} writes: {why}"
            ),
            Self::Report(error) => write!(f, "the report cannot be written: {error}"),
        }
    }
}

impl std::error::Error for RegenError {}

impl From<io::Error> for RegenError {
    fn from(error: io::Error) -> Self {
        Self::Report(error)
    }
}
