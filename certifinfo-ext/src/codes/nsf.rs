//! [`NsfCode`]: a group of the Nomenclature des spécialités de formation, with its letter.

use super::kind::{CodeErrorKind, Kind, Mode, Number, Shape};
use super::lenient::Scanner;
use super::macros::code_traits;
use super::strict::digits;
use super::text::Text;

/// A group of the NSF (3 digits), with or without its letter: 326 or 326t.
///
/// The open-data export drops the letter: 326 there is 326t, 326m… at France compétences. Letters
/// a to g belong to disciplines (1xx), z to personal development (4xx), the letters of functions to
/// production (2xx) and services (3xx); the wrong letter is refused.
///
/// ```
/// use certifinfo_ext::codes::NsfCode;
///
/// let code: NsfCode = "326t".parse()?;
/// assert_eq!((code.groupe(), code.domaine17(), code.domaine4()), (326, 32, 3));
/// assert_eq!(code.lettre().map(|lettre| lettre.label()), Some("Réalisation du service"));
/// assert_eq!(code.to_groupe(), NsfCode::parse_lenient(" 326 ")?);
/// assert!("326a".parse::<NsfCode>().is_err());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NsfCode {
    groupe: u16,
    lettre: Option<NsfLettre>,
}

/// The 93 groups and their letters, spelled out: who has only the schema refuses what we refuse.
const PATTERN: &str = "^(?:1(?:00|1[0-8]|2[0-8]|3[0-6])[a-g]?\
    |(?:2(?:0[01]|1[0-4]|2[0-7]|3[0-4]|4[0-3]|5[0-5])|3(?:00|1[0-5]|[234][0-6]))[mnprstuvw]?\
    |4(?:1[0-5]|2[1-3])z?)$";

const KIND: Kind = Kind {
    name: "nsf",
    type_name: "NsfCode",
    noun: "an NSF code",
    expected: "the 3 digits of one of the 93 groups, and maybe the letter that goes with it (326t)",
    pattern: PATTERN,
    example: "326t",
    source: "Code de l'éducation, art. D. 311-1 to D. 311-4",
    labels: &["nsf"],
    number: Number::Read,
    shape: Shape::Fixed("999"),
    explain,
    advise: |text| match text.len() {
        1 | 2 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("1 or 2 digits are a domain, not a group")
        }
        _ => None,
    },
    lenient: |text| NsfCode::lenient(text).map(NsfCode::written),
};

impl NsfCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        let (number, letter) = match text {
            [number @ .., letter @ b'a'..=b'z'] => (number, Some(*letter)),
            number => (number, None),
        };
        if number.len() != 3 {
            return None;
        }
        let groupe = match digits(number) {
            Some(groupe) if is_groupe(groupe) => groupe as u16,
            _ => return None,
        };
        match letter {
            None => Some(Self {
                groupe,
                lettre: None,
            }),
            Some(letter) => match NsfLettre::new(groupe, letter) {
                Some(lettre) => Some(Self {
                    groupe,
                    lettre: Some(lettre),
                }),
                None => None,
            },
        }
    }

    /// White space before the letter, and a capital letter.
    fn lenient(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        let mut tidy = Text::new().push_all(scanner.digits().as_bytes());
        scanner.spaces();
        match *scanner.rest().as_bytes() {
            [] => {}
            [letter] => tidy = tidy.push(letter.to_ascii_lowercase()),
            _ => return None,
        }
        Self::strict(tidy.as_str().as_bytes())
    }

    const fn written(self) -> Text {
        let groupe = Text::new().push_number(self.groupe as u32, 3);
        match self.lettre {
            Some(NsfLettre(letter)) => groupe.push(letter),
            None => groupe,
        }
    }

    /// The group, 3 digits.
    pub const fn groupe(self) -> u16 {
        self.groupe
    }

    /// The letter: a field, or a function.
    pub const fn lettre(self) -> Option<NsfLettre> {
        self.lettre
    }

    /// The same group without its letter, as the open-data export writes it.
    #[must_use]
    pub const fn to_groupe(self) -> Self {
        Self {
            groupe: self.groupe,
            lettre: None,
        }
    }

    /// One of the 17 domains: the first 2 digits.
    pub const fn domaine17(self) -> u8 {
        (self.groupe / 10) as u8
    }

    /// One of the 4 domains: the first digit.
    pub const fn domaine4(self) -> u8 {
        (self.groupe / 100) as u8
    }
}

/// The letter of an [`NsfCode`], as its group allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NsfLettre(u8);

impl NsfLettre {
    const fn new(groupe: u16, letter: u8) -> Option<Self> {
        let allowed = match groupe / 100 {
            1 => matches!(letter, b'a'..=b'g'),
            2 | 3 => {
                matches!(
                    letter,
                    b'm' | b'n' | b'p' | b'r' | b's' | b't' | b'u' | b'v' | b'w'
                )
            }
            4 => letter == b'z',
            _ => false,
        };
        if allowed { Some(Self(letter)) } else { None }
    }

    /// The letter itself, small.
    pub const fn as_char(self) -> char {
        self.0 as char
    }

    /// What the letter means, in the words of art. D. 311-4, II.
    pub const fn label(self) -> &'static str {
        match self.0 {
            b'a' => "Champ non indiqué",
            b'b' => "Outils, méthodes et modèles",
            b'c' => "Application à une discipline scientifique",
            b'd' => "Application à une discipline du droit et des sciences humaines",
            b'e' => "Application à une discipline des lettres, arts et langues",
            b'f' => "Application à une technologie ou à une activité de production",
            b'g' => "Application à une activité des services",
            b'm' => "Fonction non indiquée ou plurifonctionnelle",
            b'n' => "Conception",
            b'p' => "Organisation, gestion",
            b'r' => "Contrôle, prévention, entretien",
            b's' => "Production",
            b't' => "Réalisation du service",
            b'u' => "Conduite, surveillance de machine",
            b'v' => "Production à caractère artistique (métiers d'art)",
            b'w' => "Commercialisation",
            _ => "Développement personnel",
        }
    }
}

fn explain(text: &str, mode: Mode) -> Option<CodeErrorKind> {
    let mut scanner = Scanner::in_mode(text, mode);
    let number = scanner.digits();
    let groupe: u16 = match number.len() {
        3 => number.parse().ok()?,
        0..3 => return None,
        _ => return Some(CodeErrorKind::Length),
    };
    if mode == Mode::Lenient {
        scanner.spaces();
    }
    let position = scanner.position();
    let is_letter = |byte: u8| match mode {
        Mode::Strict => byte.is_ascii_lowercase(),
        Mode::Lenient => byte.is_ascii_alphabetic(),
    };
    match *scanner.rest().as_bytes() {
        [letter] if is_letter(letter) && is_groupe(groupe.into()) => {
            return Some(CodeErrorKind::WrongLetter { position });
        }
        [] => {}
        [letter, next, ..] if is_letter(letter) && next.is_ascii_alphanumeric() => {
            return Some(CodeErrorKind::Length);
        }
        [letter, _, ..] if is_letter(letter) => {
            return Some(CodeErrorKind::BadChar {
                position: position + 1,
            });
        }
        _ => return Some(CodeErrorKind::BadChar { position }),
    }
    Some(CodeErrorKind::UnknownEntry {
        table: "the 93 groups of art. D. 311-4 of the Code de l'éducation",
    })
}

code_traits!(NsfCode);

/// In order. 421 and 422 are in the law and never used; BCN's regroupings (339, 399, 999…) are not
/// in the law.
const GROUPES: [u16; 93] = [
    // Disciplines.
    100, //
    110, 111, 112, 113, 114, 115, 116, 117, 118, //
    120, 121, 122, 123, 124, 125, 126, 127, 128, //
    130, 131, 132, 133, 134, 135, 136, //
    // Production.
    200, 201, //
    210, 211, 212, 213, 214, //
    220, 221, 222, 223, 224, 225, 226, 227, //
    230, 231, 232, 233, 234, //
    240, 241, 242, 243, //
    250, 251, 252, 253, 254, 255, //
    // Services.
    300, //
    310, 311, 312, 313, 314, 315, //
    320, 321, 322, 323, 324, 325, 326, //
    330, 331, 332, 333, 334, 335, 336, //
    340, 341, 342, 343, 344, 345, 346, //
    // Personal development.
    410, 411, 412, 413, 414, 415, //
    421, 422, 423,
];

/// Whether the law has this group. Three digits at most.
const fn is_groupe(number: u32) -> bool {
    const KNOWN: [bool; 1000] = {
        let mut known = [false; 1000];
        let mut at = 0;
        while at < GROUPES.len() {
            known[GROUPES[at] as usize] = true;
            at += 1;
        }
        known
    };
    number < 1000 && KNOWN[number as usize]
}

#[cfg(test)]
mod tests {
    use super::{GROUPES, is_groupe};

    #[test]
    fn the_law_has_4_domaines_17_domaines_and_93_groupes() {
        let distinct = |divisor: u16| {
            let mut parts: Vec<u16> = GROUPES.iter().map(|groupe| groupe / divisor).collect();
            parts.dedup();
            parts.len()
        };
        assert!(GROUPES.is_sorted());
        assert_eq!((distinct(100), distinct(10), distinct(1)), (4, 17, 93));
    }

    #[test]
    fn regroupings_of_the_statistics_are_not_in_the_law() {
        for number in [0, 109, 119, 339, 399, 420, 500, 999, 1000] {
            assert!(!is_groupe(number), "{number}");
        }
    }
}
