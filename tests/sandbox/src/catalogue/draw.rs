//! The parts of one synthetic certification, each drawn by its share in the export.

use super::types::{HABILITATION, TYPES, TypeDiplome};
use super::words::{DOMAINES, FORMACODES, METIERS, NSF, Parts, ROME, Registre, VALIDEURS};
use fastrand::Rng;

use crate::random::{per_mille, pick};
use crate::record::{Enregistrement, Libelle, Text};

/// Codes stay within nine digits for any catalogue up to a hundred million.
pub(super) fn number(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// An invented title.
pub(super) fn intitule(rng: &mut Rng) -> Text {
    let (metier, domaine) = (pick(rng, &METIERS), pick(rng, &DOMAINES));
    Text::Owned(format!(
        "{metier} {domaine}, parcours {}",
        rng.u64(0..900) + 100
    ))
}

pub(super) fn registre(rng: &mut Rng) -> Registre {
    match rng.u64(0..10_095) {
        0..5_545 => Registre::Rncp,
        5_545..6_901 => Registre::Rs,
        _ => Registre::Aucun,
    }
}

pub(super) fn type_diplome(
    registre: Registre,
    rng: &mut Rng,
) -> (&'static TypeDiplome, Option<u8>) {
    // Of the 3,194 in no register, 787 have a level and 471 are habilitations.
    let levelled = match registre {
        Registre::Rncp => true,
        Registre::Rs => return (&HABILITATION, None),
        Registre::Aucun => match rng.u64(0..3_194) {
            0..787 => true,
            787..1_258 => return (&HABILITATION, None),
            _ => false,
        },
    };
    let weight = |kind: &TypeDiplome| u64::from(if levelled { kind.with } else { kind.without });
    let mut left = rng.u64(0..TYPES.iter().map(weight).sum());
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
pub(super) fn etat(registre: Registre, rng: &mut Rng) -> u8 {
    match registre {
        Registre::Rncp => 0,
        Registre::Rs => 11,
        Registre::Aucun => match rng.u64(0..3_194) {
            0..1_037 => 4,
            1_037..1_529 => 11,
            _ => 0,
        },
    }
}

pub(super) fn rncp(registre: Registre, rng: &mut Rng) -> Vec<Enregistrement> {
    if registre != Registre::Rncp {
        return Vec::new();
    }
    // From the smallest to the largest number seen, so that some are shared, as they are.
    vec![enregistrement(183 + rng.u64(0..39_868), true)]
}

pub(super) fn rs(registre: Registre, rng: &mut Rng) -> Vec<Enregistrement> {
    if registre != Registre::Rs {
        return Vec::new();
    }
    let current = enregistrement(5_000 + rng.u64(0..1_940), true);
    // 83 of 1,356 were renewed under another number.
    if rng.u64(0..1_356) < 83 {
        return vec![enregistrement(876 + rng.u64(0..4_000), false), current];
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
pub(super) fn cfd(niveau: Option<u8>, rng: &mut Rng) -> Text {
    let start = match niveau {
        Some(3) => "500",
        Some(4) => "400",
        Some(5) => "320",
        Some(6) => "250",
        Some(7) => "135",
        _ => "931",
    };
    let group = pick(rng, &NSF);
    let order = rng.u64(0..100);
    Text::Owned(match per_mille(rng, 410) {
        true => format!(
            "{start}{group}{}{}",
            order / 10,
            pick(rng, &["E", "N", "T", "X"])
        ),
        false => format!("{start}{group}{order:02}"),
    })
}

pub(super) fn formacode(rng: &mut Rng) -> Vec<Libelle> {
    // 10,080 of 10,095 have one.
    let (code, label) = *pick(rng, &FORMACODES);
    per_mille(rng, 999)
        .then(|| libelle(code, Some(label)))
        .into_iter()
        .collect()
}

pub(super) fn nsf(parts: &Parts, rng: &mut Rng) -> Vec<Libelle> {
    let code = *pick(rng, &NSF);
    per_mille(rng, parts.nsf)
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
pub(super) fn rome(parts: &Parts, rng: &mut Rng) -> Vec<Libelle> {
    let mut left = rng.u64(0..parts.rome.iter().sum());
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
            let (code, label) = *pick(rng, &ROME[at * stretch..(at + 1) * stretch]);
            libelle(code, Some(label))
        })
        .collect()
}

/// A certifying body, in so many of a thousand certifications.
pub(super) fn body(share: u64, rng: &mut Rng) -> Option<Text> {
    let name = *pick(rng, &VALIDEURS);
    per_mille(rng, share).then_some(Text::Borrowed(name))
}

pub(super) fn acces(parts: &Parts, rng: &mut Rng) -> [u8; 6] {
    let mut left = rng.u64(0..1000);
    for (states, share) in parts.acces {
        match left.checked_sub(*share) {
            Some(rest) => left = rest,
            None => return states.map(|state| state - b'0'),
        }
    }
    [2; 6]
}

/// 2024 for two of three, as in the export.
pub(super) fn date(rng: &mut Rng) -> Text {
    let year = match rng.u64(0..10_095) {
        0..6_766 => 2024,
        6_766..8_325 => 2023,
        8_325..9_061 => 2022,
        9_061..9_596 => 2021,
        9_596..9_906 => 2020,
        _ => 2007 + rng.u64(0..13),
    };
    let (day, month) = (rng.u64(0..28) + 1, rng.u64(0..12) + 1);
    Text::Owned(format!("{day:02}/{month:02}/{year}"))
}

pub(super) fn year(from: u64, span: u64, rng: &mut Rng) -> u16 {
    u16::try_from(from + rng.u64(0..span)).unwrap_or(0)
}
