//! [`TypeDiplome`]: the type of a certification.

use super::error::CodeError;
use super::kind::{Kind, Number, Shape};
use super::lenient::trim;
use super::macros::code_traits;
use super::niveau::Niveau;
use super::strict::decimal;
use super::text::Text;

const DIGITS: usize = 3;

/// The type of a certification, such as 320 (Brevet de technicien supérieur): 3 digits.
///
/// The list is open: 95 types were known on 2025-01-01, others are kept and have no label
/// ([`Code::is_known`](super::Code::is_known) is then false).
///
/// ```
/// use certifinfo_ext::codes::{Code, Niveau, TypeDiplome};
///
/// let bts: TypeDiplome = "320".parse()?;
/// assert_eq!(bts.label(), Some("Brevet de technicien supérieur"));
/// assert_eq!(bts.niveaux(), [Niveau::N5]);
///
/// let new: TypeDiplome = "971".parse()?;
/// assert!(!new.is_known());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeDiplome(u16);

const KIND: Kind = Kind {
    name: "type_diplome",
    type_name: "TypeDiplome",
    noun: "a type of diploma",
    expected: "3 digits, the first not zero (320)",
    pattern: "^[1-9][0-9]{2}$",
    example: "320",
    source: "the open-data export of 2025-01-01, 95 types",
    labels: &[],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &[],
        max: DIGITS,
    },
    explain: |_, _| None,
    advise: |text| {
        LABELS
            .iter()
            .any(|(_, label)| *label == trim(text))
            .then_some("this is a label: `TypeDiplome::from_label`")
    },
    lenient: |text| TypeDiplome::lenient(text).map(TypeDiplome::written),
};

impl TypeDiplome {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match decimal(text, DIGITS) {
            Some(number) if number.get() >= 100 => Some(Self(number.get() as u16)),
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self.0 as u32, 0)
    }

    /// The type with this number.
    ///
    /// # Errors
    /// A [`CodeError`] when the number has not 3 digits.
    pub fn new(numero: u16) -> Result<Self, CodeError> {
        Text::new().push_number(numero.into(), 0).as_str().parse()
    }

    /// The type with exactly this label.
    pub fn from_label(label: &str) -> Option<Self> {
        LABELS
            .iter()
            .find(|(_, known)| *known == label)
            .map(|(code, _)| Self(*code))
    }

    /// The number.
    pub const fn numero(self) -> u16 {
        self.0
    }

    /// The label, as the service writes it; none for a type that was not known on 2025-01-01.
    pub fn label(self) -> Option<&'static str> {
        let at = LABELS
            .binary_search_by_key(&self.0, |(code, _)| *code)
            .ok()?;
        Some(LABELS[at].1)
    }

    /// The levels that go with the first digit. A certification of the type may have no level, but
    /// never had another one (6,331 certifications measured).
    pub const fn niveaux(self) -> &'static [Niveau] {
        match self.0 / 100 {
            1 => &[Niveau::N7, Niveau::N8],
            2 => &[Niveau::N6],
            3 => &[Niveau::N5],
            4 => &[Niveau::N4],
            5 => &[Niveau::N3],
            _ => &[],
        }
    }
}

code_traits!(
    TypeDiplome,
    fn is_known(&self) -> bool {
        self.label().is_some()
    }
);

/// Code and label, in order of code. The label of 910 has two double spaces, and three labels have
/// a typographic apostrophe: they are kept as the service writes them.
const LABELS: [(u16, &str); 95] = [
    (105, "Mastère spécialisé"),
    (110, "Magistère"),
    (114, "Diplôme de recherche et technologie"),
    (132, "Master"),
    (139, "Mastère en sciences"),
    (140, "Diplôme supérieur des arts appliqués"),
    (148, "Diplôme d'école de commerce (bac + 5)"),
    (150, "Diplôme de médecine et de pharmacie"),
    (156, "Diplôme d'université (bac + 5 et plus)"),
    (160, "Doctorat"),
    (165, "Autre titre inscrit sur demande au RNCP (niveau 7)"),
    (170, "Diplôme d'ingénieur"),
    (171, "Titre d'ingénieur diplômé par l'Etat"),
    (180, "Autre certification de niveau 8"),
    (187, "Autre diplôme d'Etat de niveau 7"),
    (198, "Autre certification (bac + 5 et plus)"),
    (199, "Autre certification de niveau 7"),
    (205, "Licence"),
    (221, "Diplôme national des métiers d'art et du design"),
    (239, "Diplôme national d'art"),
    (247, "Diplôme d'école de commerce (bac + 3)"),
    (248, "Diplôme d'école de commerce (bac + 4)"),
    (
        249,
        "Diplôme d'Etat supérieur de la jeunesse, de l'éducation populaire et du sport",
    ),
    (250, "Licence professionnelle"),
    (252, "Bachelor"),
    (253, "Bachelor universitaire de technologie"),
    (256, "Diplôme d'université (bac + 3 et 4)"),
    (261, "Titre professionnel (TP de niveau 6)"),
    (265, "Autre titre inscrit sur demande au RNCP (niveau 6)"),
    (287, "Autre diplôme d'Etat de niveau 6"),
    (298, "Autre certification (bac + 3 et 4)"),
    (299, "Autre certification de niveau 6"),
    (320, "Brevet de technicien supérieur"),
    (321, "Diplôme des métiers d'art"),
    (323, "Brevet de technicien supérieur agricole"),
    (327, "Brevet de technicien supérieur maritime"),
    (331, "Un des meilleurs ouvriers de France"),
    (
        349,
        "Diplôme d'Etat de la jeunesse, de l'éducation populaire et du sport",
    ),
    (350, "Diplôme universitaire de technologie"),
    (352, "Diplôme d'études universitaires générales"),
    (
        355,
        "Diplôme d'études universitaires scientifiques et techniques",
    ),
    (356, "Diplôme d'université (bac + 2)"),
    (361, "Titre professionnel (TP de niveau 5)"),
    (
        363,
        "Certificat de spécialisation (CS de niveau 5 Agriculture)",
    ),
    (365, "Autre titre inscrit sur demande au RNCP (niveau 5)"),
    (387, "Autre diplôme d'Etat de niveau 5"),
    (398, "Autre certification (bac + 2)"),
    (399, "Autre certification de niveau 5"),
    (400, "Baccalauréat professionnel"),
    (401, "Brevet des métiers d'art"),
    (403, "Baccalauréat professionnel agricole"),
    (411, "Brevet Polynésien des métiers d’art"),
    (420, "Brevet de technicien"),
    (422, "Diplôme de technicien"),
    (430, "Baccalauréat technologique"),
    (437, "Mention complémentaire (de niveau 4)"),
    (
        438,
        "Certificat de spécialisation (CS de niveau 4 Education Nationale)",
    ),
    (
        446,
        "Brevet professionnel de la jeunesse, de l'éducation populaire et du sport",
    ),
    (450, "Brevet professionnel (Education nationale)"),
    (454, "Brevet professionnel (Agriculture)"),
    (456, "Diplôme d'université (bac)"),
    (457, "Diplôme de spécialisation professionnelle"),
    (461, "Titre professionnel (TP de niveau 4)"),
    (
        463,
        "Certificat de spécialisation (CS de niveau 4 Agriculture)",
    ),
    (465, "Autre titre inscrit sur demande au RNCP (niveau 4)"),
    (470, "Baccalauréat général"),
    (471, "Baccalauréat binational"),
    (473, "Baccalauréat européen"),
    (487, "Autre diplôme d'Etat de niveau 4"),
    (488, "Diplôme d'accès aux études universitaires"),
    (498, "Autre certification (bac)"),
    (499, "Autre certification de niveau 4"),
    (500, "Certificat d'aptitude professionnelle"),
    (501, "Certificat Polynésien d’aptitude professionnelle"),
    (502, "Certificat Polynésien des métiers d’art"),
    (503, "Brevet professionnel agricole (niveau 3)"),
    (533, "Certificat d'aptitude professionnelle agricole"),
    (537, "Mention complémentaire (de niveau 3)"),
    (
        538,
        "Certificat de spécialisation (CS de niveau 3 Education Nationale)",
    ),
    (
        546,
        "Certificat professionnel de la jeunesse, de l'éducation populaire et du sport",
    ),
    (561, "Titre professionnel (TP de niveau 3)"),
    (
        563,
        "Certificat de spécialisation (CS de niveau 3 Agriculture)",
    ),
    (565, "Autre titre inscrit sur demande au RNCP (niveau 3)"),
    (587, "Autre diplôme d'Etat de niveau 3"),
    (598, "Autre certification (infra bac)"),
    (599, "Autre certification de niveau 3"),
    (
        660,
        "Certification de formation générale (sortie fin de 5e)",
    ),
    (740, "Diplôme national du brevet"),
    (
        910,
        "Bilan d'Aptitude  Délivré par la Conférence  les Grandes Écoles",
    ),
    (947, "Certificat complémentaire (CC Sport)"),
    (956, "Diplôme d'université (sans niveau spécifique)"),
    (
        961,
        "Certificat complémentaire de spécialisation (CCS Travail)",
    ),
    (966, "Certificat de qualification professionnelle"),
    (970, "Habilitation"),
    (999, "Autre certification sans niveau spécifique"),
];

#[cfg(test)]
mod tests {
    use super::LABELS;

    #[test]
    fn codes_are_in_order_so_that_they_can_be_searched() {
        assert!(LABELS.is_sorted_by_key(|(code, _)| *code));
    }
}
