//! `Validite`: whether a certification is delivered on a day, and the reason.

use std::fmt;

use jiff::civil::{Date, date};

use super::enregistrement::Enregistrement;
use crate::codes::{AnneeSession, Etat, FicheCode};

/// Whether a certification is delivered on a day, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validite {
    /// It is delivered.
    Active(Motif),
    /// It is no longer delivered.
    Ended {
        /// The first day on which it is not delivered; `None` if the record does not say.
        since: Option<Date>,
        /// The reason.
        motif: Motif,
    },
    /// The record does not say.
    Unknown(Motif),
}

/// The reason for a [`Validite`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Motif {
    /// The state of the record at Certif Info.
    Etat(Etat),
    /// A registration at France compétences, and its last day if it is known.
    Enregistrement {
        /// The sheet; `None` when its number cannot be read.
        fiche: Option<FicheCode>,
        /// The last day.
        fin: Option<Date>,
    },
    /// The year of the last session.
    DerniereSession(AnneeSession),
    /// The record has neither a state that is known nor a registration.
    RienDeDit,
}

impl Validite {
    /// Whether it is certainly delivered.
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self, Self::Active(_))
    }

    /// Whether it has certainly ended. `Unknown` is neither active nor ended.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// The reason.
    #[must_use]
    pub fn motif(&self) -> Motif {
        match *self {
            Self::Active(motif) | Self::Unknown(motif) | Self::Ended { motif, .. } => motif,
        }
    }
}

/// The facts of a record that decide its validity.
pub(super) struct Facts<'a> {
    pub(super) etat: Option<Etat>,
    pub(super) date_maj: Option<Date>,
    pub(super) derniere_session: Option<AnneeSession>,
    pub(super) enregistrements: &'a [Enregistrement<'a>],
}

impl Facts<'_> {
    /// The rules, in this order; see [`CertificationView::validite`](super::CertificationView::validite).
    pub(super) fn judge(&self, day: Date) -> Validite {
        if let Some(motif) = self.closed() {
            return self.before_it_closed(day, motif);
        }
        if let Some(session) = self.derniere_session
            && day >= year_after(session)
        {
            return Validite::Ended {
                since: Some(year_after(session)),
                motif: Motif::DerniereSession(session),
            };
        }
        self.registered(day).unwrap_or(match self.etat {
            Some(etat) if is_listed(etat) => Validite::Active(Motif::Etat(etat)),
            Some(etat) => Validite::Unknown(Motif::Etat(etat)),
            None => Validite::Unknown(Motif::RienDeDit),
        })
    }

    /// Why the record itself is one of the past, if it is.
    fn closed(&self) -> Option<Motif> {
        if let Some(etat) = self.etat.filter(|etat| is_withdrawn(*etat)) {
            return Some(Motif::Etat(etat));
        }
        let mut last = None;
        for entry in self.enregistrements {
            if entry.actif != Some(false) {
                return None;
            }
            last = last.max(Some(ground(entry)));
        }
        last.map(|(fin, fiche)| Motif::Enregistrement { fiche, fin })
    }

    /// A record of the past, asked about a day when it may not have been one yet.
    fn before_it_closed(&self, day: Date, motif: Motif) -> Validite {
        let session = self.derniere_session.map(|session| {
            let motif = Motif::DerniereSession(session);
            (year_after(session), motif)
        });
        let in_force = self.enregistrements.iter().find(|e| e.was_active_on(day));
        if let Some(entry) = in_force
            && self.date_maj.is_some_and(|maj| day <= maj)
            && session.is_none_or(|(first_without, _)| day < first_without)
        {
            let (fin, fiche) = ground(entry);
            return Validite::Active(Motif::Enregistrement { fiche, fin });
        }
        let last = self.enregistrements.iter().map(ground).max();
        let registration = last.and_then(|(fin, fiche)| {
            let motif = Motif::Enregistrement { fiche, fin };
            Some((fin?.tomorrow().ok()?, motif))
        });
        let known = [session, registration].into_iter().flatten();
        match known.min_by_key(|(first_without, _)| *first_without) {
            Some((since, motif)) if since <= day => Validite::Ended {
                since: Some(since),
                motif,
            },
            _ => Validite::Ended { since: None, motif },
        }
    }

    /// What registrations say; `None` when they say nothing.
    fn registered(&self, day: Date) -> Option<Validite> {
        let (mut ended, mut unreadable, mut mute) = (None, None, false);
        for entry in self.enregistrements {
            let (fin, fiche) = ground(entry);
            let motif = Motif::Enregistrement { fiche, fin };
            match entry.is_active_on(day) {
                Some(true) => return Some(Validite::Active(motif)),
                Some(false) => ended = ended.max(Some((fin, fiche))),
                None if entry.fin.is_ok() => mute = true,
                None => unreadable = Some(motif),
            }
        }
        if let Some(motif) = unreadable {
            return Some(Validite::Unknown(motif));
        }
        if mute {
            // Neither a last day nor `actif`: the state decides.
            return None;
        }
        ended.map(|(fin, fiche)| Validite::Ended {
            // It ended before its last day, on a day that is not known.
            since: fin
                .and_then(|fin| fin.tomorrow().ok())
                .filter(|since| *since <= day),
            motif: Motif::Enregistrement { fiche, fin },
        })
    }
}

fn fin(entry: &Enregistrement<'_>) -> Option<Date> {
    entry.fin.as_ref().ok().copied().flatten()
}

/// Ordered by the last day first, so that the latest of several is the greatest.
fn ground(entry: &Enregistrement<'_>) -> (Option<Date>, Option<FicheCode>) {
    (fin(entry), entry.fiche.as_ref().ok().copied())
}

fn year_after(session: AnneeSession) -> Date {
    date(session.annee() as i16 + 1, 1, 1)
}

fn is_withdrawn(etat: Etat) -> bool {
    [Etat::ERRONEE, Etat::ARCHIVEE, Etat::PREPARATOIRE_SUPPRIMEE].contains(&etat)
}

fn is_listed(etat: Etat) -> bool {
    [Etat::PUBLIE, Etat::PREPARATOIRE, Etat::HABILITATION].contains(&etat)
}

impl fmt::Display for Validite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active(motif) => write!(f, "active ({motif})"),
            Self::Ended {
                since: None,
                motif:
                    Motif::Enregistrement {
                        fiche: Some(fiche),
                        fin: Some(fin),
                    },
            } => write!(f, "ended ({fiche}, before its last day {fin})"),
            Self::Ended { since: None, motif } => write!(f, "ended ({motif})"),
            Self::Ended {
                since: Some(day),
                motif,
            } => write!(f, "ended since {day} ({motif})"),
            Self::Unknown(motif) => write!(f, "unknown ({motif})"),
        }
    }
}

impl fmt::Display for Motif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Etat(etat) => match etat.label() {
                Some(label) => write!(f, "état {etat}: {label}"),
                None => write!(f, "état {etat}, whose meaning is not known"),
            },
            Self::Enregistrement { fiche, fin } => {
                match fiche {
                    Some(fiche) => write!(f, "{fiche}")?,
                    None => f.write_str("a registration")?,
                }
                match fin {
                    Some(fin) => write!(f, " until {fin}"),
                    None => f.write_str(", last day unknown"),
                }
            }
            Self::DerniereSession(annee) => write!(f, "last session in {annee}"),
            Self::RienDeDit => f.write_str("no known état, no registration"),
        }
    }
}
