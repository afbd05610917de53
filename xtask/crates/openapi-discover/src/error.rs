//! Why a source gave no document, with hints for passing a better one.

use std::fmt;

use crate::fetch::FetchError;
use crate::reading::Choice;
use openapi_document::ParseError;

/// A source gave no document.
#[derive(Debug)]
pub enum SourceError {
    /// The source itself cannot be fetched, or the time limit was reached.
    Fetch(FetchError),
    /// The source is a file that cannot be read.
    File {
        /// The path as given.
        path: String,
        /// The error of the operating system.
        reason: String,
    },
    /// The source was read but does not lead to a document.
    Missing(Box<Missing>),
}

/// What was read instead of a document, and where else the search looked.
#[derive(Debug, Default)]
pub struct Missing {
    /// The URL or path that was read, after redirects.
    pub location: String,
    /// Its first visible words.
    pub words: String,
    /// The parse error, if it looks like JSON or YAML.
    pub fault: Option<ParseError>,
    /// Several documents were offered and none is marked as the first; URLs are absolute where
    /// possible.
    pub choices: Vec<Choice>,
    /// Documents on other hosts that the page names; they are not fetched.
    pub elsewhere: Vec<String>,
    /// The source names a document, so no other locations were tried.
    pub named: bool,
    /// Every location tried after the source, with the result.
    pub looked: Vec<String>,
    /// What was found and ignored, and why.
    pub notes: Vec<String>,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceError::Fetch(error) => error.fmt(f),
            SourceError::File { path, reason } => {
                write!(
                    f,
                    "{path}: {reason} (a URL starts with https:// or http://)"
                )
            }
            SourceError::Missing(missing) => missing.fmt(f),
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = &self.location;
        if let Some(fault) = &self.fault {
            write!(f, "{at} is not an OpenAPI document: {fault}")?;
        } else if !self.choices.is_empty() {
            write!(f, "{at} offers several documents; pass the URL of one:")?;
            for choice in &self.choices {
                write!(f, "\n  {}  ({})", choice.url, choice.name)?;
            }
        } else if !self.elsewhere.is_empty() {
            write!(
                f,
                "{at} names a document on another host, which is not fetched; "
            )?;
            write!(f, "if you trust it, pass it yourself:")?;
        } else if self.named {
            write!(
                f,
                "{at} names a document that cannot be read; pass its URL if you know it"
            )?;
        } else {
            write!(
                f,
                "{at} is not an OpenAPI document and does not lead to one"
            )?;
        }
        for url in &self.elsewhere {
            write!(f, "\n  {url}")?;
        }
        let is_explained = self.fault.is_some() || !self.choices.is_empty() || self.named;
        if !is_explained {
            match &*self.words {
                "" => write!(f, "\nit is empty or has no readable text")?,
                words => write!(f, "\nit says: “{words}”")?,
            }
        }
        for note in &self.notes {
            write!(f, "\nnote: {note}")?;
        }
        if !self.looked.is_empty() {
            write!(f, "\nlooked at:")?;
        }
        for look in &self.looked {
            write!(f, "\n  {look}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SourceError {}
