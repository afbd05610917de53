//! What a text is without a doubt, whatever kind was expected: a sheet, a block, a ROME, CFD or
//! Idéo 2 code. Only error messages use it; the readers of the types decide by themselves.

use super::registre::{self, MAX_DIGITS, Registre};
use super::strict::{cfd, decimal, digits, rome};

/// The most digits of an Idéo 2 identifier.
pub(super) const IDEO2_DIGITS: usize = 6;

/// How a kind is called. The types below take their names from here.
pub(super) struct Names {
    pub(super) name: &'static str,
    pub(super) type_name: &'static str,
    pub(super) noun: &'static str,
}

macro_rules! names {
    ($($constant:ident: $name:literal, $type_name:literal, $noun:literal;)*) => {$(
        pub(super) const $constant: Names = Names { name: $name, type_name: $type_name, noun: $noun };
    )*};
}

names! {
    RNCP: "rncp", "RncpCode", "an RNCP number";
    RS: "rs", "RsCode", "an RS number";
    BLOC: "bloc", "BlocCode", "a block of competences";
    ROME: "rome", "RomeCode", "a ROME code";
    CFD: "cfd", "CfdCode", "a CFD (scolarité)";
    IDEO2: "ideo2", "Ideo2Code", "an Idéo 2 identifier";
}

/// The kind of a text that can be of one kind only.
pub(super) fn recognise(text: &str) -> Option<&'static Names> {
    if let Some((Some(registre), _)) = registre::read(text) {
        return Some(match registre {
            Registre::Rncp => &RNCP,
            Registre::Rs => &RS,
        });
    }
    let is = |names, found: bool| found.then_some(names);
    is(&BLOC, is_bloc(text))
        .or_else(|| is(&ROME, rome(text.as_bytes()).is_some()))
        .or_else(|| is(&CFD, cfd(text.as_bytes()).is_some()))
        .or_else(|| is(&IDEO2, is_ideo2(text)))
}

fn is_bloc(text: &str) -> bool {
    let parts = text
        .strip_prefix("RNCP")
        .and_then(|rest| rest.split_once("BC"));
    parts.is_some_and(|(sheet, bloc)| {
        let numero = digits(bloc.as_bytes()).filter(|_| bloc.len() == 2);
        decimal(sheet.as_bytes(), MAX_DIGITS).is_some() && numero.is_some_and(|numero| numero > 0)
    })
}

/// With a known prefix: others are kept by the type, but prove nothing.
fn is_ideo2(text: &str) -> bool {
    ["FOR.", "TYPDISP."].iter().any(|prefix| {
        let number = text.strip_prefix(prefix);
        number.is_some_and(|number| decimal(number.as_bytes(), IDEO2_DIGITS).is_some())
    })
}
