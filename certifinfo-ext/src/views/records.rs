//! The view that both kinds of record have, over their fields.

use certifinfo_sdk::types;
use jiff::civil::Date;

use super::{CertificationView, CodeLibelle, read};
use crate::codes::{
    Accessibilite, CertifInfoCode, CfdCode, CodeError, Etat, Formacode, Niveau, NsfCode, RncpCode,
    RomeCode, RsCode, TypeDiplome,
};
use crate::recherche::Acces;

/// The two generated types spell these properties alike.
macro_rules! shared_properties {
    () => {
        fn code(&self) -> Result<CertifInfoCode, CodeError> {
            let code = self.certifinfo_code.as_ref().map(ToString::to_string);
            CertifInfoCode::parse_lenient(code.as_deref().unwrap_or_default())
        }

        fn intitule(&self) -> Option<&str> {
            read::text(self.certifinfo_intitule.as_ref())
        }

        fn rome(&self) -> Vec<CodeLibelle<'_, RomeCode>> {
            let list = read::list(&self.rome).iter();
            list.filter_map(|e| CodeLibelle::read(e.code.as_ref(), e.libelle.as_ref()))
                .collect()
        }

        fn nsf(&self) -> Vec<CodeLibelle<'_, NsfCode>> {
            let list = read::list(&self.nsf).iter();
            list.filter_map(|e| CodeLibelle::read(e.code.as_ref(), e.libelle.as_ref()))
                .collect()
        }

        fn formacodes(&self) -> Vec<CodeLibelle<'_, Formacode>> {
            let list = read::list(&self.formacode).iter();
            list.filter_map(|e| CodeLibelle::read(e.code.as_ref(), e.libelle.as_ref()))
                .collect()
        }

        fn scolarite(&self) -> Result<Option<CfdCode>, CodeError> {
            read::code(self.scolarite_code.as_deref())
        }

        fn niveau(&self) -> Result<Option<Niveau>, CodeError> {
            read::number(self.niveau_europeen_code.as_ref())
        }

        fn type_diplome(&self) -> Result<Option<TypeDiplome>, CodeError> {
            read::number(self.type_diplome_code.as_ref())
        }

        fn etat(&self) -> Result<Option<Etat>, CodeError> {
            read::number(self.etat.as_ref())
        }

        fn acces(&self, acces: Acces) -> Accessibilite {
            read::accessibilite(
                match acces {
                    Acces::FormationInitiale => &self.acc_fi,
                    Acces::FormationContinue => &self.acc_fc,
                    Acces::Apprentissage => &self.acc_ca,
                    Acces::ContratProfessionnalisation => &self.acc_cp,
                    Acces::Vae => &self.acc_vae,
                    Acces::DemandeIndividuelle => &self.acc_ind,
                }
                .as_ref(),
            )
        }

        fn date_maj(&self) -> Result<Option<Date>, CodeError> {
            read::day(self.date_maj.as_ref())
        }
    };
}

impl CertificationView for types::Certification {
    shared_properties!();

    fn rncp(&self) -> Vec<Result<RncpCode, CodeError>> {
        let now = read::list(&self.rncp).iter();
        let all = now.chain(read::list(&self.rncp_historique));
        read::each(all.filter_map(|entry| entry.code.as_deref()))
    }

    fn rs(&self) -> Vec<Result<RsCode, CodeError>> {
        let now = read::list(&self.rs).iter();
        let all = now.chain(read::list(&self.rs_historique));
        read::each(all.filter_map(|entry| entry.code.as_deref()))
    }
}

impl CertificationView for types::CertificationRecherche {
    shared_properties!();

    fn rncp(&self) -> Vec<Result<RncpCode, CodeError>> {
        read::each_of(self.rncp_code.iter())
    }

    fn rs(&self) -> Vec<Result<RsCode, CodeError>> {
        read::each_of(read::list(&self.rs_code).iter())
    }
}
