//! Text, in any form.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

/// A text. Reads JSON text, numbers, booleans, `null` (empty) and a list of one of these. An object or
/// a list of several values is kept as JSON ([`unparsed`](Self::unparsed)).
///
/// ```
/// use certifinfo_sdk::scalar::LenientText;
/// for (sent, read) in [(r#""RNCP35419""#, "RNCP35419"), ("35419", "35419"), ("null", "")] {
///     assert_eq!(*serde_json::from_str::<LenientText>(sent)?, *read);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LenientText(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Text(String),
    /// An object, or a list of several values, as JSON.
    Structure(Box<str>),
}

impl LenientText {
    /// The text as it was sent, white space included.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Form::Text(text) => text,
            Form::Structure(json) => json,
        }
    }

    /// The value that was sent, as JSON, if it was an object or a list of several values.
    pub fn unparsed(&self) -> Option<&str> {
        match &self.0 {
            Form::Text(_) => None,
            Form::Structure(json) => Some(json),
        }
    }

    /// The text itself, without a copy.
    pub fn into_string(self) -> String {
        match self.0 {
            Form::Text(text) => text,
            Form::Structure(json) => json.into(),
        }
    }
}

impl Default for LenientText {
    fn default() -> Self {
        String::new().into()
    }
}

impl fmt::Debug for LenientText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LenientText").field(&self.as_str()).finish()
    }
}

impl Serialize for LenientText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Text(text) => serializer.serialize_str(text),
            Form::Structure(json) => super::write_json(json, serializer),
        }
    }
}

impl super::Scalar for LenientText {
    fn structure(json: Box<str>) -> Self {
        Self(Form::Structure(json))
    }
}

impl Deref for LenientText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for LenientText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for LenientText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<String> for LenientText {
    fn from(text: String) -> Self {
        Self(Form::Text(text))
    }
}

impl From<&str> for LenientText {
    fn from(text: &str) -> Self {
        Self(Form::Text(text.to_owned()))
    }
}

impl From<LenientText> for String {
    fn from(text: LenientText) -> Self {
        text.into_string()
    }
}

impl PartialEq<str> for LenientText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for LenientText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<'de> Deserialize<'de> for LenientText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = LenientText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or a boolean")
    }

    fn visit_str<E>(self, value: &str) -> Result<LenientText, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<LenientText, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<LenientText, E> {
        Ok(value.to_string().into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<LenientText, E> {
        Ok(value.to_string().into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<LenientText, E> {
        Ok(value.to_string().into())
    }

    fn visit_bool<E>(self, value: bool) -> Result<LenientText, E> {
        Ok(value.to_string().into())
    }

    fn visit_unit<E>(self) -> Result<LenientText, E> {
        Ok(LenientText::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<LenientText, A::Error> {
        super::only(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LenientText, A::Error> {
        super::object(map)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for LenientText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LenientText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text; the service may send it as a number or a boolean",
            "type": ["string", "number", "boolean", "null"]
        })
    }
}
