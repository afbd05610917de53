//! What synthetic certifications are made of: lists of codes, and shares by register.
//!
//! Shares are those of the open-data export of 2025-01-01: whole-file ones where a comment says
//! 10,095, else of a sample of 2,055 rows of it. Titles are invented.

/// Occupations of titles.
pub(super) const METIERS: [&str; 20] = [
    "Technicien",
    "Responsable",
    "Chargé d'études",
    "Conducteur",
    "Assistant",
    "Manager",
    "Développeur",
    "Opérateur",
    "Animateur",
    "Ingénieur",
    "Encadrant",
    "Coordinateur",
    "Expert",
    "Concepteur",
    "Installateur",
    "Conseiller",
    "Agent",
    "Directeur adjoint",
    "Réparateur",
    "Contrôleur",
];

/// Fields of titles.
pub(super) const DOMAINES: [&str; 20] = [
    "en maintenance industrielle",
    "en génie climatique",
    "de la filière boulangère",
    "en qualité, hygiène et sécurité",
    "de l'œuvre d'art",
    "en systèmes d'information",
    "du bâtiment",
    "en développement durable",
    "des métiers de la forêt",
    "en logistique",
    "de l'économie sociale et solidaire",
    "en électronique embarquée",
    "des arts appliqués",
    "en chimie et procédés",
    "de l'hôtellerie",
    "en soins aux animaux",
    "du spectacle vivant",
    "en comptabilité et gestion",
    "de l’aéronautique",
    "en éducation spécialisée",
];

/// ROME codes, sorted, with the labels of ROME 3.
pub(super) const ROME: [(&str, &str); 30] = [
    ("A1203", "Aménagement et entretien des espaces verts"),
    ("A1414", "Horticulture et maraîchage"),
    ("C1201", "Accueil et services bancaires"),
    ("D1102", "Boulangerie - viennoiserie"),
    ("D1106", "Vente en alimentation"),
    ("D1202", "Coiffure"),
    ("E1101", "Animation de site multimédia"),
    ("F1602", "Électricité bâtiment"),
    (
        "F1603",
        "Installation d'équipements sanitaires et thermiques",
    ),
    ("F1703", "Maçonnerie"),
    ("G1204", "Éducation en activités sportives"),
    ("G1602", "Personnel de cuisine"),
    ("G1803", "Service en restauration"),
    (
        "H1206",
        "Management et ingénierie études, recherche et développement industriel",
    ),
    ("H1502", "Management et ingénierie qualité industrielle"),
    ("H2903", "Conduite d'équipement d'usinage"),
    ("H2913", "Soudage manuel"),
    (
        "I1304",
        "Installation et maintenance d'équipements industriels et d'exploitation",
    ),
    ("I1604", "Mécanique automobile et entretien de véhicules"),
    ("J1405", "Optique - lunetterie"),
    ("J1501", "Soins d'hygiène, de confort du patient"),
    ("K1302", "Assistance auprès d'adultes"),
    ("K2111", "Formation professionnelle"),
    ("M1203", "Comptabilité"),
    ("M1502", "Développement des ressources humaines"),
    ("M1607", "Secrétariat"),
    ("M1705", "Marketing"),
    ("M1805", "Études et développement informatique"),
    (
        "M1806",
        "Conseil et maîtrise d'ouvrage en systèmes d'information",
    ),
    ("N1103", "Magasinage et préparation de commandes"),
];

/// Formacodes of the export, with its labels.
pub(super) const FORMACODES: [(&str, &str); 16] = [
    ("15234", "Anglais"),
    ("15436", "Éducation sportive"),
    ("21538", "Boulangerie"),
    ("22254", "BTP conception organisation"),
    ("23021", "Plasturgie"),
    ("24049", "Habilitation électrique"),
    ("24354", "Électronique"),
    ("31006", "Sécurité informatique"),
    ("31054", "Informatique et systèmes d'information"),
    ("31620", "Conduite installation industrielle"),
    ("31845", "Logistique"),
    ("32054", "Gestion organisations"),
    ("32135", "Conduite projet"),
    ("33054", "Ressources humaines"),
    ("34052", "Marketing"),
    ("42710", "Cuisine dessert"),
];

/// NSF groups, the most frequent of the export.
pub(super) const NSF: [&str; 15] = [
    "200", "221", "227", "230", "252", "255", "310", "311", "312", "313", "320", "326", "331",
    "335", "344",
];

/// Certifying bodies.
pub(super) const VALIDEURS: [&str; 8] = [
    "Ministère de l'éducation nationale",
    "Ministère de l'enseignement supérieur et de la recherche",
    "Ministère du travail et de l'emploi",
    "Ministère des sports, de la jeunesse et de la vie associative",
    "Ministère de l’agriculture, de la souveraineté alimentaire et de la forêt",
    "CPNE des services de l'automobile",
    "Conservatoire national des arts et métiers (CNAM)",
    "Isograd",
];

/// In which register a certification is; of 10,095: 5,545, 1,356, and 3,194 in none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Registre {
    Rncp,
    Rs,
    Aucun,
}

/// What a group of certifications has, in shares of a thousand.
pub(super) struct Parts {
    pub(super) cfd: u64,
    pub(super) ideo2: u64,
    pub(super) nsf: u64,
    pub(super) certificateur: u64,
    pub(super) ancienne: u64,
    /// From none to five ROME codes.
    pub(super) rome: [u64; 6],
    /// fi, ca, fc, cp, vae, ind, with their shares.
    pub(super) acces: &'static [(&'static [u8; 6], u64)],
}

const RNCP: Parts = Parts {
    cfd: 682,
    ideo2: 705,
    nsf: 997,
    certificateur: 558,
    ancienne: 728,
    rome: [4, 430, 176, 124, 105, 161],
    acces: &[
        (b"111110", 420),
        (b"111111", 190),
        (b"011110", 135),
        (b"001010", 60),
        (b"001110", 50),
        (b"001111", 35),
        (b"101010", 35),
        (b"011111", 25),
        (b"100010", 25),
        (b"101110", 25),
    ],
};

const RS: Parts = Parts {
    cfd: 21,
    ideo2: 7,
    nsf: 1000,
    certificateur: 306,
    ancienne: 482,
    rome: [982, 10, 4, 2, 1, 1],
    acces: &[
        (b"001000", 454),
        (b"001001", 115),
        (b"101000", 110),
        (b"001010", 80),
        (b"101001", 71),
        (b"001011", 60),
        (b"101011", 50),
        (b"101010", 40),
        (b"001100", 20),
    ],
};

const AUCUN: Parts = Parts {
    cfd: 30,
    ideo2: 415,
    nsf: 565,
    certificateur: 206,
    ancienne: 285,
    rome: [378, 360, 110, 60, 42, 50],
    acces: &[
        (b"222222", 349),
        (b"122222", 118),
        (b"122202", 116),
        (b"222212", 77),
        (b"121202", 59),
        (b"001110", 60),
        (b"221112", 21),
        (b"002122", 35),
        (b"221222", 17),
        (b"122212", 12),
        (b"121222", 12),
        (b"222202", 11),
        (b"211212", 15),
        (b"222112", 8),
        (b"100010", 25),
        (b"111111", 20),
        (b"100002", 20),
        (b"101010", 15),
        (b"010010", 10),
    ],
};

impl Registre {
    pub(super) fn parts(self) -> &'static Parts {
        match self {
            Registre::Rncp => &RNCP,
            Registre::Rs => &RS,
            Registre::Aucun => &AUCUN,
        }
    }
}
