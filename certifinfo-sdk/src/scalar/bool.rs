//! Yes, no, or not stated.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

/// Yes, no, or not stated: `1`, `0` and `2` in the producer's open-data export. That `2` means "not
/// stated" is inferred.
///
/// Reads booleans, `0`/`1`/`2`, and the same as text in any case: `"True"`, `"Oui"`, `"0"`, …;
/// `null` and the empty text are "not stated". Any other value is kept as it was
/// sent ([`unparsed`](Self::unparsed)).
///
/// ```
/// use certifinfo_sdk::scalar::LenientBool;
/// for sent in ["true", "1", r#""True""#, r#""Oui""#] {
///     assert_eq!(serde_json::from_str::<LenientBool>(sent)?.get(), Some(true));
/// }
/// assert_eq!(serde_json::from_str::<LenientBool>("2")?, LenientBool::NonPrecise);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum LenientBool {
    /// No (`0`, `false`, `"Non"`).
    Non,
    /// Yes (`1`, `true`, `"Oui"`).
    Oui,
    /// Not stated (`2`, `null`, empty).
    #[default]
    NonPrecise,
    /// Something else, as it was sent.
    Other(Box<str>),
    /// An object, or a list of several values, as JSON.
    Structure(Box<str>),
}

impl LenientBool {
    /// Yes or no, if it is stated.
    pub fn get(&self) -> Option<bool> {
        match self {
            Self::Non => Some(false),
            Self::Oui => Some(true),
            Self::NonPrecise | Self::Other(_) | Self::Structure(_) => None,
        }
    }

    /// The value that was sent, if it is none of the three.
    pub fn unparsed(&self) -> Option<&str> {
        match self {
            Self::Other(text) | Self::Structure(text) => Some(text),
            Self::Non | Self::Oui | Self::NonPrecise => None,
        }
    }

    fn read(text: &str) -> Self {
        let bare = text.trim();
        let is = |words: [&str; 6]| words.iter().any(|word| bare.eq_ignore_ascii_case(word));
        if is(["1", "true", "oui", "o", "yes", "vrai"]) {
            Self::Oui
        } else if is(["0", "false", "non", "n", "no", "faux"]) {
            Self::Non
        } else if bare.is_empty() || bare == "2" {
            Self::NonPrecise
        } else {
            Self::Other(bare.into())
        }
    }
}

impl From<bool> for LenientBool {
    fn from(value: bool) -> Self {
        if value { Self::Oui } else { Self::Non }
    }
}

impl fmt::Display for LenientBool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Non => "non",
            Self::Oui => "oui",
            Self::NonPrecise => "non précisé",
            Self::Other(text) | Self::Structure(text) => text,
        })
    }
}

/// The export's own form: `0`, `1`, `2`.
impl Serialize for LenientBool {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Non => serializer.serialize_u8(0),
            Self::Oui => serializer.serialize_u8(1),
            Self::NonPrecise => serializer.serialize_u8(2),
            Self::Other(text) => serializer.serialize_str(text),
            Self::Structure(json) => super::write_json(json, serializer),
        }
    }
}

impl super::Scalar for LenientBool {
    fn structure(json: Box<str>) -> Self {
        Self::Structure(json)
    }
}

impl<'de> Deserialize<'de> for LenientBool {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = LenientBool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean, 0, 1, 2, or a word that says yes or no")
    }

    fn visit_bool<E>(self, value: bool) -> Result<LenientBool, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<LenientBool, E> {
        Ok(LenientBool::read(&value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<LenientBool, E> {
        Ok(match value {
            0 => LenientBool::Non,
            1 => LenientBool::Oui,
            2 => LenientBool::NonPrecise,
            other => LenientBool::Other(other.to_string().into()),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<LenientBool, E> {
        Ok(LenientBool::read(&value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<LenientBool, E> {
        Ok(LenientBool::read(value))
    }

    fn visit_unit<E>(self) -> Result<LenientBool, E> {
        Ok(LenientBool::NonPrecise)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<LenientBool, A::Error> {
        super::only(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LenientBool, A::Error> {
        super::object(map)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for LenientBool {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LenientBool".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "0 no, 1 yes, 2 not stated; the service may send booleans or words",
            "type": ["integer", "boolean", "string", "null"]
        })
    }
}
