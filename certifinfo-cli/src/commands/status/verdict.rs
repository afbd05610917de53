//! The verdict on one code, as a row.

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::{CurrentFiche, Node};
use certifinfo_ext::prelude::*;
use serde::{Serialize, Serializer};

use crate::lang::Lang;
use crate::output::{Column, Row, Words};
use crate::validity::{State, last_day, last_day_said};

/// The verdict on one code.
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
    /// Why the answer is missing.
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
            until: last_day_said(validite),
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
