//! Lists as the service is likely to send them: an array, `null`, nothing, one bare value, or an
//! object whose keys are the indices.
//!
//! Source: a sister API of the same producer sends an array or `null` for the same property, and a
//! single object for a list of one element. PHP writes an array whose keys are not exactly 0 to n, in
//! order, as an object: `{"1": …, "2": …}` after the first element was removed. The generated structs
//! read their `Vec` fields through this module.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::Value;

/// Reads a list that the document requires: absent and `null` are the empty list.
///
/// # Errors
///
/// An element that does not decode; a bare value that is not an element.
///
/// ```
/// # #[derive(serde::Deserialize)]
/// # struct Liste(#[serde(deserialize_with = "certifinfo_sdk::list::required")] Vec<u32>);
/// for (sent, read) in [("[1, 2]", vec![1, 2]), ("null", vec![]), ("1", vec![1]), ("\"\"", vec![]),
///     (r#"{"0": 1, "2": 2}"#, vec![1, 2])] {
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
/// An element that does not decode; a bare value that is not an element.
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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let first: Option<String> = map.next_key()?;
        let Some(key) = first.as_deref().filter(|key| is_index(key)) else {
            let whole = MapAccessDeserializer::new(Peeked { key: first, map });
            return T::deserialize(whole).map(|element| Some(vec![element]));
        };
        let mut entries: Vec<(String, Value)> = vec![(key.to_owned(), map.next_value()?)];
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        if entries.iter().all(|(key, _)| is_index(key)) {
            let elements = entries.into_iter().map(|(_, value)| T::deserialize(value));
            let list: Result<_, _> = elements.collect();
            return list.map(Some).map_err(A::Error::custom);
        }
        // One element that also has a property with a number for its name.
        T::deserialize(MapDeserializer::new(entries.into_iter()))
            .map(|element| Some(vec![element]))
            .map_err(|error: serde_json::Error| A::Error::custom(error))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Self::Value, E> {
        if value.trim().is_empty() {
            return Ok(None);
        }
        T::deserialize(StrDeserializer::new(value)).map(|element| Some(vec![element]))
    }

    bare!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
}

/// Whether a key is an index, as PHP writes it.
fn is_index(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// A map whose first key was read.
struct Peeked<A> {
    key: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Peeked<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.key.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        let first = usize::from(self.key.is_some());
        Some(self.map.size_hint()?.saturating_add(first))
    }
}
