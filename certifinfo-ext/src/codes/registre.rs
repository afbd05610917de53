//! What RNCP and RS numbers share: the two registers of France compétences write them alike.

use std::num::NonZeroU32;

use super::lenient::{Scanner, unwrapped};

/// The largest number met is 42652 (2026); the one value of 6 digits in 109,641 cells of the
/// kit-apprentissage files is a typing error. LHÉO would allow 6.
pub(super) const MAX_DIGITS: usize = 5;

/// A register of France compétences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registre {
    /// Répertoire national des certifications professionnelles.
    Rncp,
    /// Répertoire spécifique, the former Inventaire.
    Rs,
}

impl Registre {
    /// The prefix of its numbers: `RNCP` or `RS`.
    pub const fn prefixe(self) -> &'static str {
        match self {
            Self::Rncp => "RNCP",
            Self::Rs => "RS",
        }
    }
}

/// What a lenient reading found: a register if the text names one, and the number.
pub(super) type Reading = (Option<Registre>, NonZeroU32);

/// Reads `rncp 35419`, `RNCP-035419`, `RNCP n° 35419`, `34-670`, `RS_5000`, or an address of
/// France compétences.
pub(super) fn read(text: &str) -> Option<Reading> {
    let text = unwrapped(text);
    if let Some((registre, numero)) = read_address(text) {
        return Some((Some(registre), numero));
    }
    let mut scanner = Scanner::new(text);
    let registre = [Registre::Rncp, Registre::Rs]
        .into_iter()
        .find(|registre| scanner.word(registre.prefixe()));
    if registre.is_some() {
        scanner.before_number();
    }
    let numero = scanner.grouped_number(MAX_DIGITS, true)?;
    scanner.is_done().then_some((registre, numero))
}

/// Reads `https://www.francecompetences.fr/recherche/rncp/35419/`, whatever its query and fragment.
fn read_address(text: &str) -> Option<(Registre, NonZeroU32)> {
    let mut scanner = Scanner::new(text);
    if !(scanner.host("francecompetences.fr") && scanner.word("recherche/")) {
        return None;
    }
    let registre = if scanner.word("rncp/") {
        Registre::Rncp
    } else if scanner.word("rs/") {
        Registre::Rs
    } else {
        return None;
    };
    let numero = scanner.number(MAX_DIGITS)?;
    scanner.end_of_address().then_some((registre, numero))
}

/// The page of France compétences about a number.
pub(super) fn url(registre: Registre, numero: u32) -> String {
    let registre = match registre {
        Registre::Rncp => "rncp",
        Registre::Rs => "rs",
    };
    format!("https://www.francecompetences.fr/recherche/{registre}/{numero}/")
}

/// Whether a text that could not be read is an address at all.
pub(super) fn looks_like_address(text: &str) -> bool {
    text.contains("://") || text.trim_start().starts_with("www.")
}
