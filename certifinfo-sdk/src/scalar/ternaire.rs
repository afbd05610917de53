//! Yes, no, or not stated.

use std::fmt;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

/// Yes, no, or not stated: the producer's data know all three (`1`, `0`, `2`), measured on its
/// open-data export. That `2` means "not stated" is inferred.
///
/// Reads booleans, `0`/`1`/`2`, and the same as text in any case: `"True"`, `"Oui"`, `"0"`, …;
/// `null` and the empty text are "not stated". Any other scalar is kept as [`Autre`](Self::Autre).
///
/// ```
/// use certifinfo_sdk::scalar::Ternaire;
/// for sent in ["true", "1", r#""True""#, r#""Oui""#] {
///     assert_eq!(serde_json::from_str::<Ternaire>(sent)?.get(), Some(true));
/// }
/// assert_eq!(serde_json::from_str::<Ternaire>("2")?, Ternaire::NonPrecise);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ternaire {
    /// No (`0`, `false`, `"Non"`).
    Non,
    /// Yes (`1`, `true`, `"Oui"`).
    Oui,
    /// Not stated (`2`, `null`, empty).
    #[default]
    NonPrecise,
    /// Something else, as it was sent.
    Autre(Box<str>),
}

impl Ternaire {
    /// Yes or no, if it is stated.
    pub fn get(&self) -> Option<bool> {
        match self {
            Self::Non => Some(false),
            Self::Oui => Some(true),
            Self::NonPrecise | Self::Autre(_) => None,
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
            Self::Autre(bare.into())
        }
    }
}

impl From<bool> for Ternaire {
    fn from(value: bool) -> Self {
        if value { Self::Oui } else { Self::Non }
    }
}

impl fmt::Display for Ternaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Non => "non",
            Self::Oui => "oui",
            Self::NonPrecise => "non précisé",
            Self::Autre(text) => text,
        })
    }
}

/// The export's own form: `0`, `1`, `2`.
impl Serialize for Ternaire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Non => serializer.serialize_u8(0),
            Self::Oui => serializer.serialize_u8(1),
            Self::NonPrecise => serializer.serialize_u8(2),
            Self::Autre(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Ternaire {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Ternaire;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean, 0, 1, 2, or a word that says yes or no")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Ternaire, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Ternaire, E> {
        Ok(Ternaire::read(&value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Ternaire, E> {
        Ok(match value {
            0 => Ternaire::Non,
            1 => Ternaire::Oui,
            2 => Ternaire::NonPrecise,
            other => Ternaire::Autre(other.to_string().into()),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<Ternaire, E> {
        Ok(Ternaire::read(&value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Ternaire, E> {
        Ok(Ternaire::read(value))
    }

    fn visit_unit<E>(self) -> Result<Ternaire, E> {
        Ok(Ternaire::NonPrecise)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Ternaire, A::Error> {
        super::only(sequence, Ternaire::NonPrecise)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Ternaire {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ternaire".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "0 no, 1 yes, 2 not stated; the service may send booleans or words",
            "type": ["integer", "boolean", "string", "null"]
        })
    }
}
