//! Decodes pages: the whole page at once, and record by record if that fails.

use std::sync::Arc;

use certifinfo_sdk::list;
use certifinfo_sdk::record::LenientRecord;
use certifinfo_sdk::types::CertificationRecherche;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::envelope::{self, Announced};
use super::item::{Item, RecordError};
use super::outline::{Outline, Span, outline};
use super::raw::Raw;
use crate::error::{Error, ErrorKind, Result, caret, first_words, is_web_page};
use crate::paging::{Next, Total};

/// The most records of a page: a hundred times the largest page size.
const RECORDS: usize = 10_000;
/// The most JSON values of an answer: a decoded value takes up to a hundred times its bytes.
const VALUES: usize = 500_000;

/// The help for an answer that is not JSON, which is often transient.
const LATER: &str = "Come back later; if the error persists, check the base URL";

/// A page as its answer says it.
pub(super) struct Decoded {
    pub(super) items: Vec<Result<Item, RecordError>>,
    pub(super) total: Option<Total>,
    pub(super) next: Next,
    pub(super) message: Option<String>,
}

/// The answer to a search, decoded as it is read.
#[derive(Default, Deserialize)]
struct Envelope {
    #[serde(default)]
    total: Announced,
    #[serde(default)]
    pagination: Option<Value>,
    #[serde(default)]
    next: Option<Value>,
    #[serde(default, deserialize_with = "list::optional")]
    data: Option<Vec<LenientRecord<CertificationRecherche>>>,
}

/// Decodes a page: in one pass over the bytes, or record by record if that fails.
pub(super) fn page(raw: &Arc<Raw>) -> Result<Decoded> {
    let body = raw.bytes();
    in_bounds(body)?;
    let text = match object(body) {
        Ok(text) => text,
        Err(error) => return one_by_one(raw).ok_or(error)?,
    };
    let answer = match serde_json::from_str::<Envelope>(text) {
        Ok(answer) => answer,
        Err(error) => {
            let why = |error: &serde_json::Error| match error.is_data() {
                true => misfit(body, "", error),
                false => unreadable(body, error),
            };
            return one_by_one(raw).ok_or_else(|| why(&error))?;
        }
    };
    let data = answer.data.unwrap_or_default();
    if data.iter().any(|record| why_none(record).is_some()) {
        return one_by_one(raw).ok_or_else(|| no_page(body))?;
    }
    let records = data.into_iter().enumerate();
    // One move from the record to its place: a page is large enough for a second to show.
    let items: Vec<_> = records
        .map(|(index, record)| Ok(Item::new(record.into_inner(), raw, index)))
        .collect();
    let next = envelope::next(
        answer.pagination.as_ref(),
        answer.next.as_ref(),
        raw.number(),
    );
    finish(body, items, answer.total.0, next)
}

/// The slow path: each record decodes, or fails, by itself. `None` if the answer has no outline,
/// or if none of its records is JSON.
fn one_by_one(raw: &Arc<Raw>) -> Option<Result<Decoded>> {
    let body = raw.bytes();
    let outline = outline(body)?;
    let is_data = |(name, _): &&(Span, Span)| body.get(name.clone()) == Some(b"data");
    // A list, or an answer that says it twice.
    if outline.members.is_empty() || outline.members.iter().filter(is_data).count() > 1 {
        return None;
    }
    let member = |name| {
        let value = outline.member(body, name)?;
        serde_json::from_slice::<Value>(body.get(value)?).ok()
    };
    let total = match member("total") {
        Some(total) => serde_json::from_value::<Announced>(total).ok()?.0,
        None => None,
    };
    let next = envelope::next(
        member("pagination").as_ref(),
        member("next").as_ref(),
        raw.number(),
    );
    if outline.records.len() > RECORDS {
        return Some(Err(too_many(RECORDS, "records")));
    }
    let mut garbled = 0;
    let items: Vec<_> = (0..outline.records.len())
        .map(|index| {
            let record = record(raw, index);
            garbled += usize::from(matches!(&record, Err((_, true))));
            record.map_err(|(error, _)| error)
        })
        .collect();
    if garbled > 0 && garbled == items.len() {
        return None;
    }
    Some(finish(body, items, total, next))
}

/// Decodes one record; or returns its error, and whether it is not even JSON.
fn record(raw: &Arc<Raw>, index: usize) -> Result<Item, (RecordError, bool)> {
    let bytes = raw.record_bytes(index).unwrap_or_default();
    let fail = |path: String, reason: String, garbled| {
        let text = raw.record_text(index).into_owned();
        let code = code_in(bytes);
        Err((
            RecordError::new(raw.number(), index, path, reason, text, code),
            garbled,
        ))
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let place = place(bytes, error.valid_up_to());
            return fail(String::new(), format!("it is not UTF-8{place}"), true);
        }
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, LenientRecord<_>>(&mut reader) {
        Ok(record) => match why_none(&record) {
            Some(why) => fail(
                ".".to_owned(),
                format!("{why}{}", caret(bytes, 1, 1)),
                false,
            ),
            None => Ok(Item::new(record.into_inner(), raw, index)),
        },
        Err(error) => {
            let path = error.path().to_string();
            let error = error.into_inner();
            let place = caret(bytes, error.line(), error.column());
            fail(path, format!("{}{place}", reason(&error)), !error.is_data())
        }
    }
}

/// Why a value is not a record, if it is not one.
fn why_none(record: &LenientRecord<CertificationRecherche>) -> Option<&'static str> {
    if record.unparsed().is_some() {
        Some("it is not an object")
    } else if record.certifinfo_code.is_none() && says_nothing(&**record) {
        Some("it has none of the known properties")
    } else {
        None
    }
}

/// The page, unless it holds no records and a message in their place.
fn finish(
    body: &[u8],
    items: Vec<Result<Item, RecordError>>,
    total: Option<Total>,
    next: Next,
) -> Result<Decoded> {
    let message = if items.is_empty() {
        let answer = serde_json::from_slice::<Value>(body).unwrap_or_default();
        if total.is_none() && (answer.get("data").is_none() || envelope::message(&answer).is_some())
        {
            return Err(no_page(body));
        }
        envelope::message(&answer)
    } else {
        None
    };
    Ok(Decoded {
        items,
        total,
        next,
        message,
    })
}

/// The error for JSON that is not a page, with the service's message if there is one.
fn no_page(body: &[u8]) -> Error {
    let answer = serde_json::from_slice::<Value>(body).unwrap_or_default();
    match envelope::message(&answer) {
        Some(message) => {
            let words = first_words(message.as_bytes()).unwrap_or_default();
            let what =
                format!("the service answered with a message in place of records: “{words}”");
            Error::new(ErrorKind::Server, what).transient()
        }
        None => Error::new(
            ErrorKind::Decode,
            "the answer has neither `total` nor `data`",
        ),
    }
}

/// Refuses an answer whose decoded form would take far more memory than its bytes.
pub(crate) fn in_bounds(body: &[u8]) -> Result<()> {
    let count = |wanted: u8| body.iter().filter(|&&byte| byte == wanted).count();
    // Each value but the first of a list or an object follows a comma.
    if body.len() > VALUES && count(b',') > VALUES {
        return Err(too_many(VALUES, "values"));
    }
    if body.len() > 2 * RECORDS && count(b'{') > RECORDS {
        let records = outline(body).map_or(0, |outline| outline.records.len());
        if records > RECORDS {
            return Err(too_many(RECORDS, "records"));
        }
    }
    Ok(())
}

fn too_many(most: usize, what: &str) -> Error {
    let what = format!("the answer holds more than {most} {what}, the most that is decoded");
    Error::new(ErrorKind::Decode, what)
}

/// Whether a decoded record holds nothing: none of its properties is known, or each is empty.
pub(crate) fn says_nothing(record: &impl Serialize) -> bool {
    serde_json::to_value(record).is_ok_and(|value| is_empty(&value))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(members) => members.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The Certif Info code in a record that does not decode, if it can be found.
fn code_in(record: &[u8]) -> Option<u32> {
    let Outline { members, .. } = &outline(record)?;
    let code = members
        .iter()
        .find(|(name, _)| record.get(name.clone()) == Some(b"certifinfo_code"))
        .and_then(|(_, value)| std::str::from_utf8(record.get(value.clone())?).ok())?;
    code.trim_matches('"').trim().parse().ok()
}

/// Decodes a body that is one record, and says where if it cannot.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    object(body)?;
    decode_any(body)
}

/// Decodes a body, and says where if it cannot.
pub(crate) fn decode_any<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let error = match serde_json::from_str(utf8(body)?) {
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

/// The body as text, unless it is a list: serde would read its elements as fields, by position.
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

/// The line that contains a byte, with a mark under it.
fn place(body: &[u8], at: usize) -> String {
    let lines = body[..at].split(|&byte| byte == b'\n');
    let (line, column) = lines.fold((0, 0), |(line, _), text| (line + 1, text.len() + 1));
    caret(body, line, column)
}

/// A body as text; that it is UTF-8 was found out before it was decoded.
pub(crate) fn json_text(body: &[u8]) -> &str {
    std::str::from_utf8(body).unwrap_or_default()
}

/// A body without the byte order mark that some services put before it.
pub(crate) fn without_mark(mut body: bytes::Bytes) -> bytes::Bytes {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if body.starts_with(MARK) {
        bytes::Buf::advance(&mut body, MARK.len());
    }
    body
}

/// The error for an answer that is not JSON.
fn unreadable(body: &[u8], error: &serde_json::Error) -> Error {
    let what = format!("the answer is not JSON: {}", reason(error));
    garbled(body, &what, caret(body, error.line(), error.column()))
}

/// The transient error for an answer that is cut short, garbled or a web page.
fn garbled(body: &[u8], what: &str, place: String) -> Error {
    if is_web_page(body) {
        return Error::web_page(body);
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

/// The error for JSON that does not have the documented form.
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

/// The message of serde without its line and column, which the excerpt shows instead.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
