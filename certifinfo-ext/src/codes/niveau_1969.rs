//! [`Niveau1969`]: the levels that were in use until the décret 2019-14.

use super::niveau::Niveau;

/// A level of the nomenclature of 1969, where a smaller number is a higher level.
///
/// ```
/// use certifinfo_ext::codes::{Niveau, Niveau1969};
///
/// assert_eq!(Niveau1969::V.to_niveau(), Some(Niveau::N3));
/// // Niveau I became 7 or 8: which one, it does not say.
/// assert_eq!(Niveau1969::I.niveaux(), [Niveau::N7, Niveau::N8]);
/// assert_eq!(Niveau1969::I.to_niveau(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Niveau1969 {
    /// Niveau VI.
    VI,
    /// Niveau V bis.
    VBis,
    /// Niveau V: CAP.
    V,
    /// Niveau IV: baccalauréat.
    IV,
    /// Niveau III: BTS.
    III,
    /// Niveau II: licence.
    II,
    /// Niveau I: beyond.
    I,
}

impl Niveau1969 {
    /// Reads the values 3 to 8 of LHÉO's `dict-niveaux` (3 = V bis, 4 = V, 5 = IV, 6 = III, 7 = II,
    /// 8 = I). Those below 3 are no level, or were not read in the dictionary.
    pub const fn from_lheo(valeur: u8) -> Option<Self> {
        match valeur {
            3 => Some(Self::VBis),
            4 => Some(Self::V),
            5 => Some(Self::IV),
            6 => Some(Self::III),
            7 => Some(Self::II),
            8 => Some(Self::I),
            _ => None,
        }
    }

    /// The levels of 2019 it became (table of the décret 2019-14): none for VI and V bis, two for I.
    pub const fn niveaux(self) -> &'static [Niveau] {
        match self {
            Self::VI | Self::VBis => &[],
            Self::V => &[Niveau::N3],
            Self::IV => &[Niveau::N4],
            Self::III => &[Niveau::N5],
            Self::II => &[Niveau::N6],
            Self::I => &[Niveau::N7, Niveau::N8],
        }
    }

    /// The level of 2019, when there is exactly one.
    pub const fn to_niveau(self) -> Option<Niveau> {
        match self.niveaux() {
            [niveau] => Some(*niveau),
            _ => None,
        }
    }
}
