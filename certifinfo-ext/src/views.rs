//! Typed views on the loose fields of a certification and of a search item.
//!
//! The generated records keep what the service sent, in whatever form. These traits read it: codes
//! as codes, each with its own error; days as days; what is not stated as not stated. Every method
//! reads anew and borrows what it can; none changes or hides a field, so that a value no view can
//! read is still in the record.
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
//! // Its last session was in 2024, although its sheet goes on.
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

/// What a full certification and a search item have in common.
///
/// Sessions, bodies and validity are in [`CertificationDetail`]: a search item does not carry what
/// they need, so that [the certification](crate::CertifInfo::certification) must be fetched.
///
/// One code: `Ok(None)` when it is absent, empty or a word for "none", the code's own error when
/// it is malformed. Lists: empty when absent, one `Result` an element, so that a bad one does not
/// cost the others. Codes are read leniently: with or without prefix, blanks forgiven.
pub trait CertificationView: sealed::Sealed {
    /// The Certif Info code (`certifinfo_code`).
    ///
    /// # Errors
    ///
    /// It is malformed, or absent: a certification without its code cannot be asked for.
    fn code(&self) -> Result<CertifInfoCode, CodeError>;

    /// The title (`certifinfo_intitule`); `None` when there is none.
    fn intitule(&self) -> Option<&str>;

    /// RNCP sheets, without repeats. A full certification may have several: its present ones and
    /// its history. A search item has what `rncp_code` holds.
    fn rncp(&self) -> Vec<Result<RncpCode, CodeError>>;

    /// RS sheets, as [`rncp`](Self::rncp).
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

    /// Jobs it leads to, with their labels.
    fn rome(&self) -> Vec<CodeLibelle<'_, RomeCode>>;

    /// Specialities of training, with their labels.
    fn nsf(&self) -> Vec<CodeLibelle<'_, NsfCode>>;

    /// Fields of training, with their labels.
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

    /// Whether this way leads to the certification: yes, no, or not stated. A value that is none of
    /// the three is not stated; it is still in the field `acc_*`.
    fn acces(&self, acces: Acces) -> Accessibilite;

    /// The day the record was last written (`date_maj`), in Paris.
    ///
    /// # Errors
    ///
    /// It is no day.
    fn date_maj(&self) -> Result<Option<Date>, CodeError>;
}

mod sealed {
    /// New methods of a view must not break those who would implement it.
    pub trait Sealed {}
    impl Sealed for certifinfo_sdk::types::Certification {}
    impl Sealed for certifinfo_sdk::types::CertificationRecherche {}
}
