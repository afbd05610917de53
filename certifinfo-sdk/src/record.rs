//! Records inside answers: an object, or any other value that was sent instead of one.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A record inside an answer, read from an object or from any other value.
///
/// Dereferences to the record. A list of one object is read as that object. Any other value is kept
/// as it was sent ([`unparsed`](Self::unparsed)). A bare scalar is also read as the `code` of the
/// record, or as its `libelle` if it does not look like a code, because some services shorten
/// `{"code": "D1102"}` to `"D1102"`.
///
/// ```
/// use certifinfo_sdk::{record::LenientRecord, types::Rome};
/// let sent = r#"[{"code": "D1102", "libelle": "Boulangerie"}, "D1104", [], null]"#;
/// let rome: Vec<LenientRecord<Rome>> = serde_json::from_str(sent)?;
/// assert_eq!(rome[0].code.as_deref(), Some("D1102"));
/// assert_eq!(rome[1].code.as_deref(), Some("D1104"));
/// assert!(rome[0].unparsed().is_none() && rome[1..].iter().all(|rome| rome.unparsed().is_some()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct LenientRecord<T> {
    record: T,
    unparsed: Option<Box<Value>>,
}

impl<T> LenientRecord<T> {
    /// The value that was sent, if it was not an object.
    pub fn unparsed(&self) -> Option<&Value> {
        self.unparsed.as_deref()
    }

    /// Returns the record itself.
    pub fn into_inner(self) -> T {
        self.record
    }
}

impl<T> From<T> for LenientRecord<T> {
    fn from(record: T) -> Self {
        Self {
            record,
            unparsed: None,
        }
    }
}

impl<T> Deref for LenientRecord<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

impl<T> DerefMut for LenientRecord<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.record
    }
}

impl<T: fmt::Debug> fmt::Debug for LenientRecord<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unparsed {
            Some(value) => value.fmt(f),
            None => self.record.fmt(f),
        }
    }
}

/// Writes what was sent.
impl<T: Serialize> Serialize for LenientRecord<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.unparsed {
            Some(value) => value.serialize(serializer),
            None => self.record.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for LenientRecord<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Reader<T> {
    /// A value that is not an object.
    fn other<E: Error>(value: Value) -> Result<LenientRecord<T>, E> {
        let property = match &value {
            Value::Number(_) => Some("code"),
            Value::String(text) if is_code(text) => Some("code"),
            Value::String(text) if !text.trim().is_empty() => Some("libelle"),
            _ => None,
        };
        let record = match property {
            Some(name) => {
                let object = Map::from_iter([(name.to_owned(), value.clone())]);
                T::deserialize(Value::Object(object)).map_err(Error::custom)?
            }
            None => T::default(),
        };
        Ok(LenientRecord {
            record,
            unparsed: Some(Box::new(value)),
        })
    }
}

/// One word with a digit in it: `D1102`, `RNCP35419`, `326`.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_whitespace)
}

/// A scalar is not an object.
macro_rules! scalars {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<Self::Value, E> {
            Self::other(value.into())
        }
    )*};
}

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Reader<T> {
    type Value = LenientRecord<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(LenientRecord::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut values: Vec<Value> = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        match values.as_mut_slice() {
            [only @ Value::Object(_)] => {
                let object = only.take();
                T::deserialize(object)
            }
            .map(LenientRecord::from)
            .map_err(Error::custom),
            _ => Self::other(Value::Array(values)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Self::other(Value::Null)
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for LenientRecord<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
