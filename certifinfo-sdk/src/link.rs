//! Links between certifications: the one that is replaced, and the one that replaces it.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::de::{IntoDeserializer, value::StrDeserializer};
use serde_json::{Map, Value};

use crate::scalar::{LenientInt, LenientText};

/// An element of `ancienne_certification` or `nouvelle_certification`.
///
/// No source documents its shape (a sister API has the same property as "array or null"). A bare
/// Certif Info code is read as well as an object, and properties other than the code and the title
/// are kept in [`others`](Self::others). **Inferred.**
///
/// ```
/// use certifinfo_sdk::link::Lien;
/// let bare: Lien = serde_json::from_str("58434")?;
/// let object: Lien = serde_json::from_str(r#"{"certifinfo_code": "58434", "etat": 3}"#)?;
/// assert_eq!(bare.certifinfo_code, object.certifinfo_code);
/// assert_eq!(object.others["etat"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Lien {
    /// The Certif Info code of the other certification: the first of `certifinfo_code`, `code` and
    /// `id` that has a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certifinfo_code: Option<LenientInt>,
    /// Its title: the first of `certifinfo_intitule`, `intitule` and `libelle` that has a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certifinfo_intitule: Option<LenientText>,
    /// All other properties of the object.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Lien {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl Lien {
    fn bare(code: LenientInt) -> Self {
        Self {
            certifinfo_code: Some(code).filter(|code| !code.is_empty()),
            ..Self::default()
        }
    }

    /// Takes the code and the title from the first of their names that has a value.
    fn complete(mut self) -> Self {
        self.certifinfo_code = self
            .first(["certifinfo_code", "code", "id"], |code: &LenientInt| {
                !code.is_empty()
            });
        self.certifinfo_intitule = self.first(
            ["certifinfo_intitule", "intitule", "libelle"],
            |text: &LenientText| !text.is_empty(),
        );
        self
    }

    /// Removes and returns the value of the first name that has one. It will be written under
    /// `names[0]`, which must not occur twice: an empty value there is removed, and if that name has
    /// an object or a list, no other name is read.
    fn first<T>(&mut self, names: [&str; 3], says: impl Fn(&T) -> bool) -> Option<T>
    where
        T: serde::de::DeserializeOwned,
    {
        let [own, ..] = names;
        for name in names {
            if let Some(read) = self.take(name, &says) {
                self.others.remove(own);
                return Some(read);
            }
            if self.others.get(own).is_some_and(is_structure) {
                return None;
            }
        }
        if self.others.get(own).is_some_and(Value::is_null) {
            self.others.remove(own);
        }
        None
    }

    /// Removes and returns a scalar of the other properties. An object or a list stays.
    fn take<T>(&mut self, name: &str, says: impl Fn(&T) -> bool) -> Option<T>
    where
        T: serde::de::DeserializeOwned,
    {
        let value = Some(self.others.get(name)?).filter(|value| is_scalar(value))?;
        let read = T::deserialize(value).ok().filter(says);
        if read.is_some() {
            self.others.remove(name);
        }
        read
    }
}

/// Whether a value is a scalar, or a list of one.
fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Object(_) => false,
        Value::Array(items) => matches!(items.as_slice(), [only] if is_scalar(only)),
        _ => true,
    }
}

/// Whether a value holds more than a scalar could.
fn is_structure(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

/// A bare value is the code.
macro_rules! bare {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, value: $type) -> Result<Lien, E> {
            LenientInt::deserialize(value.into_deserializer()).map(Lien::bare)
        }
    )*};
}

impl<'de> Visitor<'de> for Reader {
    type Value = Lien;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a certification: its code, or an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lien, A::Error> {
        let mut lien = Lien::default();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value()?;
            lien.others.insert(name, value);
        }
        Ok(lien.complete())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Lien, E> {
        LenientInt::deserialize(StrDeserializer::new(value)).map(Lien::bare)
    }

    fn visit_unit<E>(self) -> Result<Lien, E> {
        Ok(Lien::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Lien, A::Error> {
        let mut values: Vec<Value> = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        match values.as_mut_slice() {
            [] => Ok(Lien::default()),
            [only] => {
                let only = only.take();
                Lien::deserialize(only).map_err(serde::de::Error::custom)
            }
            _ => LenientInt::deserialize(Value::Array(values))
                .map(Lien::bare)
                .map_err(serde::de::Error::custom),
        }
    }

    bare!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
}
