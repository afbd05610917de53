//! An integer, in any form.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

/// An integer. Reads a JSON integer, a whole float (`5.0`), text that holds one (`"5"`, `" 5 "`),
/// `null` and the empty text (no value), and a list of one of these.
///
/// Anything else is kept as it was sent ([`unparsed`](Self::unparsed)), an object or a list of
/// several values as JSON.
///
/// ```
/// use certifinfo_sdk::scalar::LenientInt;
/// for (sent, read) in [("5", Some(5)), (r#""5""#, Some(5)), ("null", None), (r#""NR""#, None)] {
///     assert_eq!(serde_json::from_str::<LenientInt>(sent)?.get(), read);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LenientInt(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Number(i64),
    /// What was sent instead; empty for `null` and the empty text.
    Other(Box<str>),
    /// An object, or a list of several values, as JSON.
    Structure(Box<str>),
}

impl LenientInt {
    /// The integer, if what was sent can be read as one.
    pub fn get(&self) -> Option<i64> {
        match self.0 {
            Form::Number(number) => Some(number),
            Form::Other(_) | Form::Structure(_) => None,
        }
    }

    /// The value that was sent, if it is neither an integer nor empty.
    pub fn unparsed(&self) -> Option<&str> {
        match &self.0 {
            Form::Other(text) if !text.is_empty() => Some(text),
            Form::Structure(json) => Some(json),
            _ => None,
        }
    }

    /// Whether nothing was sent: `null` or the empty text.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Form::Other(text) if text.is_empty())
    }

    fn read(text: &str) -> Self {
        let bare = text.trim();
        match bare.parse() {
            Ok(number) => Self(Form::Number(number)),
            Err(_) => Self(Form::Other(bare.into())),
        }
    }
}

impl Default for LenientInt {
    fn default() -> Self {
        Self(Form::Other(Box::default()))
    }
}

impl From<i64> for LenientInt {
    fn from(number: i64) -> Self {
        Self(Form::Number(number))
    }
}

impl fmt::Display for LenientInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Number(number) => number.fmt(f),
            Form::Other(text) | Form::Structure(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for LenientInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Number(number) => number.fmt(f),
            Form::Other(text) | Form::Structure(text) => text.fmt(f),
        }
    }
}

impl Serialize for LenientInt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Number(number) => serializer.serialize_i64(*number),
            Form::Other(text) => serializer.serialize_str(text),
            Form::Structure(json) => super::write_json(json, serializer),
        }
    }
}

impl super::Scalar for LenientInt {
    fn structure(json: Box<str>) -> Self {
        Self(Form::Structure(json))
    }
}

impl<'de> Deserialize<'de> for LenientInt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = LenientInt;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or a text that holds one")
    }

    fn visit_i64<E>(self, value: i64) -> Result<LenientInt, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<LenientInt, E> {
        Ok(i64::try_from(value)
            .map_or_else(|_| LenientInt::read(&value.to_string()), LenientInt::from))
    }

    fn visit_f64<E>(self, value: f64) -> Result<LenientInt, E> {
        // `{:.0}` of a whole float has no point: `5.0` is read as 5, `5.5` is kept as text.
        let whole = value.fract() == 0.0;
        Ok(LenientInt::read(&if whole {
            format!("{value:.0}")
        } else {
            value.to_string()
        }))
    }

    fn visit_str<E>(self, value: &str) -> Result<LenientInt, E> {
        Ok(LenientInt::read(value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<LenientInt, E> {
        Ok(LenientInt::read(if value { "true" } else { "false" }))
    }

    fn visit_unit<E>(self) -> Result<LenientInt, E> {
        Ok(LenientInt::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<LenientInt, A::Error> {
        super::only(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LenientInt, A::Error> {
        super::object(map)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for LenientInt {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LenientInt".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An integer; the service may send it as text",
            "type": ["integer", "string", "null"]
        })
    }
}
