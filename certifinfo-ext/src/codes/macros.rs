//! What each code type gets from its `KIND`, its strict reader and its written form.

/// Everything that is the same for each type: parsing, showing, serde, schema.
///
/// The type has an inherent `const fn strict(&[u8]) -> Option<Self>`, `fn lenient(&str) ->
/// Option<Self>`, `const fn written(self) -> Text` and a `const KIND_INFO: Kind`.
macro_rules! code_traits {
    ($type:ident $(, $extra:item)*) => {
        impl $crate::codes::code::Code for $type {
            const KIND: &'static $crate::codes::Kind = &KIND;

            #[inline]
            fn read_strict(text: &str) -> Option<Self> {
                Self::strict(text.as_bytes())
            }

            fn read_lenient(text: &str) -> Option<Self> {
                Self::lenient(KIND.bare(text))
            }

            #[inline]
            fn text(&self) -> $crate::codes::text::Text {
                self.written()
            }
            $($extra)*
        }

        impl $type {
            /// Checks a literal at compile time. Meant for the [`code!`](crate::code) macro, which
            /// makes sure that it runs there.
            ///
            /// # Panics
            /// When `literal` is not the strict form of such a code.
            #[allow(clippy::panic, reason = "this is how a compile error is made")]
            #[track_caller]
            pub const fn literal(literal: &str) -> Self {
                match Self::strict(literal.as_bytes()) {
                    Some(code) => code,
                    None => ::std::panic!("not a valid code of this kind"),
                }
            }

            /// Reads what people paste; see the [module](crate::codes) for what is forgiven.
            ///
            /// # Errors
            /// A [`CodeError`](crate::codes::CodeError) when the text has no reading, or more than
            /// one.
            pub fn parse_lenient(text: &str) -> Result<Self, $crate::codes::error::CodeError> {
                <Self as $crate::codes::code::Code>::parse_lenient(text)
            }

            /// Reads a list of strict forms; see [`List`](crate::codes::List).
            pub fn parse_list(text: &str) -> $crate::codes::code::List<'_, Self> {
                <Self as $crate::codes::code::Code>::parse_list(text)
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::codes::error::CodeError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match Self::strict(text.as_bytes()) {
                    Some(code) => Ok(code),
                    None => Err($crate::codes::error::CodeError::new(
                        &KIND,
                        text,
                        $crate::codes::kind::Mode::Strict,
                    )),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.written().as_str())
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "{}({})", KIND.type_name, self.written().as_str())
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::codes::serde::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::codes::serde::deserialize::<Self, _, D>(deserializer, str::parse)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                KIND.type_name.into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::concat!(::std::module_path!(), "::", ::std::stringify!($type)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::codes::kind::schema(&KIND)
            }
        }
    };
}

/// A number that is not zero and stays under a bound: `new`, `new_const`, `numero`.
macro_rules! number_code {
    ($type:ident, $max:expr) => {
        impl $type {
            /// The code with this number.
            ///
            /// # Errors
            /// A [`CodeError`](crate::codes::CodeError) when the number is zero or has too many
            /// digits.
            pub fn new(numero: u32) -> Result<Self, $crate::codes::error::CodeError> {
                let text = $crate::codes::text::Text::new().push_number(numero, 0);
                $crate::codes::strict::decimal(text.as_str().as_bytes(), $max)
                    .map(Self)
                    .ok_or_else(|| {
                        $crate::codes::error::CodeError::new(
                            &KIND,
                            text.as_str(),
                            $crate::codes::kind::Mode::Strict,
                        )
                    })
            }

            /// The code with this number, for constants: a wrong one does not compile there.
            ///
            /// # Panics
            /// When the number is zero or has too many digits. In a `const`, that is a compile
            /// error; elsewhere use `new` or the [`code!`](crate::code) macro.
            #[track_caller]
            pub const fn new_const(numero: u32) -> Self {
                assert!(numero > 0, "no code has the number zero");
                assert!(
                    numero < 10u32.pow($max as u32),
                    "the number has too many digits"
                );
                Self(::std::num::NonZeroU32::MIN.saturating_add(numero - 1))
            }

            /// The number alone.
            pub const fn numero(self) -> u32 {
                self.0.get()
            }
        }
    };
}

pub(super) use {code_traits, number_code};

/// A code from a literal, checked when the program is compiled.
///
/// ```
/// use certifinfo_ext::code;
/// use certifinfo_ext::codes::{CfdCode, RomeCode};
///
/// let boulangerie = code!(RomeCode, "D1102");
/// let cap = code!(CfdCode, "26E31103");
/// # assert_eq!((boulangerie.to_string(), cap.to_string()), ("D1102".into(), "26E31103".into()));
/// ```
///
/// A wrong literal does not compile:
///
/// ```compile_fail
/// let wrong = certifinfo_ext::code!(certifinfo_ext::codes::RomeCode, "D11O2");
/// ```
#[macro_export]
macro_rules! code {
    ($type:ty, $literal:expr) => {
        const { <$type>::literal($literal) }
    };
}
