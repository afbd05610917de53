//! Lists as the service is likely to send them: an array, `null`, nothing, or one bare value.
//!
//! Source: a sister API of the same producer sends an array or `null` for the same property, and a
//! single object instead of a list of one. The generated structs read their `Vec` fields through
//! this module.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

/// Reads a list that the document requires: absent and `null` are the empty list.
///
/// # Errors
///
/// An element that does not decode; a bare value that is no element.
///
/// ```
/// # #[derive(serde::Deserialize)]
/// # struct Liste(#[serde(deserialize_with = "certifinfo_sdk::list::required")] Vec<u32>);
/// for (sent, read) in [("[1, 2]", vec![1, 2]), ("null", vec![]), ("1", vec![1]), ("\"\"", vec![])] {
///     assert_eq!(serde_json::from_str::<Liste>(sent)?.0, read);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn required<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    optional(deserializer).map(Option::unwrap_or_default)
}

/// Reads a list that the document allows to be absent: `null` and the empty text are `None`.
///
/// # Errors
///
/// An element that does not decode; a bare value that is no element.
pub fn optional<'de, T, D>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Reader(PhantomData))
}

struct Reader<T>(PhantomData<T>);

/// A bare value is read as the only element.
macro_rules! bare {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, value: $type) -> Result<Self::Value, E> {
            T::deserialize(value.into_deserializer()).map(|element| Some(vec![element]))
        }
    )*};
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, null, or one bare element")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        // The announced size is the sender's word: it is not trusted beyond a page.
        let mut list = Vec::with_capacity(sequence.size_hint().unwrap_or(0).min(128));
        while let Some(element) = sequence.next_element()? {
            list.push(element);
        }
        Ok(Some(list))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|element| Some(vec![element]))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Self::Value, E> {
        if value.trim().is_empty() {
            return Ok(None);
        }
        T::deserialize(StrDeserializer::new(value)).map(|element| Some(vec![element]))
    }

    bare!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
}
