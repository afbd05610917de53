//! [`Etat`]: the state of a certification at Certif Info.

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::lenient::trim;
use super::macros::code_traits;
use super::strict::digits;
use super::text::Text;

/// The state of a certification: a number of 1 or 2 digits.
///
/// The list is open: six states were known on 2025-01-01, the constants of this type; others are
/// kept and have no label ([`Code::is_known`](super::Code::is_known) is then false). Key on the
/// number: the labels mix cases and plurals. An ancestor without a state is labelled `inconnu`.
///
/// ```
/// use certifinfo_ext::codes::{Code, Etat};
///
/// let etat: Etat = "11".parse()?;
/// assert_eq!(etat, Etat::HABILITATION);
/// assert_eq!(etat.label(), Some("habilitations"));
/// assert!(!"7".parse::<Etat>()?.is_known());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Etat(u8);

const KIND: Kind = Kind {
    name: "etat",
    type_name: "Etat",
    noun: "a state",
    expected: "1 or 2 digits, no leading zero (0)",
    pattern: "^(?:0|[1-9][0-9]?)$",
    example: "0",
    source: "the open-data export of 2025-01-01, six states",
    labels: &[],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &[],
        max: 2,
    },
    explain: |text, _| match trim(text) {
        "00" => Some(CodeErrorKind::LeadingZero),
        _ => None,
    },
    advise: |text| {
        let is_label = |etat: &Etat| etat.label() == Some(trim(text));
        Etat::KNOWN
            .iter()
            .any(is_label)
            .then_some("this is a label: `Etat::from_label`")
    },
    lenient: |text| Etat::lenient(text).map(Etat::written),
};

impl Etat {
    /// In the catalogue: all certifications of the RNCP are.
    pub const PUBLIE: Self = Self(0);
    /// Entered in error; only met as the state of an ancestor.
    pub const ERRONEE: Self = Self(2);
    /// No longer delivered; only met as the state of an ancestor.
    pub const ARCHIVEE: Self = Self(3);
    /// A preparation that certifies nothing.
    pub const PREPARATOIRE: Self = Self(4);
    /// Habilitations: all certifications of the RS are.
    pub const HABILITATION: Self = Self(11);
    /// A preparation that was removed; only met as the state of an ancestor.
    pub const PREPARATOIRE_SUPPRIMEE: Self = Self(12);

    /// The states known on 2025-01-01.
    pub const KNOWN: [Self; 6] = [
        Self::PUBLIE,
        Self::ERRONEE,
        Self::ARCHIVEE,
        Self::PREPARATOIRE,
        Self::HABILITATION,
        Self::PREPARATOIRE_SUPPRIMEE,
    ];

    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            [b'0'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] => match digits(text) {
                Some(number) => Some(Self(number as u8)),
                None => None,
            },
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self.0 as u32, 0)
    }

    /// The state with exactly this label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::KNOWN
            .into_iter()
            .find(|etat| etat.label() == Some(label))
    }

    /// The number.
    pub const fn numero(self) -> u8 {
        self.0
    }

    /// The label, as the service writes it; none for a state that was not known on 2025-01-01.
    pub const fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::PUBLIE => "Publié",
            Self::ERRONEE => "erronée",
            Self::ARCHIVEE => "archivée",
            Self::PREPARATOIRE => "formations préparatoires et non certifiantes",
            Self::HABILITATION => "habilitations",
            Self::PREPARATOIRE_SUPPRIMEE => "formation préparatoire, non certifiante supprimée",
            _ => return None,
        })
    }
}

code_traits!(
    Etat,
    fn is_known(&self) -> bool {
        self.label().is_some()
    },
    fn write_canonical(&self, out: &mut dyn std::fmt::Write) -> std::fmt::Result {
        out.write_str(self.label().unwrap_or(self.text().as_str()))
    }
);
