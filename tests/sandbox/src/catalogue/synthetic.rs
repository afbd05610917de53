//! Certifications computed from a seed and a position: any number of them, none in memory.

use std::borrow::Cow;

use super::Extrait;
use super::kin::{predecessor, successors};
use super::types::{HABILITATION, TYPES, TypeDiplome};
use super::words::{DOMAINES, FORMACODES, METIERS, NSF, Parts, ROME, Registre, VALIDEURS};
use crate::query::Filter;
use crate::random::Random;
use crate::record::{Enregistrement, Libelle, Lien, Record, Text, Valideur};

/// The code before the first.
const FIRST: u64 = 1_001;

/// Each position has so many numbers to itself: one is its code, another its lost predecessor's.
const ROOM: u64 = 7;

/// After so many records a scan lets other requests go on.
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

    fn random(&self, position: u64) -> Random {
        Random::new(self.seed, position)
    }

    /// Where in its room the code of a position lies.
    fn offset(&self, position: u64) -> u64 {
        self.random(position).below(ROOM)
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
        let mut random = self.random(position);
        // The same first number as `offset` draws.
        let code = number(FIRST + position * ROOM + random.below(ROOM));
        let registre = registre(&mut random);
        let parts = registre.parts();
        let (type_diplome, niveau) = type_diplome(registre, &mut random);
        let metier = *random.pick(&METIERS);
        let domaine = *random.pick(&DOMAINES);
        let intitule = Text::Owned(format!(
            "{metier} {domaine}, parcours {}",
            random.below(900) + 100
        ));
        let mut record = Record {
            code,
            niveau,
            rncp: rncp(registre, &mut random),
            rs: rs(registre, &mut random),
            scolarite: random
                .per_mille(parts.cfd)
                .then(|| cfd(niveau, &mut random)),
            formacode: formacode(&mut random),
            rome: rome(parts, &mut random),
            nsf: nsf(parts, &mut random),
            certificateurs: body(parts.certificateur, &mut random).into_iter().collect(),
            valideurs: body(975, &mut random)
                .map(|libelle| Valideur {
                    libelle,
                    ..Valideur::default()
                })
                .into_iter()
                .collect(),
            etat: etat(registre, &mut random),
            date_maj: date(&mut random),
            acces: acces(parts, &mut random),
            // Of 10,095 certifications, 1,047 name a first session and 576 a last one.
            annee_premiere: random.per_mille(104).then(|| year(1990, 34, &mut random)),
            annee_derniere: random.per_mille(57).then(|| year(2024, 7, &mut random)),
            type_code: type_diplome.code,
            type_libelle: Text::Borrowed(type_diplome.libelle),
            ideo2: random
                .per_mille(parts.ideo2)
                .then(|| Text::Owned(format!("FOR.{}", random.below(10_000) + 192)))
                .into_iter()
                .collect(),
            ..Record::default()
        };
        if random.per_mille(parts.ancienne) {
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

/// Codes stay within nine digits for any catalogue up to a hundred million.
fn number(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn registre(random: &mut Random) -> Registre {
    match random.below(10_095) {
        0..5_545 => Registre::Rncp,
        5_545..6_901 => Registre::Rs,
        _ => Registre::Aucun,
    }
}

fn type_diplome(registre: Registre, random: &mut Random) -> (&'static TypeDiplome, Option<u8>) {
    // Of the 3,194 in no register, 787 have a level and 471 are habilitations.
    let levelled = match registre {
        Registre::Rncp => true,
        Registre::Rs => return (&HABILITATION, None),
        Registre::Aucun => match random.below(3_194) {
            0..787 => true,
            787..1_258 => return (&HABILITATION, None),
            _ => false,
        },
    };
    let weight = |kind: &TypeDiplome| u64::from(if levelled { kind.with } else { kind.without });
    let mut left = random.below(TYPES.iter().map(weight).sum());
    for kind in &TYPES {
        match left.checked_sub(weight(kind)) {
            Some(rest) => left = rest,
            None => return (kind, levelled.then_some(kind.niveau)),
        }
    }
    (&HABILITATION, None)
}

/// All of the RNCP is published, all of the RS are habilitations; of the rest, 1,037 of 3,194
/// are preparatory.
fn etat(registre: Registre, random: &mut Random) -> u8 {
    match registre {
        Registre::Rncp => 0,
        Registre::Rs => 11,
        Registre::Aucun => match random.below(3_194) {
            0..1_037 => 4,
            1_037..1_529 => 11,
            _ => 0,
        },
    }
}

fn rncp(registre: Registre, random: &mut Random) -> Vec<Enregistrement> {
    if registre != Registre::Rncp {
        return Vec::new();
    }
    // From the smallest to the largest number seen, so that some are shared, as they are.
    vec![enregistrement(183 + random.below(39_868), true)]
}

fn rs(registre: Registre, random: &mut Random) -> Vec<Enregistrement> {
    if registre != Registre::Rs {
        return Vec::new();
    }
    let current = enregistrement(5_000 + random.below(1_940), true);
    // 83 of 1,356 were renewed under another number.
    if random.below(1_356) < 83 {
        return vec![enregistrement(876 + random.below(4_000), false), current];
    }
    vec![current]
}

fn enregistrement(numero: u64, actif: bool) -> Enregistrement {
    Enregistrement {
        numero: number(numero),
        actif,
        ..Enregistrement::default()
    }
}

/// Level and type, NSF group, order number; two of five end in a letter.
fn cfd(niveau: Option<u8>, random: &mut Random) -> Text {
    let start = match niveau {
        Some(3) => "500",
        Some(4) => "400",
        Some(5) => "320",
        Some(6) => "250",
        Some(7) => "135",
        _ => "931",
    };
    let group = random.pick(&NSF);
    let order = random.below(100);
    Text::Owned(match random.per_mille(410) {
        true => format!(
            "{start}{group}{}{}",
            order / 10,
            random.pick(&["E", "N", "T", "X"])
        ),
        false => format!("{start}{group}{order:02}"),
    })
}

fn formacode(random: &mut Random) -> Vec<Libelle> {
    // 10,080 of 10,095 have one.
    let (code, label) = *random.pick(&FORMACODES);
    random
        .per_mille(999)
        .then(|| libelle(code, Some(label)))
        .into_iter()
        .collect()
}

fn nsf(parts: &Parts, random: &mut Random) -> Vec<Libelle> {
    let code = *random.pick(&NSF);
    random
        .per_mille(parts.nsf)
        .then(|| libelle(code, None))
        .into_iter()
        .collect()
}

fn libelle(code: &'static str, libelle: Option<&'static str>) -> Libelle {
    Libelle {
        code: Text::Borrowed(code),
        libelle: libelle.map(Text::Borrowed),
    }
}

/// Sorted and without repeats, as in the export.
fn rome(parts: &Parts, random: &mut Random) -> Vec<Libelle> {
    let mut left = random.below(parts.rome.iter().sum());
    let count = parts
        .rome
        .iter()
        .position(|share| match left.checked_sub(*share) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        });
    let count = count.unwrap_or(0);
    // One from each of `count` equal stretches of the sorted list.
    let stretch = ROME.len().checked_div(count).unwrap_or(0);
    (0..count)
        .map(|at| {
            let (code, label) = *random.pick(&ROME[at * stretch..(at + 1) * stretch]);
            libelle(code, Some(label))
        })
        .collect()
}

fn body(share: u64, random: &mut Random) -> Option<Text> {
    let name = *random.pick(&VALIDEURS);
    random.per_mille(share).then_some(Text::Borrowed(name))
}

fn acces(parts: &Parts, random: &mut Random) -> [u8; 6] {
    let mut left = random.below(1000);
    for (states, share) in parts.acces {
        match left.checked_sub(*share) {
            Some(rest) => left = rest,
            None => return states.map(|state| state - b'0'),
        }
    }
    [2; 6]
}

/// 2024 for two of three, as in the export.
fn date(random: &mut Random) -> Text {
    let year = match random.below(10_095) {
        0..6_766 => 2024,
        6_766..8_325 => 2023,
        8_325..9_061 => 2022,
        9_061..9_596 => 2021,
        9_596..9_906 => 2020,
        _ => 2007 + random.below(13),
    };
    let (day, month) = (random.below(28) + 1, random.below(12) + 1);
    Text::Owned(format!("{day:02}/{month:02}/{year}"))
}

fn year(from: u64, span: u64, random: &mut Random) -> u16 {
    u16::try_from(from + random.below(span)).unwrap_or(0)
}
