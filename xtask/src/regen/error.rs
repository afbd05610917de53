//! Why a regeneration failed; nothing was written then.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::bind::Problem;
use crate::generate::GENERATOR;
use openapi_discover::SourceError;
use openapi_overlay::OverlayError;
use progenitor_preflight::Refused;

use super::OVERLAY;

/// Why nothing was written.
#[derive(Debug)]
pub enum RegenError {
    /// Another regeneration is at work in this tree.
    Busy,
    /// The document could not be had.
    Source(SourceError),
    /// A file of `openapi/` is missing or cannot be read, or the outputs cannot be written.
    File(PathBuf, io::Error),
    /// A file of `openapi/` does not say what it must; which, and what is wrong.
    Content(&'static str, String),
    /// The document contradicts itself, or says what OpenAPI 3.0 cannot: one line a place.
    Dialect(Vec<String>),
    /// Overlay actions that do not apply.
    Overlay(OverlayError),
    /// What of the consumer's contract is not in the document.
    Bind(Vec<Problem>),
    /// What the generator cannot take.
    Preflight(Box<Refused>),
    /// The generated code has another shape than this version of the generator writes.
    Generated(String),
    /// Standard output is gone.
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
                "another `cargo xtask regen` is at work in this tree; run again when it is done",
            ),
            Self::Source(error) => error.fmt(f),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Content(path, what) => write!(f, "{path}: {what}"),
            Self::Dialect(places) => list(
                f,
                "the document says what OpenAPI 3.0 cannot express:",
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
                "the generated code has another shape than {GENERATOR} writes: {why}"
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
