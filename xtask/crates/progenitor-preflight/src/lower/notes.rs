//! Collects repairs, one per kind.

use openapi_document::Pointer;
use openapi_document::text::escaped;
use std::fmt;

/// A repair, and its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was done, as a message.
    pub message: String,
    /// The places, as JSON pointers; at least one.
    pub locations: Vec<String>,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escaped(&self.message))?;
        if let Some(first) = self.locations.first() {
            write!(f, ", at {}", escaped(first))?;
        }
        match self.locations.len() {
            0 | 1 => Ok(()),
            2 => f.write_str(" and one more place"),
            many => write!(f, " and {} more places", many - 1),
        }
    }
}

/// The repairs of a document, ordered by the first of each kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Repairs {
    repairs: Vec<Repair>,
}

impl Repairs {
    pub(super) fn add(&mut self, at: &Pointer, message: impl Into<String>) {
        let message = message.into();
        let location = at.to_string();
        match self
            .repairs
            .iter_mut()
            .find(|repair| repair.message == message)
        {
            Some(repair) if repair.locations.contains(&location) => {}
            Some(repair) => repair.locations.push(location),
            None => self.repairs.push(Repair {
                message,
                locations: vec![location],
            }),
        }
    }

    pub(super) fn finish(self) -> Vec<Repair> {
        self.repairs
    }
}
