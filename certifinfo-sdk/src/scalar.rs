//! Scalars in any form that the service may send.
//!
//! Sister APIs of the same producer send integers as text, booleans as `true`, `"True"`, `"Oui"`
//! or `0`/`1`/`2`, dates as `31/08/2028`, ISO or empty text. Each type reads all of these
//! and keeps what it cannot read, so that an unexpected value never prevents its record from being
//! read.
//!
//! `openapi/contract.yaml` says which property of an answer is read as which of these types;
//! parameters of requests have plain Rust types.

mod bool;
mod date;
mod int;
mod text;

pub use bool::LenientBool;
pub use date::LenientDate;
pub use int::LenientInt;
pub use text::LenientText;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

/// A scalar that keeps an object or a list as JSON.
pub(crate) trait Scalar: DeserializeOwned + Default {
    /// The object or the list that was sent instead of a scalar.
    fn structure(json: Box<str>) -> Self;
}

/// Reads the value of a list of one, and nothing from an empty list. A list of several values is
/// kept unchanged.
pub(crate) fn only<'de, T, A>(mut sequence: A) -> Result<T, A::Error>
where
    T: Scalar,
    A: SeqAccess<'de>,
{
    let mut values: Vec<Value> = Vec::new();
    while let Some(value) = sequence.next_element()? {
        values.push(value);
    }
    match values.as_mut_slice() {
        [] => Ok(T::default()),
        [value] => {
            let value = value.take();
            T::deserialize(value).map_err(Error::custom)
        }
        _ => Ok(T::structure(Value::Array(values).to_string().into())),
    }
}

/// Keeps an object.
pub(crate) fn object<'de, T, A>(map: A) -> Result<T, A::Error>
where
    T: Scalar,
    A: MapAccess<'de>,
{
    let object = Value::deserialize(MapAccessDeserializer::new(map))?;
    Ok(T::structure(object.to_string().into()))
}

/// Writes the kept JSON.
pub(crate) fn write_json<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match serde_json::from_str::<Value>(json) {
        Ok(value) => value.serialize(serializer),
        Err(_) => serializer.serialize_str(json),
    }
}
