//! `Certification`: the generated record of one certification, and its JSON.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use serde_json::Value;

use crate::codes::CertifInfoCode;
use crate::error::{Error, ErrorKind, Result, clip_words};
use crate::page::{decode, in_bounds, json_text, message, outline, says_nothing, without_mark};

/// A full certification: the generated record
/// ([`certifinfo_sdk::types::Certification`], through `Deref`) and its JSON.
#[derive(Clone)]
pub struct Certification {
    record: certifinfo_sdk::types::Certification,
    raw: Bytes,
}

impl Certification {
    /// Returns the generated record and drops the JSON.
    #[must_use]
    pub fn into_record(self) -> certifinfo_sdk::types::Certification {
        self.record
    }

    /// The JSON as received, unknown properties included.
    #[must_use]
    pub fn raw(&self) -> &str {
        json_text(&self.raw)
    }

    /// Reads the JSON of a certification, such as a stored [`raw`](Self::raw). A list or a page
    /// around a single certification is unwrapped.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if it holds only nulls, [`ErrorKind::Decode`] if it is not JSON or
    /// not a certification.
    pub fn from_json(json: impl Into<Bytes>) -> Result<Self> {
        Self::read(without_mark(json.into()), None)
    }

    /// Reads the answer to a request for one certification, and checks its code if it has one.
    pub(crate) fn of_code(json: Bytes, code: CertifInfoCode) -> Result<Self> {
        let found = Self::read(without_mark(json), Some(code))?;
        match found.number() {
            Some(other) if other != i64::from(code.numero()) => {
                let what = format!("the service answered with certification {other} instead");
                Err(Error::new(ErrorKind::Decode, what).with_help(
                    "A cache or proxy on the way may ignore the query: check the base URL and the \
                     proxy",
                ))
            }
            None if found.has_odd_code() => Err(Error::new(
                ErrorKind::Decode,
                "`certifinfo_code` of the answer does not decode: it is not a number",
            )),
            _ => Ok(found),
        }
    }

    /// Whether the record has a code that cannot be read.
    fn has_odd_code(&self) -> bool {
        let code = self.record.certifinfo_code.as_ref();
        code.is_some_and(|code| code.unparsed().is_some())
    }

    /// Reads a certification. If the answer holds several, returns the one with this code.
    fn read(raw: Bytes, code: Option<CertifInfoCode>) -> Result<Self> {
        in_bounds(&raw)?;
        if raw.trim_ascii() == b"null" {
            return Err(nothing());
        }
        let bare = Self::bare(raw.clone());
        let is_list = raw.trim_ascii_start().starts_with(b"[");
        match bare {
            Ok(bare) if !bare.is_doubtful() => return Ok(bare),
            Err(error) if !is_list => return Err(error),
            _ => {}
        }
        let Some(outline) = outline(&raw) else {
            return bare;
        };
        let is_page = outline.member(&raw, "data").is_some();
        let mut inner = Vec::new();
        for record in outline.records {
            let record = raw.slice(record);
            if record.starts_with(b"{") {
                inner.push(Self::bare(record)?);
            }
        }
        let is_asked =
            |one: &Self| code.is_some_and(|code| one.number() == Some(code.numero().into()));
        if let Some(at) = inner.iter().position(is_asked) {
            return Ok(inner.swap_remove(at));
        }
        match (inner.pop(), inner.len()) {
            (Some(only), 0) if !only.is_doubtful() => Ok(only),
            (Some(_), others @ 1..) => {
                let count = others + 1;
                let what =
                    format!("the answer holds {count} certifications where one was promised");
                Err(Error::new(ErrorKind::Decode, what))
            }
            (None, _) if is_page && message_in(&raw).is_none() => Err(nothing()),
            _ if is_list => bare,
            _ => Err(unknown(&raw)),
        }
    }

    /// Decodes an object as a certification, without further checks.
    fn bare(raw: Bytes) -> Result<Self> {
        let record = decode(&raw)?;
        Ok(Certification { record, raw })
    }

    /// The Certif Info code, if it is a number.
    fn number(&self) -> Option<i64> {
        self.record.certifinfo_code.as_ref()?.get()
    }

    /// Whether this may not be a certification: it has no title, and nothing else but perhaps a code.
    /// A sister API of the same producer says "not found" with a record of nulls.
    fn is_doubtful(&self) -> bool {
        let title = self.record.certifinfo_intitule.as_deref();
        title.is_none_or(|title| title.trim().is_empty()) && {
            let mut rest = self.record.clone();
            rest.certifinfo_code = None;
            says_nothing(&rest)
        }
    }
}

fn nothing() -> Error {
    let what = "it does not exist: the answer holds only nulls";
    Error::new(ErrorKind::NotFound, what)
}

fn message_in(body: &[u8]) -> Option<String> {
    message(&serde_json::from_slice(body).unwrap_or_default())
}

/// The error for JSON that has no property of a certification.
fn unknown(body: &[u8]) -> Error {
    let answer = serde_json::from_slice::<Value>(body).unwrap_or_default();
    if let Some(message) = message(&answer) {
        let what = format!(
            "the service answered with a message in place of the certification: “{}”",
            clip_words(&message)
        );
        return Error::new(ErrorKind::Decode, what).with_help(
            "Read the message. If it does not explain the failure, the API may have changed",
        );
    }
    match is_nothing(&answer) {
        true => nothing(),
        false => Error::new(
            ErrorKind::Decode,
            "the answer is not a certification: it has none of the known properties",
        ),
    }
}

/// Whether the answer holds only nulls, apart from the requested code.
fn is_nothing(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_nothing),
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "certifinfo_code")
            .all(|(_, value)| is_nothing(value)),
        Value::Bool(_) | Value::Number(_) => false,
    }
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
