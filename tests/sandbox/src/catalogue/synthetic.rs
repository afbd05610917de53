//! Certifications computed from a seed and a position: any number of them, none in memory.

use std::borrow::Cow;

use super::Extrait;
use super::draw::{self, number};
use super::kin::{predecessor, successors};
use fastrand::Rng;

use crate::query::Filter;
use crate::random;
use crate::record::{Lien, Record, Text, Valideur};

/// The code before the first.
const FIRST: u64 = 1_001;

/// Each position has so many numbers to itself: one is its code, another its lost predecessor's.
const ROOM: u64 = 7;

/// How many records a scan handles before it yields to other requests.
const BREATH: u64 = 1_000;

/// A catalogue that is nothing but its size and its seed.
pub(super) struct Synthetic {
    len: u64,
    seed: u64,
}

impl Synthetic {
    pub(super) fn new(len: u64, seed: u64) -> Self {
        Synthetic { len, seed }
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn get(&self, code: u32) -> Option<Record> {
        let position = u64::from(code).checked_sub(FIRST)? / ROOM;
        (position < self.len && self.code(position) == code).then(|| self.record(position))
    }

    /// Without a filter this costs what it shows; with one, it looks at everything.
    pub(super) async fn page(&self, filter: &Filter, skip: u64, size: u64) -> Extrait<'static> {
        let mut records = Vec::new();
        if filter.is_empty() {
            for position in skip..skip.saturating_add(size).min(self.len) {
                records.push(Cow::Owned(self.record(position)));
            }
            return Extrait {
                total: self.len,
                records,
            };
        }
        let mut total = 0;
        for position in 0..self.len {
            if position % BREATH == BREATH - 1 {
                tokio::task::yield_now().await;
            }
            let record = self.record(position);
            if filter.matches(&record) {
                if (skip..skip.saturating_add(size)).contains(&total) {
                    records.push(Cow::Owned(record));
                }
                total += 1;
            }
        }
        Extrait { total, records }
    }

    fn rng(&self, position: u64) -> Rng {
        random::at(self.seed, position)
    }

    /// Where in its room the code of a position lies.
    fn offset(&self, position: u64) -> u64 {
        self.rng(position).u64(0..ROOM)
    }

    fn code(&self, position: u64) -> u32 {
        number(FIRST + position * ROOM + self.offset(position))
    }

    /// A code that no certification has.
    fn lost_code(&self, position: u64) -> u32 {
        number(FIRST + position * ROOM + (self.offset(position) + 1) % ROOM)
    }

    pub(super) fn record(&self, position: u64) -> Record {
        let mut record = self.alone(position);
        let previous = predecessor(position, self.len).map(|at| self.alone(at).lien());
        if let Some(previous) = previous {
            record.anciennes = vec![previous];
        }
        let next = successors(position, self.len).map(|at| self.alone(at).lien());
        record.nouvelles = next.collect();
        record
    }

    /// A certification without those it replaces and that replace it.
    fn alone(&self, position: u64) -> Record {
        let mut rng = self.rng(position);
        // The same first number as `offset` draws.
        let code = number(FIRST + position * ROOM + rng.u64(0..ROOM));
        let registre = draw::registre(&mut rng);
        let parts = registre.parts();
        let (type_diplome, niveau) = draw::type_diplome(registre, &mut rng);
        let intitule = draw::intitule(&mut rng);
        let mut record = Record {
            code,
            niveau,
            rncp: draw::rncp(registre, &mut rng),
            rs: draw::rs(registre, &mut rng),
            scolarite: random::per_mille(&mut rng, parts.cfd).then(|| draw::cfd(niveau, &mut rng)),
            formacode: draw::formacode(&mut rng),
            rome: draw::rome(parts, &mut rng),
            nsf: draw::nsf(parts, &mut rng),
            certificateurs: draw::body(parts.certificateur, &mut rng)
                .into_iter()
                .collect(),
            valideurs: draw::body(975, &mut rng)
                .map(|libelle| Valideur {
                    libelle,
                    ..Valideur::default()
                })
                .into_iter()
                .collect(),
            etat: draw::etat(registre, &mut rng),
            date_maj: draw::date(&mut rng),
            acces: draw::acces(parts, &mut rng),
            // Of 10,095 certifications, 1,047 name a first session and 576 a last one.
            annee_premiere: random::per_mille(&mut rng, 104)
                .then(|| draw::year(1990, 34, &mut rng)),
            annee_derniere: random::per_mille(&mut rng, 57).then(|| draw::year(2024, 7, &mut rng)),
            type_code: type_diplome.code,
            type_libelle: Text::Borrowed(type_diplome.libelle),
            ideo2: random::per_mille(&mut rng, parts.ideo2)
                .then(|| Text::Owned(format!("FOR.{}", rng.u64(0..10_000) + 192)))
                .into_iter()
                .collect(),
            ..Record::default()
        };
        if random::per_mille(&mut rng, parts.ancienne) {
            // Most predecessors are archived, and not in the catalogue.
            record.anciennes.push(Lien {
                code: self.lost_code(position),
                intitule: intitule.clone(),
                etat: 3,
                ..Lien::default()
            });
        }
        record.intitule = intitule;
        record
    }
}
