//! What is said of one code: a row.

use certifinfo_ext::jiff::civil::{Date, date};
use certifinfo_ext::lineage::{CurrentFiche, Node};
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;
use certifinfo_ext::views::{CertificationDetail, Motif, Validite};
use serde::{Serialize, Serializer};

use crate::lang::Lang;
use crate::output::{Column, Row, Words};

/// Whether a code is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Active,
    Ended,
    /// It is known, and whether it is in force is not.
    Unknown,
    /// The source does not know it.
    Missing,
    /// It is no code.
    Invalid,
    /// It could not be told.
    Error,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Error => "error",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Active => lang.in_force(),
            Self::Ended => lang.ended(),
            Self::Unknown => lang.unknown(),
            Self::Missing => lang.missing(),
            Self::Invalid => lang.invalid(),
            Self::Error => lang.error(),
        }
    }

    fn of(validite: Validite) -> Self {
        match validite {
            Validite::Active(_) => Self::Active,
            Validite::Ended { .. } => Self::Ended,
            _ => Self::Unknown,
        }
    }
}

/// What is said of one code.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Verdict {
    /// As it was given.
    input: String,
    /// Its canonical form.
    code: Option<String>,
    pub(super) state: State,
    /// The day it was judged by.
    #[serde(serialize_with = "iso")]
    on: Date,
    /// Its last day.
    #[serde(serialize_with = "iso_or_null")]
    until: Option<Date>,
    /// The codes of what replaces it: sheets of a sheet, Certif Info codes of one.
    replaced_by: Vec<String>,
    /// Its title.
    certifinfo_intitule: Option<String>,
    /// Why it could not be told.
    pub(super) why: Option<String>,
}

fn iso<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}

fn iso_or_null<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(to)
}

impl Verdict {
    fn new(code: String, state: State, on: Date) -> Self {
        Self {
            input: String::new(),
            code: Some(code),
            state,
            on,
            until: None,
            replaced_by: Vec::new(),
            certifinfo_intitule: None,
            why: None,
        }
    }

    pub(super) fn invalid(input: &str, why: String, on: Date) -> Self {
        Self {
            code: None,
            why: Some(why),
            ..Self::new(String::new(), State::Invalid, on)
        }
        .asked_as(input)
    }

    pub(super) fn failed(subject: Subject, why: String, on: Date) -> Self {
        Self {
            why: Some(why),
            ..Self::new(subject.to_string(), State::Error, on)
        }
    }

    pub(super) fn of_certification(code: CertifInfoCode, current: &Current, on: Date) -> Self {
        let paths = current.paths();
        let first = paths.first().and_then(|path| path.first());
        let Some(node) = first.filter(|node| !node.is_missing()) else {
            return Self::new(code.to_string(), State::Missing, on);
        };
        let next = paths.iter().filter(|path| path.len() > 1);
        let next = next.filter_map(|path| path.last());
        Self {
            until: last_day(node, on),
            replaced_by: distinct(next.map(|node| node.subject().to_string())),
            certifinfo_intitule: node.intitule().map(str::to_owned),
            ..Self::new(code.to_string(), State::of(node.validite()), on)
        }
    }

    pub(super) fn of_fiche(current: &CurrentFiche, on: Date) -> Self {
        let fiche = current.fiche().to_string();
        if current.is_missing() {
            return Self::new(fiche, State::Missing, on);
        }
        let validite = current.validite();
        let mut replaced_by = distinct(current.replaced_by().iter().map(ToString::to_string));
        if replaced_by.is_empty() && !validite.is_active() {
            // What replaces it has no sheet in force: a third of the catalogue is in neither register.
            let of = |(node, now): &(Node, Current)| {
                let others = now
                    .in_force()
                    .filter(|next| next.subject() != node.subject());
                others
                    .map(|next| next.subject().to_string())
                    .collect::<Vec<_>>()
            };
            replaced_by = distinct(current.certifications().iter().flat_map(of));
        }
        let titles = current.certifications().iter();
        let mut titles = titles.filter_map(|(node, _)| node.intitule());
        Self {
            until: match validite {
                Validite::Active(motif) => fin(motif),
                Validite::Ended { since, motif } => before(since).or(fin(motif)),
                _ => None,
            },
            replaced_by,
            certifinfo_intitule: titles.next().map(|first| match titles.count() {
                0 => first.to_owned(),
                more => format!("{first} (+{more})"),
            }),
            ..Self::new(fiche, State::of(validite), on)
        }
    }

    pub(super) fn asked_as(mut self, input: &str) -> Self {
        self.input = input.trim().to_owned();
        self
    }
}

/// The last day of a certification: of its sheets, or of the year of its last session.
fn last_day(node: &Node, on: Date) -> Option<Date> {
    let validite = node.validite();
    match validite {
        Validite::Ended { since, motif } => before(since).or(fin(motif)),
        Validite::Active(motif) => match node.certification() {
            Some(record) => end(record, on),
            None => fin(motif),
        },
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

fn fin(motif: Motif) -> Option<Date> {
    match motif {
        Motif::Enregistrement { fin, .. } => fin,
        Motif::DerniereSession(session) => Some(date(session.annee() as i16, 12, 31)),
        _ => None,
    }
}

fn before(since: Option<Date>) -> Option<Date> {
    since?.yesterday().ok()
}

fn distinct(codes: impl Iterator<Item = String>) -> Vec<String> {
    let mut all = Vec::new();
    for code in codes {
        if !all.contains(&code) {
            all.push(code);
        }
    }
    all
}

impl Row for Verdict {
    const COLUMNS: &'static [Column] = &[
        Column::new("input", Lang::input),
        Column::new("code", Lang::code),
        Column::new("state", Lang::state),
        Column::wide("on", Lang::judged_on),
        Column::new("until", Lang::last_day),
        Column::new("replaced_by", Lang::replaced_by),
        Column::new("certifinfo_intitule", Lang::title),
        Column::new("why", Lang::remark),
    ];

    fn cells(&self, words: Words) -> Vec<String> {
        let day = |day: Date| words.day(day);
        vec![
            self.input.clone(),
            self.code.clone().unwrap_or_default(),
            match words {
                Words::People(lang) => self.state.label(lang).to_owned(),
                Words::Programs => self.state.name().to_owned(),
            },
            day(self.on),
            self.until.map(day).unwrap_or_default(),
            self.replaced_by.join(" "),
            self.certifinfo_intitule.clone().unwrap_or_default(),
            self.why.clone().unwrap_or_default(),
        ]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
