//! From bytes to records: the whole page at once if it is good, record by record if not.

use std::sync::Arc;

use certifinfo_sdk::record::LenientRecord;
use certifinfo_sdk::scalar::LenientInt;
use certifinfo_sdk::types::{CertificationRecherche, ResultCertificationRecherche};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::item::{Item, RecordError};
use super::raw::Raw;
use crate::error::{Error, ErrorKind, Result, caret, first_words, is_web_page};

/// The items of a page, and the errors in their places.
type Items = Vec<Result<Item, RecordError>>;

/// The advice on an answer that is no JSON: first of all it may pass.
const LATER: &str = "Come back later; if it stays so, check the base URL";

/// The total and the items of a page. Decoding straight from the bytes is tried first; only if
/// that fails are the records taken one by one.
pub(super) fn page(raw: &Arc<Raw>) -> Result<(Option<u64>, Items)> {
    let body = raw.bytes();
    match serde_json::from_str::<ResultCertificationRecherche>(object(body)?) {
        Ok(ResultCertificationRecherche {
            total: None,
            data: None,
            ..
        }) => Err(Error::new(
            ErrorKind::Decode,
            "the answer has neither `total` nor `data`",
        )),
        Ok(page) => {
            let records = page.data.unwrap_or_default();
            if records.iter().any(|record| record.unparsed().is_some()) {
                return one_by_one(raw);
            }
            // One move from the record to its place: a page is large enough for a second to show.
            let items = records
                .into_iter()
                .enumerate()
                .map(|(index, record)| Ok(Item::new(record.into_inner(), raw, index)))
                .collect();
            Ok((whole(page.total)?, items))
        }
        Err(error) if error.is_data() => one_by_one(raw),
        Err(error) => Err(unreadable(body, &error)),
    }
}

/// The slow road: each record decodes, or fails, by itself.
fn one_by_one(raw: &Arc<Raw>) -> Result<(Option<u64>, Items)> {
    let body = raw.bytes();
    let envelope = Envelope::read(body).map_err(|error| misfit(body, "", &error))?;
    let records = envelope
        .records()
        .map_err(|error| misfit(body, "data", &error))?;
    let item = |(index, record): (usize, &&RawValue)| {
        let text = record.get();
        let json = &mut serde_json::Deserializer::from_str(text);
        let read =
            serde_path_to_error::deserialize::<_, LenientRecord<CertificationRecherche>>(json);
        let (path, reason) = match read {
            Ok(record) if record.unparsed().is_none() => {
                return Ok(Item::new(record.into_inner(), raw, index));
            }
            Ok(_) => {
                let place = caret(text.as_bytes(), 1, 1);
                (".".to_owned(), format!("it is not an object{place}"))
            }
            Err(error) => {
                let path = error.path().to_string();
                let error = error.into_inner();
                let place = caret(text.as_bytes(), error.line(), error.column());
                (path, format!("{}{place}", reason(&error)))
            }
        };
        Err(RecordError::new(raw.number(), index, path, reason, text))
    };
    let items = records.iter().enumerate().map(item).collect();
    Ok((whole(envelope.total)?, items))
}

/// A page of which only the outline is read.
#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    #[serde(default)]
    total: Option<LenientInt>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    pub(super) fn read(body: &'a [u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(body)
    }

    /// The records: a list, none for `null`, one for a bare object.
    pub(super) fn records(&self) -> serde_json::Result<Vec<&'a RawValue>> {
        match self.data {
            None => Ok(Vec::new()),
            Some(data) => match data.get().as_bytes().first() {
                Some(b'n') => Ok(Vec::new()),
                Some(b'[') => serde_json::from_str(data.get()),
                Some(b'"') if data.get().trim_matches('"').trim().is_empty() => Ok(Vec::new()),
                _ => Ok(vec![data]),
            },
        }
    }
}

/// Decodes a body that is one record, and says where if it cannot.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let error = match serde_json::from_str(object(body)?) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if !error.is_data() {
        return Err(unreadable(body, &error));
    }
    // Again, slowly, for the path.
    let mut again = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut again) {
        Ok(_) => Err(misfit(body, "", &error)),
        Err(error) => Err(misfit(body, &error.path().to_string(), error.inner())),
    }
}

/// A body as text that is no list: serde would take the items of one for fields, by their order.
fn object(body: &[u8]) -> Result<&str> {
    let text = utf8(body)?;
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with('[') {
        return Ok(text);
    }
    let what = "the answer is a list where an object was promised";
    let place = place(body, start);
    Err(Error::new(ErrorKind::Decode, format!("{what}{place}")))
}

/// A body as text, all of it looked at once: the parser then need not look at each string, which
/// costs it more, and would not look at those that it skips, which are handed over as raw JSON.
fn utf8(body: &[u8]) -> Result<&str> {
    std::str::from_utf8(body).map_err(|error| {
        let place = place(body, error.valid_up_to());
        garbled(body, "the answer is not UTF-8", place)
    })
}

/// The line in which a byte stands, and a mark under it.
fn place(body: &[u8], at: usize) -> String {
    let lines = body[..at].split(|&byte| byte == b'\n');
    let (line, column) = lines.fold((0, 0), |(line, _), text| (line + 1, text.len() + 1));
    caret(body, line, column)
}

/// A body as text; that it is UTF-8 was found out before it was decoded.
pub(crate) fn json_text(body: &[u8]) -> &str {
    std::str::from_utf8(body).unwrap_or_default()
}

/// Not JSON at all.
fn unreadable(body: &[u8], error: &serde_json::Error) -> Error {
    let what = format!("the answer is not JSON: {}", reason(error));
    garbled(body, &what, caret(body, error.line(), error.column()))
}

/// Cut short, garbled, or a web page: all of that may pass.
fn garbled(body: &[u8], what: &str, place: String) -> Error {
    if is_web_page(body) {
        let words = first_words(body).unwrap_or_default();
        let what = format!("the service answered a web page in place of data: “{words}”");
        return Error::new(ErrorKind::Server, what).transient();
    }
    let what = if body.trim_ascii().is_empty() {
        "the service answered nothing in place of data".to_owned()
    } else {
        format!("{what}{place}")
    };
    Error::new(ErrorKind::Decode, what)
        .with_help(LATER)
        .transient()
}

/// JSON, but not what the document promises.
fn misfit(body: &[u8], path: &str, error: &serde_json::Error) -> Error {
    let place = caret(body, error.line(), error.column());
    let path = if path.is_empty() || path == "." {
        "the answer".to_owned()
    } else {
        format!("`{path}`")
    };
    Error::new(
        ErrorKind::Decode,
        format!("{path} does not decode: {}{place}", reason(error)),
    )
}

/// What serde says, without its line and column: the place is shown instead.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// A total as a count: a negative one, or a word, is none. An object or a list would hide how many
/// records there are.
fn whole(total: Option<LenientInt>) -> Result<Option<u64>> {
    let Some(total) = total else {
        return Ok(None);
    };
    if total
        .unparsed()
        .is_some_and(|sent| sent.starts_with(['{', '[']))
    {
        let what = "`total` does not decode: it is an object or a list, not a number";
        return Err(Error::new(ErrorKind::Decode, what));
    }
    Ok(total.get().and_then(|total| u64::try_from(total).ok()))
}
