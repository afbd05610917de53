//! The views of what the client hands over: those of the record inside.

use jiff::civil::Date;

use super::{
    Certificateur, CertificationDetail, CertificationView, CodeLibelle, Enregistrement, Valideur,
    Validite,
};
use crate::codes::{
    Accessibilite, AnneeSession, CertifInfoCode, CfdCode, CodeError, Etat, FicheCode, Formacode,
    Ideo2Code, Niveau, NsfCode, RncpCode, RomeCode, RsCode, SiseCode, TypeDiplome,
};
use crate::recherche::Acces;
use crate::{Certification, Item};

/// Methods that ask the record that `self` dereferences to.
macro_rules! of_the_record {
    ($(fn $name:ident(&self $(, $argument:ident: $kind:ty)?) -> $out:ty;)*) => {$(
        fn $name(&self $(, $argument: $kind)?) -> $out {
            (**self).$name($($argument)?)
        }
    )*};
}

/// The view of the record inside; for code that takes any [`CertificationView`].
macro_rules! view {
    ($($wrapper:ty)*) => {$(
        impl super::sealed::Sealed for $wrapper {}

        impl CertificationView for $wrapper {
            of_the_record! {
                fn code(&self) -> Result<CertifInfoCode, CodeError>;
                fn intitule(&self) -> Option<&str>;
                fn rncp(&self) -> Vec<Result<RncpCode, CodeError>>;
                fn rs(&self) -> Vec<Result<RsCode, CodeError>>;
                fn fiches(&self) -> Vec<Result<FicheCode, CodeError>>;
                fn rome(&self) -> Vec<CodeLibelle<'_, RomeCode>>;
                fn nsf(&self) -> Vec<CodeLibelle<'_, NsfCode>>;
                fn formacodes(&self) -> Vec<CodeLibelle<'_, Formacode>>;
                fn scolarite(&self) -> Result<Option<CfdCode>, CodeError>;
                fn niveau(&self) -> Result<Option<Niveau>, CodeError>;
                fn type_diplome(&self) -> Result<Option<TypeDiplome>, CodeError>;
                fn etat(&self) -> Result<Option<Etat>, CodeError>;
                fn acces(&self, acces: Acces) -> Accessibilite;
                fn date_maj(&self) -> Result<Option<Date>, CodeError>;
            }
        }
    )*};
}

view! { Item Certification }

impl CertificationDetail for Certification {
    of_the_record! {
        fn enregistrements(&self) -> Vec<Enregistrement<'_>>;
        fn sise(&self) -> Result<Option<SiseCode>, CodeError>;
        fn ideo2(&self) -> Vec<Result<Ideo2Code, CodeError>>;
        fn scolarites_anterieures(&self) -> Vec<Result<CfdCode, CodeError>>;
        fn premiere_session(&self) -> Result<Option<AnneeSession>, CodeError>;
        fn derniere_session(&self) -> Result<Option<AnneeSession>, CodeError>;
        fn certificateurs(&self) -> Vec<Certificateur<'_>>;
        fn valideurs(&self) -> Vec<Valideur<'_>>;
        fn validite(&self, day: Date) -> Validite;
    }
}
