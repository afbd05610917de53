//! Scalars as the service really sends them: their form may change, their meaning may not.
//!
//! Sister APIs of the same producer send integers as text, booleans as `true`, `"True"`, `"Oui"`
//! or `0`/`1`/`2`, dates as `31/08/2028`, ISO or empty text. Each type here reads all of those
//! and keeps what it cannot read, so that one odd value never costs the record it stands in.
//!
//! The overlay (`openapi/overlay.yaml`) puts these types on the properties of responses, by the
//! extension `x-rust-type`; parameters of requests keep plain Rust types.

mod bool;
mod date;
mod int;
mod text;

pub use bool::LenientBool;
pub use date::LenientDate;
pub use int::LenientInt;
pub use text::LenientText;

/// Reads the one value of a list of one, and nothing from an empty list.
///
/// A scalar is sometimes wrapped in a list; a list of several has no sensible reading as one
/// value, and is the error of that record.
pub(crate) fn only<'de, T, A>(mut sequence: A, empty: T) -> Result<T, A::Error>
where
    T: serde::Deserialize<'de>,
    A: serde::de::SeqAccess<'de>,
{
    let Some(value) = sequence.next_element()? else {
        return Ok(empty);
    };
    match sequence.next_element::<serde::de::IgnoredAny>()? {
        None => Ok(value),
        Some(_) => Err(serde::de::Error::custom(
            "a list of several where one value stands",
        )),
    }
}
