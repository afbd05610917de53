//! Typed views on the loose fields of a certification and of a search item.
//!
//! The generated records keep every value as the service sent it. The traits of this module read
//! them: codes as code types, each with its own error, and days as dates. They do not change the
//! record, so a value that no view can read is still in its field. Each call reads the field again.
//!
//! ```
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
//! # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
//! let cert = api.certification(CertifInfoCode::new(58434)?).await?;
//! assert_eq!(cert.code()?, CertifInfoCode::new(58434)?);
//! assert_eq!(cert.niveau()?, Some(Niveau::N3));
//! assert_eq!(cert.acces(Acces::Apprentissage), Accessibilite::Oui);
//! for rome in cert.rome() {
//!     println!("{} {}", rome.code?, rome.libelle.unwrap_or("(no label)"));
//! }
//! // Its last session was in 2024, although its sheet is still in force.
//! assert!(!cert.is_active_on("2025-06-01".parse()?));
//! # Ok(())
//! # }
//! ```

mod detail;
mod enregistrement;
mod libelle;
mod organisme;
mod read;
mod records;
mod validite;
mod wrappers;

use jiff::civil::Date;

pub use self::detail::CertificationDetail;
pub use self::enregistrement::Enregistrement;
pub use self::libelle::CodeLibelle;
pub use self::organisme::{Certificateur, Valideur};
pub use self::validite::{Motif, Validite};
use crate::codes::{
    Accessibilite, CertifInfoCode, CfdCode, CodeError, Etat, FicheCode, Formacode, Niveau, NsfCode,
    RncpCode, RomeCode, RsCode, TypeDiplome,
};
use crate::recherche::Acces;

/// Typed views that a full certification and a search item have in common.
///
/// Sessions, bodies and validity are in [`CertificationDetail`]. A search item lacks their fields:
/// fetch [the certification](crate::CertifInfo::certification).
///
/// A single code is `Ok(None)` if it is absent, empty or a word for "none", and an error if it is
/// malformed. A list is empty if it is absent, and has one `Result` per element. Codes are read
/// leniently: with or without prefix, and with extra blanks.
pub trait CertificationView: sealed::Sealed {
    /// The Certif Info code (`certifinfo_code`).
    ///
    /// # Errors
    ///
    /// The code is malformed or absent.
    fn code(&self) -> Result<CertifInfoCode, CodeError>;

    /// The title (`certifinfo_intitule`).
    fn intitule(&self) -> Option<&str>;

    /// The RNCP sheets, each once. A full certification has its current and its former ones; a search
    /// item has those of `rncp_code`.
    fn rncp(&self) -> Vec<Result<RncpCode, CodeError>>;

    /// The RS sheets, as [`rncp`](Self::rncp).
    fn rs(&self) -> Vec<Result<RsCode, CodeError>>;

    /// The sheets of either register: those of [`rncp`](Self::rncp), then those of
    /// [`rs`](Self::rs).
    fn fiches(&self) -> Vec<Result<FicheCode, CodeError>> {
        let rncp = self
            .rncp()
            .into_iter()
            .map(|code| code.map(FicheCode::from));
        let rs = self.rs().into_iter().map(|code| code.map(FicheCode::from));
        rncp.chain(rs).collect()
    }

    /// The ROME codes of the jobs that it leads to, with their labels.
    fn rome(&self) -> Vec<CodeLibelle<'_, RomeCode>>;

    /// The NSF codes (specialities of training), with their labels.
    fn nsf(&self) -> Vec<CodeLibelle<'_, NsfCode>>;

    /// The Formacodes (fields of training), with their labels.
    fn formacodes(&self) -> Vec<CodeLibelle<'_, Formacode>>;

    /// The code formation diplôme (`scolarite_code`).
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn scolarite(&self) -> Result<Option<CfdCode>, CodeError>;

    /// The European level (`niveau_europeen_code`).
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn niveau(&self) -> Result<Option<Niveau>, CodeError>;

    /// The type (`type_diplome_code`); [`TypeDiplome::label`] names it.
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn type_diplome(&self) -> Result<Option<TypeDiplome>, CodeError>;

    /// The state at Certif Info (`etat`); [`Etat::label`] names it.
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn etat(&self) -> Result<Option<Etat>, CodeError>;

    /// Whether the certification is open to this access route: yes, no, or not stated. Any other value
    /// counts as not stated; it is still in the field `acc_*`.
    fn acces(&self, acces: Acces) -> Accessibilite;

    /// The day the record was last written (`date_maj`), in Paris.
    ///
    /// # Errors
    ///
    /// The value is not a day.
    fn date_maj(&self) -> Result<Option<Date>, CodeError>;
}

mod sealed {
    /// New methods of a view must not break those who would implement it.
    pub trait Sealed {}
    impl Sealed for certifinfo_sdk::types::Certification {}
    impl Sealed for certifinfo_sdk::types::CertificationRecherche {}
}
