//! Reads codes and days from the scalars of a record: empty is `None`, malformed is an error.

use std::borrow::Cow;

use certifinfo_sdk::scalar::{LenientBool, LenientDate, LenientInt, LenientText};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::Value;

use crate::codes::{Accessibilite, Code, CodeError, CodeErrorKind, DateMaj};
use crate::paris;

/// Reads an optional code leniently: with or without its prefix, and with extra blanks. Empty text
/// and the words for "none" (`NR`, `null`) are `None`.
pub(super) fn code<T: Code>(text: Option<&str>) -> Result<Option<T>, CodeError> {
    match text.map_or(Ok(None), |text| T::parse_lenient(text).map(Some)) {
        Err(error) if is_nothing(&error) => Ok(None),
        read => read,
    }
}

/// The same from a property that should be an integer.
pub(super) fn number<T: Code>(value: Option<&LenientInt>) -> Result<Option<T>, CodeError> {
    code(value.map(ToString::to_string).as_deref())
}

/// Codes of one text: one, or several joined by a comma, as the export joins Onisep identifiers.
pub(super) fn several<T: Code>(text: &str) -> Vec<Result<T, CodeError>> {
    match code(Some(text)) {
        Ok(code) => code.map(Ok).into_iter().collect(),
        Err(_) if text.contains([',', ';', '|']) => T::parse_list(text)
            .lenient()
            .map(|item| item.map_err(|error| error.error().to_owned()))
            .collect(),
        Err(error) => vec![Err(error)],
    }
}

/// Each text of a list as its codes, without repeats of the same code.
pub(super) fn each<'a, T: Code>(texts: impl Iterator<Item = &'a str>) -> Vec<Result<T, CodeError>> {
    let mut codes = Vec::new();
    for code in texts.flat_map(several) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The same of what was sent as texts: where a list or an object was sent instead, its texts, or its
/// `code`.
pub(super) fn each_of<'a, T: Code>(
    values: impl Iterator<Item = &'a LenientText>,
) -> Vec<Result<T, CodeError>> {
    let texts: Vec<Cow<'_, str>> = values.flat_map(texts).collect();
    each(texts.iter().map(AsRef::as_ref))
}

fn texts(value: &LenientText) -> Vec<Cow<'_, str>> {
    let structure = value.unparsed().map(serde_json::from_str);
    let values = match structure {
        Some(Ok(Value::Array(values))) => values,
        Some(Ok(Value::Object(mut object))) => object.remove("code").into_iter().collect(),
        _ => return vec![value.as_str().into()],
    };
    let text = |value| match value {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    };
    let texts: Vec<_> = values.into_iter().filter_map(text).collect();
    match texts.is_empty() {
        true => vec![value.as_str().into()],
        false => texts,
    }
}

fn is_nothing(error: &CodeError) -> bool {
    matches!(error.kind(), CodeErrorKind::Empty | CodeErrorKind::Absent)
}

/// A day that may be absent: `31/08/2028`, `2028-08-31`, either with a time behind it (not looked
/// at), or an instant with its offset (then the day in Paris).
pub(super) fn day(text: Option<&LenientDate>) -> Result<Option<Date>, CodeError> {
    let text = text.map_or("", |text| text.as_str().trim());
    let instant = || Some(paris::day_of(text.parse::<Timestamp>().ok()?));
    let iso = || text.parse::<Date>().ok();
    let french = || {
        let (day, time) = text.split_once([' ', 'T'])?;
        time.trim().parse::<Time>().ok()?;
        Some(day.parse::<DateMaj>().ok()?.date())
    };
    match code::<DateMaj>(Some(text)) {
        Ok(day) => Ok(day.map(DateMaj::date)),
        Err(error) => instant()
            .or_else(iso)
            .or_else(french)
            .map(Some)
            .ok_or(error),
    }
}

/// Anything but yes and no counts as not stated; the field of the record has the value itself.
pub(super) fn accessibilite(value: Option<&LenientBool>) -> Accessibilite {
    value
        .and_then(LenientBool::get)
        .map_or(Accessibilite::NonPrecise, Accessibilite::from)
}

/// A text that says something.
pub(super) fn text(value: Option<&LenientText>) -> Option<&str> {
    value
        .map(|text| text.as_str().trim())
        .filter(|text| !text.is_empty())
}

/// A list that may be absent.
pub(super) fn list<T>(value: &Option<Vec<T>>) -> &[T] {
    value.as_deref().unwrap_or_default()
}
