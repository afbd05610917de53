//! Registrations at France compétences: the sheets of a certification, present and past.

use certifinfo_sdk::types::{self, HistoriqueRncp, HistoriqueRs};
use jiff::civil::Date;

use super::read;
use crate::codes::{CodeError, FicheCode, RncpCode, RsCode};

/// One registration of a certification, in the RNCP or in the RS.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enregistrement<'a> {
    /// The sheet.
    pub fiche: Result<FicheCode, CodeError>,
    /// Its title.
    pub libelle: Option<&'a str>,
    /// Whether it was in force on the day the record was written; `None` if that is not stated.
    pub actif: Option<bool>,
    /// The last day on which it is in force (`date_fin_enregistrement`). That this day is included is
    /// **inferred**: 31/08/2028 is the last day of a school year.
    pub fin: Result<Option<Date>, CodeError>,
    /// The kind of registration, in the terms of France compétences: `Enregistrement de droit`, …
    pub type_enregistrement: Option<&'a str>,
}

impl Enregistrement<'_> {
    /// Whether it is in force on this day, in Paris; `None` if the record does not say.
    ///
    /// The last day takes precedence: it is exact, while `actif` describes the day the record was
    /// written. A registration that is not in force before its last day was ended early. Records have
    /// no first day, so days before it are judged like days after it.
    #[must_use]
    pub fn is_active_on(&self, day: Date) -> Option<bool> {
        match (&self.fin, self.actif) {
            (Ok(Some(fin)), _) if day > *fin => Some(false),
            (_, Some(false)) => Some(false),
            (Ok(Some(_)), _) => Some(true),
            (Ok(None), actif) => actif,
            (Err(_), _) => None,
        }
    }

    /// The same for a day that is not after the one on which the record was written: `actif` is then
    /// ignored if the last day is known.
    pub(super) fn was_active_on(&self, day: Date) -> bool {
        matches!(self.fin, Ok(Some(fin)) if day <= fin)
    }
}

/// All registrations of a record, RNCP first, the current list before the history. A sheet in both is
/// listed once, with the information of both.
pub(super) fn all(record: &types::Certification) -> Vec<Enregistrement<'_>> {
    let mut all = Vec::new();
    let rncp = [&record.rncp, &record.rncp_historique];
    let rs = [&record.rs, &record.rs_historique];
    for entry in rncp.into_iter().flat_map(read::list) {
        add(&mut all, rncp_entry(entry));
    }
    for entry in rs.into_iter().flat_map(read::list) {
        add(&mut all, rs_entry(entry));
    }
    all
}

fn add<'a>(all: &mut Vec<Enregistrement<'a>>, new: Enregistrement<'a>) {
    let known = all
        .iter_mut()
        .find(|known| known.fiche.is_ok() && known.fiche == new.fiche);
    let Some(known) = known else {
        all.push(new);
        return;
    };
    known.libelle = known.libelle.or(new.libelle);
    known.actif = known.actif.or(new.actif);
    known.type_enregistrement = known.type_enregistrement.or(new.type_enregistrement);
    if !matches!(known.fin, Ok(Some(_))) && new.fin != Ok(None) {
        known.fin = new.fin;
    }
}

/// The two generated types have the same properties; only the register differs.
macro_rules! entry {
    ($name:ident, $type:ty, $code:ty) => {
        fn $name(entry: &$type) -> Enregistrement<'_> {
            let code = entry.code.as_deref().unwrap_or_default();
            Enregistrement {
                fiche: <$code>::parse_lenient(code).map(FicheCode::from),
                libelle: read::text(entry.libelle.as_ref()),
                actif: entry.actif.as_ref().and_then(|actif| actif.get()),
                fin: read::day(entry.date_fin_enregistrement.as_ref()),
                type_enregistrement: read::text(entry.type_enregistrement.as_ref()),
            }
        }
    };
}

entry!(rncp_entry, HistoriqueRncp, RncpCode);
entry!(rs_entry, HistoriqueRs, RsCode);
