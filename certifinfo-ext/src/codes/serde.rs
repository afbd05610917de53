//! Serde for codes: the canonical form out, the strict forms in; adapters for the other forms.
//!
//! The adapters take a code, or an `Option` of one:
//!
//! ```
//! use certifinfo_ext::codes::{self, RncpCode, RomeCode};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Row {
//!     // `35419`, as the open-data export writes it.
//!     #[serde(with = "codes::serde::bare")]
//!     rncp: RncpCode,
//!     // ` m1805 `, as people write it; `""`, `NR` and `null` are none.
//!     #[serde(with = "codes::serde::lenient", default)]
//!     rome: Option<RomeCode>,
//! }
//!
//! let row: Row = serde_json::from_str(r#"{"rncp": "35419", "rome": " m1805"}"#)?;
//! assert_eq!(row.rome.map(|code| code.to_string()), Some("M1805".into()));
//! assert_eq!(serde_json::to_string(&row)?, r#"{"rncp":"35419","rome":"M1805"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

use super::code::Code;
use super::error::CodeError;
use super::explain::ABSENT;
use super::kind::Number;
use super::lenient::trim;
use super::text::Text;

/// Reads a text as `O`: a code, or an option of one.
type Reader<O> = fn(&str) -> Result<O, CodeError>;

pub(super) fn serialize<T: Code, S: Serializer>(code: &T, to: S) -> Result<S::Ok, S::Error> {
    let text = code.text();
    match text.as_str().parse() {
        Ok(number) if matches!(T::KIND.number, Number::Written { .. }) => to.serialize_u32(number),
        _ => to.serialize_str(text.as_str()),
    }
}

/// Reads text, and numbers where the kind has them.
pub(super) fn deserialize<'de, T: Code, O, D: Deserializer<'de>>(
    from: D,
    read: Reader<O>,
) -> Result<O, D::Error> {
    let visitor = TextVisitor {
        code: PhantomData::<T>,
        read,
    };
    match (T::KIND.number, from.is_human_readable()) {
        // Binary formats do not say what comes next: ask for what `serialize` wrote.
        (Number::Refused, _) | (Number::Read, false) => from.deserialize_str(visitor),
        (Number::Written { .. }, false) => from.deserialize_u32(visitor),
        (Number::Read | Number::Written { .. }, true) => from.deserialize_any(visitor),
    }
}

fn lenient_or_absent<T: Code>(text: &str) -> Result<Option<T>, CodeError> {
    let trimmed = trim(text);
    if trimmed.is_empty() || ABSENT.iter().any(|word| word.eq_ignore_ascii_case(trimmed)) {
        return Ok(None);
    }
    T::parse_lenient(text).map(Some)
}

struct TextVisitor<T, O> {
    code: PhantomData<T>,
    read: Reader<O>,
}

impl<T: Code, O> Visitor<'_> for TextVisitor<T, O> {
    type Value = O;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", T::KIND.noun, T::KIND.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<O, E> {
        (self.read)(text).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<O, E> {
        match u32::try_from(number) {
            Ok(small) if T::KIND.number != Number::Refused => {
                self.visit_str(Text::new().push_number(small, 0).as_str())
            }
            _ => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<O, E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }
}

/// Hands what is there to [`TextVisitor`].
struct OptionVisitor<T> {
    read: Reader<Option<T>>,
}

impl<'de, T: Code> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} or nothing", T::KIND.noun)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        deserialize::<T, _, D>(from, self.read)
    }
}

/// The number without its prefix, as the open-data export writes RNCP and RS: `35419`. Reads what
/// `from_str` reads, with the prefix or without.
pub mod bare {
    use super::{Deserializer, Serializer, WrittenBare};

    /// Writes the bare number.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: WrittenBare, S: Serializer>(code: &T, to: S) -> Result<S::Ok, S::Error> {
        code.write_bare(to)
    }

    /// Reads the strict forms, the bare number among them.
    ///
    /// # Errors
    /// Those of the deserializer; a text that is not such a code.
    pub fn deserialize<'de, T: WrittenBare, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::read_bare(from)
    }
}

/// The canonical form out, what people paste in. For an `Option`, the empty text, `NR`, `SQWQ` and
/// `null` are none.
pub mod lenient {
    use super::{Deserializer, ReadLeniently, Serializer};

    /// Writes the canonical form.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: ReadLeniently, S: Serializer>(code: &T, to: S) -> Result<S::Ok, S::Error> {
        code.write(to)
    }

    /// Reads what `parse_lenient` reads.
    ///
    /// # Errors
    /// Those of the deserializer; a text that has no reading, or more than one.
    pub fn deserialize<'de, T: ReadLeniently, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        T::read(from)
    }
}

pub(super) use sealed::Prefixed;

mod sealed {
    /// Codes with a bare form besides the canonical one.
    pub trait Prefixed: super::Code {
        fn numero(&self) -> u32;
    }
    pub trait Sealed {}
    impl<T: super::Code> Sealed for T {}
    impl<T: super::Code> Sealed for Option<T> {}
}

/// What [`lenient`] adapts: a code or an `Option` of one.
pub trait ReadLeniently: Sized + sealed::Sealed {
    #[doc(hidden)]
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

impl<T: Code> ReadLeniently for T {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize(self, to)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        deserialize::<T, _, D>(from, T::parse_lenient)
    }
}

impl<T: Code> ReadLeniently for Option<T> {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(code) => serialize(code, to),
            None => to.serialize_none(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_option(OptionVisitor {
            read: lenient_or_absent,
        })
    }
}

/// What [`bare`] adapts: [`RncpCode`](super::RncpCode), [`RsCode`](super::RsCode), or an `Option`
/// of one.
pub trait WrittenBare: Sized + sealed::Sealed {
    #[doc(hidden)]
    fn write_bare<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
    #[doc(hidden)]
    fn read_bare<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

impl<T: sealed::Prefixed> WrittenBare for T {
    fn write_bare<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(Text::new().push_number(self.numero(), 0).as_str())
    }

    fn read_bare<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        deserialize::<T, _, D>(from, str::parse)
    }
}

impl<T: sealed::Prefixed> WrittenBare for Option<T> {
    fn write_bare<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(code) => code.write_bare(to),
            None => to.serialize_none(),
        }
    }

    fn read_bare<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_option(OptionVisitor {
            read: |text| text.parse().map(Some),
        })
    }
}
