//! One certification in full: the generated record, and its JSON as it came.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::page::{decode, json_text};

/// A certification as the service describes it; the fields are those of
/// [`certifinfo_sdk::types::Certification`], reached through `Deref`.
#[derive(Clone)]
pub struct Certification {
    record: certifinfo_sdk::types::Certification,
    raw: Bytes,
}

impl Certification {
    /// The generated record, without its JSON.
    #[must_use]
    pub fn into_record(self) -> certifinfo_sdk::types::Certification {
        self.record
    }

    /// The JSON as it came, unknown properties included.
    #[must_use]
    pub fn raw(&self) -> &str {
        json_text(&self.raw)
    }

    /// Reads the JSON of a certification: what every answer goes through, and records that were
    /// stored.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if it holds nothing but nulls, [`ErrorKind::Decode`] if it is no
    /// certification, or no JSON.
    pub fn from_json(json: impl Into<Bytes>) -> Result<Self> {
        let raw = json.into();
        let not_found = || {
            let what = "there is none, the answer holds nothing but nulls";
            Err(Error::new(ErrorKind::NotFound, what))
        };
        if raw.trim_ascii() == b"null" {
            return not_found();
        }
        let record: certifinfo_sdk::types::Certification = decode(&raw)?;
        // Only a record without a title is suspected: others are not parsed twice.
        let title = record.certifinfo_intitule.as_deref();
        if title.is_none_or(str::is_empty) && says_nothing(&raw) {
            return not_found();
        }
        Ok(Certification { record, raw })
    }
}

/// "Not found" said with a 200: nothing but nulls, save perhaps the code that was asked for.
/// Source: another API of the same producer answers so.
fn says_nothing(body: &[u8]) -> bool {
    let fields: BTreeMap<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    fields
        .iter()
        .filter(|(name, _)| *name != "certifinfo_code")
        .all(|(_, value)| match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(object) => object.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        })
}

impl Deref for Certification {
    type Target = certifinfo_sdk::types::Certification;

    fn deref(&self) -> &Self::Target {
        &self.record
    }
}

impl fmt::Debug for Certification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}
