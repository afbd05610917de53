//! One certification in a lineage, as far as it is known.

use std::fmt;
use std::sync::Arc;

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::types::Certification;
use jiff::civil::Date;

use super::{Subject, liens};
use crate::codes::{CertifInfoCode, Etat, FicheCode};
use crate::views::{CertificationDetail, CertificationView, Motif, Validite};

/// A certification in a lineage: fetched in full, or known from a link only. Cloning is cheap.
#[derive(Clone)]
pub struct Node {
    subject: Subject,
    state: State,
    /// What a link that led here says.
    lien: Option<Lien>,
    validite: Validite,
}

/// What the service said when asked.
#[derive(Clone)]
pub(super) enum State {
    Known(Arc<Certification>),
    Missing,
    NotAsked,
}

impl Node {
    pub(super) fn new(subject: Subject, state: State, lien: Option<Lien>, day: Date) -> Self {
        let validite = match &state {
            State::Known(record) => record.validite(day),
            State::Missing | State::NotAsked => Validite::Unknown(Motif::RienDeDit),
        };
        Self {
            subject,
            state,
            lien,
            validite,
        }
    }

    /// The identifier of the node: a Certif Info code, or the sheet of a link if no certification is
    /// known.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The Certif Info code; `None` if only a sheet is known.
    #[must_use]
    pub fn code(&self) -> Option<CertifInfoCode> {
        self.subject.code()
    }

    /// The certification, if it was requested and the service knows it.
    #[must_use]
    pub fn certification(&self) -> Option<&Certification> {
        match &self.state {
            State::Known(record) => Some(record),
            State::Missing | State::NotAsked => None,
        }
    }

    /// Whether it was requested and the service does not know it (404, or a sheet that covers
    /// nothing).
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing)
    }

    /// Whether it is known from a link only, because a [limit](super::LimitReached) was reached before
    /// it was requested.
    #[must_use]
    pub fn is_unfetched(&self) -> bool {
        matches!(self.state, State::NotAsked)
    }

    /// The title: of its record, otherwise of a link to it.
    #[must_use]
    pub fn intitule(&self) -> Option<&str> {
        let of_lien = || self.lien.as_ref()?.certifinfo_intitule.as_deref();
        self.certification()
            .and_then(CertificationView::intitule)
            .or_else(of_lien)
    }

    /// The state: of its record, otherwise of a link to it; `None` if neither can be read.
    #[must_use]
    pub fn etat(&self) -> Option<Etat> {
        match self.certification() {
            Some(record) => record.etat().ok().flatten(),
            None => liens::etat(self.lien.as_ref()?),
        }
    }

    /// The sheets: of its record, otherwise of a link to it. Those that cannot be read are left out;
    /// they are in [`certification`](Self::certification).
    #[must_use]
    pub fn fiches(&self) -> Vec<FicheCode> {
        let all = match (self.certification(), &self.lien) {
            (Some(record), _) => record.fiches(),
            (None, Some(lien)) => liens::fiches(lien),
            (None, None) => Vec::new(),
        };
        all.into_iter().flatten().collect()
    }

    /// Whether it is delivered on the day of the query, and why; unknown if it was not requested or
    /// the service does not know it.
    #[must_use]
    pub fn validite(&self) -> Validite {
        self.validite
    }
}

impl fmt::Display for Node {
    /// One line: code, title, sheets, validity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.subject.fmt(f)?;
        if let Some(title) = self.intitule() {
            write!(f, " {}", OneLine(title))?;
        }
        let fiches: Vec<_> = self.fiches().iter().map(ToString::to_string).collect();
        if !fiches.is_empty() {
            write!(f, " [{}]", fiches.join(", "))?;
        }
        match &self.state {
            State::Known(_) => write!(f, ": {}", self.validite),
            State::Missing => f.write_str(": not known to the service"),
            State::NotAsked => f.write_str(": not requested"),
        }
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Known(_) => "known",
            State::Missing => "missing",
            State::NotAsked => "not asked",
        };
        write!(f, "Node({:?}, {state}, {})", self.subject, self.validite)
    }
}

/// A text from the service on one line: what a terminal would obey is left out.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        self.0.chars().map(plain).try_for_each(|c| write!(f, "{c}"))
    }
}
