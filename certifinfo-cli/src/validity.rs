//! The state of a certification on a day, and its last day.

use certifinfo_ext::jiff::civil::{Date, date};
use certifinfo_ext::lineage::Node;
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;
use certifinfo_ext::views::{Motif, Validite};
use serde::Serialize;

use crate::lang::Lang;

/// Whether a certification, a sheet or a code is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Active,
    Ended,
    /// It is known, but not whether it is in force.
    Unknown,
    /// The source does not know it.
    Missing,
    /// It is not a code.
    Invalid,
    /// The source failed to answer.
    Error,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Error => "error",
        }
    }

    pub(crate) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Active => lang.in_force(),
            Self::Ended => lang.ended(),
            Self::Unknown => lang.unknown(),
            Self::Missing => lang.missing(),
            Self::Invalid => lang.invalid(),
            Self::Error => lang.error(),
        }
    }

    pub(crate) fn of(validite: Validite) -> Self {
        match validite {
            Validite::Active(_) => Self::Active,
            Validite::Ended { .. } => Self::Ended,
            _ => Self::Unknown,
        }
    }

    pub(crate) fn of_node(node: &Node) -> Self {
        if node.is_missing() {
            Self::Missing
        } else {
            Self::of(node.validite())
        }
    }
}

/// The last day of a certification: of its sheets, or of the year of its last session.
pub(crate) fn last_day(node: &Node, on: Date) -> Option<Date> {
    match (node.validite(), node.certification()) {
        (Validite::Active(_), Some(record)) => end(record, on),
        (validite, _) => last_day_said(validite),
    }
}

/// The last day that a judgement of validity says by itself.
pub(crate) fn last_day_said(validite: Validite) -> Option<Date> {
    let of_motif = || match validite.motif() {
        Motif::Enregistrement { fin, .. } => fin,
        Motif::DerniereSession(session) => Some(date(session.annee() as i16, 12, 31)),
        _ => None,
    };
    match validite {
        Validite::Ended {
            since: Some(since), ..
        } => since.yesterday().ok(),
        Validite::Active(_) | Validite::Ended { .. } => of_motif(),
        _ => None,
    }
}

/// The day on which a certification in force ends, as far as its record says.
fn end(record: &types::Certification, on: Date) -> Option<Date> {
    let session = record.derniere_session().ok().flatten();
    let session = session.map(|session| date(session.annee() as i16, 12, 31));
    let entries = record.enregistrements();
    let holding = entries
        .iter()
        .filter(|entry| entry.is_active_on(on) == Some(true));
    let ends: Option<Vec<Date>> = holding
        .map(|entry| entry.fin.as_ref().ok().copied().flatten())
        .collect();
    let sheets = ends.and_then(|ends| ends.into_iter().max());
    match (session, sheets) {
        (Some(session), Some(sheets)) => Some(session.min(sheets)),
        (one, other) => one.or(other),
    }
}
