//! Text, whatever it was sent as.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// A text. Reads JSON text, numbers, booleans, `null` (empty) and a list of one of these.
///
/// ```
/// use certifinfo_sdk::scalar::LenientText;
/// for (sent, read) in [(r#""RNCP35419""#, "RNCP35419"), ("35419", "35419"), ("null", "")] {
///     assert_eq!(*serde_json::from_str::<LenientText>(sent)?, *read);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct LenientText(String);

impl LenientText {
    /// The text as it was sent, white space included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, without a copy.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for LenientText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for LenientText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LenientText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<String> for LenientText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for LenientText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<LenientText> for String {
    fn from(text: LenientText) -> Self {
        text.0
    }
}

impl PartialEq<str> for LenientText {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for LenientText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
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
        Ok(LenientText(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<LenientText, E> {
        Ok(LenientText(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<LenientText, E> {
        Ok(LenientText(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<LenientText, E> {
        Ok(LenientText(value.to_string()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<LenientText, E> {
        Ok(LenientText(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<LenientText, E> {
        Ok(LenientText::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<LenientText, A::Error> {
        super::only(sequence, LenientText::default())
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
