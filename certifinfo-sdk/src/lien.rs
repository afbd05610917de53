//! A link from one certification to another: the one it replaces, or that replaces it.

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::scalar::{Entier, Texte};

/// An element of `ancienne_certification` or `nouvelle_certification`.
///
/// No evidence tells its shape (a sister API has the same property as "array or null"): a bare
/// Certif Info code is read as well as an object, and what an object holds beyond the code and
/// the title is kept in [`autres`](Self::autres). **Inferred.**
///
/// ```
/// use certifinfo_sdk::lien::Lien;
/// let bare: Lien = serde_json::from_str("58434")?;
/// let object: Lien = serde_json::from_str(r#"{"certifinfo_code": "58434", "etat": 3}"#)?;
/// assert_eq!(bare.certifinfo_code, object.certifinfo_code);
/// assert_eq!(object.autres["etat"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Lien {
    /// The Certif Info code of the other certification. Read from `certifinfo_code`, `code` or
    /// `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certifinfo_code: Option<Entier>,
    /// Its title. Read from `certifinfo_intitule`, `intitule` or `libelle`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certifinfo_intitule: Option<Texte>,
    /// Everything else that stood in the object.
    #[serde(flatten)]
    pub autres: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Lien {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(mut autres) => {
                let mut take = |names: [&str; 3]| names.into_iter().find_map(|n| autres.remove(n));
                let code = take(["certifinfo_code", "code", "id"]);
                let title = take(["certifinfo_intitule", "intitule", "libelle"]);
                Ok(Self {
                    certifinfo_code: read(code)?,
                    certifinfo_intitule: read(title)?,
                    autres,
                })
            }
            bare => Ok(Self {
                certifinfo_code: read(Some(bare))?,
                ..Self::default()
            }),
        }
    }
}

fn read<T: de::DeserializeOwned, E: de::Error>(value: Option<Value>) -> Result<Option<T>, E> {
    value
        .filter(|v| !v.is_null())
        .map(T::deserialize)
        .transpose()
        .map_err(E::custom)
}
