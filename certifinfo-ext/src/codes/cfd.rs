//! [`CfdCode`]: the code formation diplôme of the ministry, `Code_Scolarité` in the export.

use super::kind::{Kind, Number, Shape};
use super::lenient::compact;
use super::macros::code_traits;
use super::niveau::Niveau;
use super::recognise::CFD;
use super::strict;
use super::text::Text;

/// A code formation diplôme (scolarité), such as 50022427: 3 characters of level and type, 3 digits
/// of NSF group, 2 characters of order.
///
/// Always text: eight real codes (`26E31103`) read as numbers are infinite. A zero lost in front is
/// put back only before 10 and 13, the two beginnings (010, 013) where there is one to lose. The
/// ninth character that some systems append, the letter of the speciality, is dropped by
/// [`CfdCode::parse_lenient`]. One code can cover up to 101 certifications.
///
/// ```
/// use certifinfo_ext::codes::CfdCode;
///
/// let code: CfdCode = "26E31103".parse()?;
/// assert_eq!(code.groupe_specialite(), 311);
/// assert_eq!(code.niveau_formation(), "26E");
/// assert_eq!(code.numero_ordre(), "03");
/// assert_eq!(CfdCode::parse_lenient("1025409")?.to_string(), "01025409");
/// assert!(CfdCode::parse_lenient("2500279").is_err(), "that is a SISE code");
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CfdCode([u8; 8]);

const KIND: Kind = Kind {
    name: CFD.name,
    type_name: CFD.type_name,
    noun: CFD.noun,
    expected: "8 characters: a digit, 2 digits or capitals, 3 digits, 2 digits or capitals \
               (26E31103)",
    pattern: "^[0-9][0-9A-Z]{2}[0-9]{3}[0-9A-Z]{2}$",
    example: "26E31103",
    source: "BCN N_FORMATION_DIPLOME",
    labels: &["cfd"],
    number: Number::Refused,
    shape: Shape::Fixed("9XX999XX"),
    explain: |_, _| None,
    advise: |text| match text.trim() {
        "inf" | "Infinity" => Some("it was read as a number: read the column as text"),
        code if code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("7 digits are a SISE code: `SiseCode`")
        }
        _ => None,
    },
    lenient: |text| CfdCode::lenient(text).map(CfdCode::written),
};

impl CfdCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match strict::cfd(text) {
            Some(code) => Some(Self(code)),
            None => None,
        }
    }

    /// White space inside, a zero lost in front of 10 or 13, a letter of speciality at the end.
    fn lenient(text: &str) -> Option<Self> {
        let tidy = compact(text)?;
        match tidy.as_str().as_bytes() {
            [b'1', b'0' | b'3', ..] if tidy.as_str().len() == 7 => Self::strict(
                Text::new()
                    .push(b'0')
                    .push_all(tidy.as_str().as_bytes())
                    .as_str()
                    .as_bytes(),
            ),
            [code @ .., b'A'..=b'Z'] if code.len() == 8 => Self::strict(code),
            code => Self::strict(code),
        }
    }

    const fn written(self) -> Text {
        Text::new().push_all(&self.0)
    }

    /// The level and type of diploma: the first 3 characters.
    pub fn niveau_formation(&self) -> &str {
        self.part(0, 3)
    }

    /// The group of speciality: 3 digits, mostly an NSF group. BCN also uses groups that are not in
    /// the law (999), and a quarter of the certifications have another group in their NSF column,
    /// so this is not an [`NsfCode`](super::NsfCode).
    pub const fn groupe_specialite(self) -> u16 {
        let [_, _, _, a, b, c, ..] = self.0;
        (a - b'0') as u16 * 100 + (b - b'0') as u16 * 10 + (c - b'0') as u16
    }

    /// The number in the group: the last 2 characters.
    pub fn numero_ordre(&self) -> &str {
        self.part(6, 8)
    }

    /// The first digit: the level of 1969, in Arabic digits (5 = niveau V). 0 is not a level.
    pub const fn niveau_interministeriel(self) -> u8 {
        self.0[0] - b'0'
    }

    /// The level of 2019 that goes with the first characters in BCN's table. A hint: the diploma's
    /// own level differs for a few (36033105 is level 6). 010 (mention complémentaire) may be 3 or
    /// 4: none.
    pub const fn niveau_indicatif(self) -> Option<Niveau> {
        match self.0 {
            [b'0', b'1', b'3', ..] => Some(Niveau::N3),
            [b'1', b'0', b'0', ..] => Some(Niveau::N8),
            [b'1', ..] => Some(Niveau::N7),
            [b'2', ..] => Some(Niveau::N6),
            [b'3', ..] => Some(Niveau::N5),
            [b'4', ..] => Some(Niveau::N4),
            [b'5', ..] => Some(Niveau::N3),
            _ => None,
        }
    }

    /// Who delivers the title, when the third character is a letter of BCN's list.
    pub const fn certificateur_titre(self) -> Option<&'static str> {
        Some(match self.0[2] {
            b'A' => "chambres d'agriculture",
            b'C' => "CCI",
            b'D' => "armées",
            b'E' => "Éducation",
            b'J' => "jeunesse et sports",
            b'K' => "culture",
            b'M' => "chambres de métiers",
            b'N' => "industrie",
            b'Q' => "équipement-transport-tourisme",
            b'R' => "instances régionales",
            b'S' => "santé-social",
            b'T' => "travail-AFPA",
            b'U' => "universités",
            b'X' => "divers",
            b'Z' => "non précisé",
            _ => return None,
        })
    }

    fn part(&self, from: usize, to: usize) -> &str {
        std::str::from_utf8(&self.0[from..to]).unwrap_or_default()
    }
}

code_traits!(CfdCode);
