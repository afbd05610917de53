//! [`RomeCode`]: a job of the ROME, its [`GrandDomaine`] and its [`RomeDomaine`].

use super::kind::{Kind, Number, Shape};
use super::lenient::compact;
use super::macros::code_traits;
use super::recognise::ROME;
use super::strict;
use super::text::Text;

/// A code of the Répertoire opérationnel des métiers et des emplois (version 3 and later), such as
/// M1805.
///
/// Codes ending in `00` denote a whole domaine professionnel, not a job sheet; they are in real use
/// (A1500 on RNCP40344). The five digits of ROME V2 and the five or six of OGR appellations are
/// refused.
///
/// ```
/// use certifinfo_ext::codes::{GrandDomaine, RomeCode};
///
/// let code: RomeCode = "M1805".parse()?;
/// assert_eq!(code.grand_domaine(), GrandDomaine::M);
/// assert_eq!(code.domaine().to_string(), "M18");
/// assert!(!code.is_domain_level());
/// assert_eq!(RomeCode::parse_lenient(" m 1805 ")?, code);
/// assert!(RomeCode::parse_lenient("11111").is_err());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RomeCode([u8; 5]);

const KIND: Kind = Kind {
    name: ROME.name,
    type_name: ROME.type_name,
    noun: ROME.noun,
    expected: "a letter A to N and 4 digits (M1805)",
    pattern: "^[A-N][0-9]{4}$",
    example: "M1805",
    source: "LHÉO code-ROME",
    labels: &["rome"],
    number: Number::Refused,
    shape: Shape::Fixed("N9999"),
    explain: |_, _| None,
    advise: |text| match text.trim() {
        code if matches!(code.len(), 5 | 6) && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("digits alone are a ROME V2 code, an OGR appellation or a Formacode")
        }
        _ => None,
    },
    lenient: |text| RomeCode::lenient(text).map(RomeCode::written),
};

impl RomeCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match strict::rome(text) {
            Some(code) => Some(Self(code)),
            None => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(compact(text)?.as_str().as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_all(&self.0)
    }

    /// The grand domaine: the letter.
    pub const fn grand_domaine(self) -> GrandDomaine {
        self.domaine().grand_domaine()
    }

    /// The domaine professionnel: the letter and two digits.
    pub const fn domaine(self) -> RomeDomaine {
        let [letter, tens, units, ..] = self.0;
        RomeDomaine([letter, tens, units])
    }

    /// Whether the code ends in `00`: it denotes the domaine, and no sheet of the ROME has it.
    pub const fn is_domain_level(self) -> bool {
        matches!(self.0, [_, _, _, b'0', b'0'])
    }
}

code_traits!(RomeCode);

/// A domaine professionnel of the ROME, such as M18.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RomeDomaine([u8; 3]);

impl RomeDomaine {
    /// The grand domaine it belongs to.
    pub const fn grand_domaine(self) -> GrandDomaine {
        GrandDomaine::from_letter(self.0[0])
    }
}

impl std::fmt::Display for RomeDomaine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(Text::new().push_all(&self.0).as_str())
    }
}

impl std::fmt::Debug for RomeDomaine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RomeDomaine({self})")
    }
}

macro_rules! grands_domaines {
    ($first:ident $first_label:literal, $($letter:ident $label:literal),+ $(,)?) => {
        /// A grand domaine of the ROME: a letter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum GrandDomaine {
            #[doc = $first_label]
            $first,
            $(#[doc = $label] $letter,)+
        }

        impl GrandDomaine {
            /// All of them, A to N.
            pub const ALL: [Self; 14] = [Self::$first, $(Self::$letter),+];

            /// The label of the arborescence. That of C was not confirmed by any source read.
            pub const fn label(self) -> &'static str {
                match self {
                    Self::$first => $first_label,
                    $(Self::$letter => $label,)+
                }
            }

            /// The letter.
            pub const fn lettre(self) -> char {
                match self {
                    Self::$first => first_char(stringify!($first)),
                    $(Self::$letter => first_char(stringify!($letter)),)+
                }
            }

            const fn from_letter(letter: u8) -> Self {
                let mut at = 0;
                while at < Self::ALL.len() {
                    if Self::ALL[at].lettre() as u8 == letter {
                        return Self::ALL[at];
                    }
                    at += 1;
                }
                Self::$first
            }
        }
    };
}

const fn first_char(name: &str) -> char {
    name.as_bytes()[0] as char
}

grands_domaines! {
    A "Agriculture et pêche, espaces naturels et espaces verts, soins aux animaux",
    B "Arts et façonnage d'ouvrages d'art",
    C "Banque, assurance, immobilier",
    D "Commerce, vente et grande distribution",
    E "Communication, média et multimédia",
    F "Construction, bâtiment et travaux publics",
    G "Hôtellerie-restauration, tourisme, loisirs et animation",
    H "Industrie",
    I "Installation et maintenance",
    J "Santé",
    K "Services à la personne et à la collectivité",
    L "Spectacle",
    M "Support à l'entreprise",
    N "Transport et logistique",
}

impl std::fmt::Display for GrandDomaine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.lettre().encode_utf8(&mut [0; 4]))
    }
}
