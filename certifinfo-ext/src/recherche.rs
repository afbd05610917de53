//! Searches: the conditions as plain data, the request, its streams and their checkpoints.

mod acces;
mod checkpoint;
mod request;
mod stream;

use certifinfo_sdk::builder;
use serde::{Deserialize, Serialize};

pub use self::acces::Acces;
pub use self::checkpoint::Checkpoint;
pub use self::request::RechercheRequest;
pub use self::stream::{Items, Pages};
use crate::codes::{BrancheProA, Formacode, Niveau, RncpCode, RomeCode, RsCode};
use crate::error::{Error, Result};

/// The conditions of a search, as plain data. Without conditions, a search finds everything.
///
/// It can be compared, stored and sent as JSON, under the parameter names of the service. Page and
/// page size are set on the [request](RechercheRequest) instead.
///
/// ```
/// use certifinfo_ext::prelude::*;
///
/// let query = Recherche::new()
///     .intitule("boulanger")
///     .rome(["D1102".parse::<RomeCode>()?])
///     .acces(Acces::Apprentissage, true);
/// let stored = serde_json::to_string(&query)?;
/// assert_eq!(stored, r#"{"intitule":"boulanger","rome":["D1102"],"acc_ca":true}"#);
/// assert_eq!(serde_json::from_str::<Recherche>(&stored)?, query);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// A condition that this version does not know must not be dropped: it would widen the search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[must_use = "a search is only data: give it to CertifInfo::recherche"]
pub struct Recherche {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) intitule: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rome: Vec<RomeCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rncp: Option<RncpCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rs: Option<RsCode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) proa_codes: Vec<BrancheProA>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) proa: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) niveau_europeen: Option<Niveau>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) archive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_fi: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_fc: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_ca: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_cp: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_vae: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acc_ind: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) formacodes: Vec<Formacode>,
    /// Parameters that this version does not know, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extra: Vec<(String, String)>,
}

impl Recherche {
    /// A search without conditions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Searches the title for these words ("Intitulé de la certification").
    pub fn intitule(mut self, words: impl Into<String>) -> Self {
        self.intitule = Some(words.into());
        self
    }

    /// Sets the ROME codes, and replaces earlier ones. Whether a certification must have all of them
    /// or any of them is not documented.
    pub fn rome(mut self, codes: impl IntoIterator<Item = RomeCode>) -> Self {
        self.rome = codes.into_iter().collect();
        self
    }

    /// Sets the RNCP code. One code can cover many certifications (up to 48 in the producer's open
    /// data).
    pub fn rncp(mut self, code: RncpCode) -> Self {
        self.rncp = Some(code);
        self
    }

    /// Sets the RS code.
    pub fn rs(mut self, code: RsCode) -> Self {
        self.rs = Some(code);
        self
    }

    /// Sets the Pro-A branches ("Codes branche Pro-A"), and replaces earlier ones.
    pub fn proa_codes(mut self, codes: impl IntoIterator<Item = BrancheProA>) -> Self {
        self.proa_codes = codes.into_iter().collect();
        self
    }

    /// Sets whether the certification is eligible for the Pro-A.
    pub fn proa(mut self, eligible: bool) -> Self {
        self.proa = Some(eligible);
        self
    }

    /// Sets the European level.
    pub fn niveau_europeen(mut self, niveau: Niveau) -> Self {
        self.niveau_europeen = Some(niveau);
        self
    }

    /// Sets whether the certification is archived ("Archivé"). Which ones the service finds if this
    /// is not set is not documented.
    pub fn archive(mut self, archived: bool) -> Self {
        self.archive = Some(archived);
        self
    }

    /// Sets whether the certification is open to this access route. Each route is a separate
    /// condition.
    pub fn acces(mut self, acces: Acces, open: bool) -> Self {
        *match acces {
            Acces::FormationInitiale => &mut self.acc_fi,
            Acces::FormationContinue => &mut self.acc_fc,
            Acces::Apprentissage => &mut self.acc_ca,
            Acces::ContratProfessionnalisation => &mut self.acc_cp,
            Acces::Vae => &mut self.acc_vae,
            Acces::DemandeIndividuelle => &mut self.acc_ind,
        } = Some(open);
        self
    }

    /// Sets the Formacodes, and replaces earlier ones.
    pub fn formacodes(mut self, codes: impl IntoIterator<Item = Formacode>) -> Self {
        self.formacodes = codes.into_iter().collect();
        self
    }

    /// Adds a query parameter that this version has no setter for. It is sent unchanged, and may be
    /// added several times. Services usually ignore parameters that they do not know, so check that
    /// it has an effect.
    ///
    /// ```
    /// use certifinfo_ext::Recherche;
    ///
    /// let query = Recherche::new().intitule("boulanger").extra("tri", "date_maj");
    /// # assert_eq!(serde_json::to_string(&query)?, r#"{"intitule":"boulanger","extra":[["tri","date_maj"]]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    /// The parameters given by [`extra`](Self::extra).
    pub(crate) fn extra_parameters(&self) -> &[(String, String)] {
        &self.extra
    }

    /// Refuses extra parameters without a name, and those that the request itself sets.
    pub(crate) fn check(&self) -> Result<()> {
        for (name, _) in &self.extra {
            let why = match name.as_str() {
                "" => "a parameter needs a name",
                "page_num" | "page_size" => "use page, start_page or page_size of the request",
                _ => continue,
            };
            return Err(Error::config(format!("extra parameter `{name}`: {why}")));
        }
        Ok(())
    }

    /// Sets every condition on the generated builder.
    pub(crate) fn apply<'a>(&self, mut to: builder::Recherche<'a>) -> builder::Recherche<'a> {
        // No `..`: a field added here and not sent below does not compile.
        let Recherche {
            intitule,
            rome,
            rncp,
            rs,
            proa_codes,
            proa,
            niveau_europeen,
            archive,
            acc_fi,
            acc_fc,
            acc_ca,
            acc_cp,
            acc_vae,
            acc_ind,
            formacodes,
            // The builder has no setter for them: they are added to the request itself.
            extra: _,
        } = self;
        macro_rules! set {
            ($($name:ident = $value:expr;)*) => {$(
                if let Some(value) = $value {
                    to = to.$name(value);
                }
            )*};
        }
        set! {
            intitule = intitule.clone();
            rome = texts(rome);
            rncp = rncp.map(|code| code.to_string());
            rs = rs.map(|code| code.to_string());
            proa_codes = texts(proa_codes);
            proa = *proa;
            niveau_europeen = niveau_europeen.map(|niveau| niveau.numero());
            archive = *archive;
            acc_fi = *acc_fi;
            acc_fc = *acc_fc;
            acc_ca = *acc_ca;
            acc_cp = *acc_cp;
            acc_vae = *acc_vae;
            acc_ind = *acc_ind;
            formacodes = texts(formacodes);
        }
        to
    }
}

/// Codes as the service writes them; `None` for an empty list.
fn texts<T: ToString>(codes: &[T]) -> Option<Vec<String>> {
    (!codes.is_empty()).then(|| codes.iter().map(T::to_string).collect())
}
