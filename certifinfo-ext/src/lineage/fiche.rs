//! The same question about a sheet: is RNCP35419 still in force, and if not, what replaces it?

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use super::walk::Walk;
use super::{Current, Node, Registry, Subject};
use crate::codes::FicheCode;
use crate::views::{CertificationDetail, Motif, Validite};

/// Whether a sheet is in force on a day, and what became of each certification that it covers.
///
/// A sheet and its certifications end independently: a certification can continue under another
/// number (48047 has RS2754 and RS6316, in the open-data export of 2025-01-01). A sheet is therefore
/// judged by its own registration, and is replaced by the sheets that its certifications, or those
/// that replace them, have on that day.
#[derive(Clone, Debug)]
pub struct CurrentFiche {
    fiche: FicheCode,
    day: Date,
    certifications: Vec<(Node, Current)>,
}

impl CurrentFiche {
    /// The requested sheet.
    #[must_use]
    pub fn fiche(&self) -> FicheCode {
        self.fiche
    }

    /// The certifications that the sheet covers or covered, by code, with what replaces each.
    #[must_use]
    pub fn certifications(&self) -> &[(Node, Current)] {
        &self.certifications
    }

    /// Whether the service knows no certification with this sheet.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.certifications.is_empty()
    }

    /// Whether the sheet itself is in force. One certification that says so is enough; the sheet has
    /// ended if all certifications that mention it agree on that. Unknown if none mentions it.
    #[must_use]
    pub fn validite(&self) -> Validite {
        let unknown = Validite::Unknown(Motif::Enregistrement {
            fiche: Some(self.fiche),
            fin: None,
        });
        let mut said = None;
        for (node, _) in &self.certifications {
            let Some(record) = node.certification() else {
                continue;
            };
            for entry in record.enregistrements() {
                if entry.fiche != Ok(self.fiche) {
                    continue;
                }
                let fin = entry.fin.as_ref().ok().copied().flatten();
                let motif = Motif::Enregistrement {
                    fiche: Some(self.fiche),
                    fin,
                };
                match entry.is_active_on(self.day) {
                    Some(true) => return Validite::Active(motif),
                    Some(false) if said != Some(unknown) => {
                        let since = fin.and_then(|fin| fin.tomorrow().ok());
                        let since = since.filter(|since| *since <= self.day);
                        said = Some(Validite::Ended { since, motif });
                    }
                    Some(false) => {}
                    None => said = Some(unknown),
                }
            }
        }
        said.unwrap_or(unknown)
    }

    /// The sheets that replace this one: those in force, on that day, of its certifications and of
    /// their replacements. Empty if the sheet itself is in force.
    #[must_use]
    pub fn replaced_by(&self) -> Vec<FicheCode> {
        if self.validite().is_active() {
            return Vec::new();
        }
        let in_force = self
            .certifications
            .iter()
            .flat_map(|(_, now)| now.in_force());
        let fiches: BTreeSet<FicheCode> = in_force
            .filter_map(Node::certification)
            .flat_map(CertificationDetail::enregistrements)
            .filter(|entry| entry.is_active_on(self.day) == Some(true))
            .filter_map(|entry| entry.fiche.ok())
            .filter(|fiche| *fiche != self.fiche)
            .collect();
        fiches.into_iter().collect()
    }

    pub(super) async fn find<R: Registry>(
        walk: &mut Walk<'_, R>,
        fiche: FicheCode,
        day: Date,
    ) -> Result<Self, R::Error> {
        walk.ask_fiches(BTreeSet::from([fiche])).await?;
        let codes: BTreeSet<_> = walk
            .resolve(fiche.into())
            .into_iter()
            .filter_map(Subject::code)
            .collect();
        walk.ask(codes.clone()).await?;
        let mut certifications = Vec::new();
        for code in codes {
            let current = Current::find(walk, code, day).await?;
            let first = current.paths().first().and_then(|way| way.first()).cloned();
            certifications.extend(first.map(|node| (node, current)));
        }
        Ok(Self {
            fiche,
            day,
            certifications,
        })
    }
}

impl fmt::Display for CurrentFiche {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_missing() {
            return write!(f, "{}: not known to the service", self.fiche);
        }
        let covered = self.certifications.len();
        let s = if covered == 1 { "" } else { "s" };
        write!(
            f,
            "{}: {}; {covered} certification{s}",
            self.fiche,
            self.validite()
        )?;
        let by = self.replaced_by();
        if !by.is_empty() {
            let by: Vec<_> = by.iter().map(ToString::to_string).collect();
            write!(f, "; replaced by {}", by.join(", "))?;
        }
        for (_, current) in &self.certifications {
            write!(f, "\n{current}")?;
        }
        Ok(())
    }
}
