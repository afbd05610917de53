//! Real codes and real mistakes, by hand: what each kind reads and refuses.

use crate::codes::kinds::{Mode, reader};

/// Kind, text, canonical form in both modes.
const STRICT: &[(&str, &str, &str)] = &[
    ("certif_info", "1879", "1879"),
    ("certif_info", "118104", "118104"),
    ("rncp", "RNCP35419", "RNCP35419"),
    ("rncp", "183", "RNCP183"),
    ("rncp", "4911", "RNCP4911"),
    ("rs", "RS5000", "RS5000"),
    ("rs", "876", "RS876"),
    ("fiche", "RNCP19468", "RNCP19468"),
    ("fiche", "RS6117", "RS6117"),
    ("bloc", "RNCP37674BC01", "RNCP37674BC01"),
    ("bloc", "RNCP509BC10", "RNCP509BC10"),
    ("rome", "A1100", "A1100"),
    ("rome", "N4403", "N4403"),
    ("formacode", "11016", "11016"),
    ("formacode", "72454", "72454"),
    ("nsf", "326", "326"),
    ("nsf", "326t", "326t"),
    ("nsf", "114b", "114b"),
    ("nsf", "413z", "413z"),
    ("nsf", "100", "100"),
    ("niveau", "1", "1"),
    ("niveau", "8", "8"),
    ("cfd", "26E31103", "26E31103"),
    ("cfd", "01025409", "01025409"),
    ("cfd", "2503260I", "2503260I"),
    ("cfd", "170200ZZ", "170200ZZ"),
    ("sise", "2500279", "2500279"),
    ("sise", "R023651", "R023651"),
    ("ideo2", "FOR.192", "FOR.192"),
    ("ideo2", "TYPDISP.46", "TYPDISP.46"),
    ("type_diplome", "105", "105"),
    ("type_diplome", "999", "999"),
    ("etat", "0", "Publié"),
    ("etat", "4", "formations préparatoires et non certifiantes"),
    (
        "etat",
        "12",
        "formation préparatoire, non certifiante supprimée",
    ),
    ("accessibilite", "0", "Non"),
    ("accessibilite", "1", "Oui"),
    ("accessibilite", "2", "Inconnu"),
    ("date_maj", "06/03/2007", "2007-03-06"),
    ("date_maj", "29/02/2024", "2024-02-29"),
    ("annee_session", "1947", "1947"),
    ("annee_session", "2031", "2031"),
];

/// Kind, text, canonical form when read leniently; strict refuses.
const LENIENT: &[(&str, &str, &str)] = &[
    ("certif_info", "112\u{a0}928", "112928"),
    ("certif_info", "\u{feff}112928", "112928"),
    ("certif_info", "112928\u{202f}", "112928"),
    ("rncp", "rncp 35419", "RNCP35419"),
    ("rncp", "RNCP-035419", "RNCP35419"),
    ("rncp", "RNCP n° 35419", "RNCP35419"),
    ("rncp", "RNCP N°\u{a0}: 35419", "RNCP35419"),
    ("rncp", "34-670", "RNCP34670"),
    ("rncp", "RNCP 34 670", "RNCP34670"),
    ("rncp", "\u{2007}RNCP\u{2013}35419\t", "RNCP35419"),
    (
        "rncp",
        "https://www.francecompetences.fr/recherche/rncp/35419/",
        "RNCP35419",
    ),
    (
        "rncp",
        "HTTP://francecompetences.fr/recherche/RNCP/35419?x=1#bloc",
        "RNCP35419",
    ),
    (
        "rncp",
        "www.francecompetences.fr/recherche/rncp/35419",
        "RNCP35419",
    ),
    ("rs", "rs_05000", "RS5000"),
    ("rs", "RS: 5-000", "RS5000"),
    (
        "rs",
        "https://www.francecompetences.fr/recherche/rs/5000",
        "RS5000",
    ),
    ("fiche", "RNCP.35419", "RNCP35419"),
    (
        "fiche",
        "https://www.francecompetences.fr/recherche/rs/6117/",
        "RS6117",
    ),
    ("bloc", "rncp 035419 - bc 1", "RNCP35419BC01"),
    ("bloc", "RNCP35419_BC01", "RNCP35419BC01"),
    ("rome", "m\u{a0}1805", "M1805"),
    ("formacode", "210 59", "21059"),
    ("nsf", "326 T", "326t"),
    ("niveau", "NIV3", "3"),
    ("niveau", "Niveau\u{a0}4", "4"),
    ("niveau", "niv. 6", "6"),
    ("niveau", "05", "5"),
    ("cfd", "1025409", "01025409"),
    ("cfd", "1300001", "01300001"),
    ("cfd", "500 224 27", "50022427"),
    ("cfd", "26e31103", "26E31103"),
    ("cfd", "26033206T", "26033206"),
    ("sise", "m-000184", "M000184"),
    ("sise", "M 000184", "M000184"),
    ("ideo2", "for.5740", "FOR.5740"),
    (
        "ideo2",
        "https://onisep.fr/http/redirection/formation/slug/FOR.423/",
        "FOR.423",
    ),
    ("type_diplome", " 320\t", "320"),
    ("etat", " 11", "habilitations"),
    ("accessibilite", "1 ", "Oui"),
    ("date_maj", " 29/07/2020 ", "2020-07-29"),
    ("annee_session", "2025\u{a0}", "2025"),
    // Cut out of a list, a sentence, a table or a spreadsheet.
    ("rncp", "RNCP 39491 ;", "RNCP39491"),
    ("rncp", "RNCP35419/", "RNCP35419"),
    ("rncp", "35419.", "RNCP35419"),
    ("rncp", "RNCP35419,", "RNCP35419"),
    ("rncp", "RNCP35419 :", "RNCP35419"),
    ("rncp", "35419;;", "RNCP35419"),
    ("rncp", "| RNCP35419 |", "RNCP35419"),
    ("rncp", "• RNCP35419", "RNCP35419"),
    ("rncp", "\"RNCP35419\"", "RNCP35419"),
    ("rncp", "(RNCP35419).", "RNCP35419"),
    ("rncp", "«\u{a0}RNCP35419\u{a0}»", "RNCP35419"),
    ("rncp", "[“rncp 35419”];", "RNCP35419"),
    (
        "rncp",
        "<https://www.francecompetences.fr/recherche/rncp/35419/>.",
        "RNCP35419",
    ),
    ("certif_info", "112928;", "112928"),
    ("certif_info", "'112928", "112928"),
    ("rs", "(RS 5000)", "RS5000"),
    ("fiche", "RS6117.", "RS6117"),
    ("bloc", "RNCP37674BC01 ;", "RNCP37674BC01"),
    ("rome", "(M1805),", "M1805"),
    ("cfd", "=\"01025409\"", "01025409"),
    ("sise", "2500279|", "2500279"),
    ("ideo2", "FOR.5740 ;", "FOR.5740"),
    ("niveau", "Niveau 6.", "6"),
    ("date_maj", "29/07/2020.", "2020-07-29"),
    // The name of the kind before the code.
    ("certif_info", "Certif Info 112928", "112928"),
    ("certif_info", "certifinfo 112928", "112928"),
    ("certif_info", "Certif-Info n° 112 928", "112928"),
    ("certif_info", "CERTIF_INFO: 112928", "112928"),
    ("certif_info", "CI112928", "112928"),
    ("certif_info", "ci 112928 ;", "112928"),
    (
        "certif_info",
        "Code Certif\u{a0}Info : \"112928\"",
        "112928",
    ),
    ("rncp", "Code RNCP : 35419", "RNCP35419"),
    ("rs", "fiche RS 5000", "RS5000"),
    ("fiche", "Fiche RNCP n° 35419", "RNCP35419"),
    ("bloc", "bloc RNCP37674BC01", "RNCP37674BC01"),
    ("rome", "ROME M1805", "M1805"),
    ("rome", "Code ROME : m 1805.", "M1805"),
    ("formacode", "Formacode 21538", "21538"),
    ("nsf", "NSF 326t", "326t"),
    ("nsf", "code NSF: 326 T", "326t"),
    ("cfd", "CFD 50022427", "50022427"),
    ("sise", "SISE 2500279", "2500279"),
    ("ideo2", "Idéo 2 : FOR.5740", "FOR.5740"),
];

/// Kind, texts that neither mode reads.
const REFUSED: &[(&str, &[&str])] = &[
    (
        "certif_info",
        &[
            "",
            "0",
            "0112928",
            "-5",
            "112928.0",
            "112-928",
            "11 2928",
            "1234567890",
            "RS5000",
            "null",
            "112928 112929",
            "112\t928",
            "CI",
            "CI -",
            "CI112928.0",
            "CI0112928",
            "CIX112928",
            "ROME 112928",
            "code 112928",
            "RNCP 35419 ;",
            "CI 112928 CI 112929",
        ],
    ),
    (
        "rncp",
        &[
            "",
            " ",
            "RNCP",
            "RNCP-",
            "RNCP0",
            "RNCP00000",
            "RNCP187485",
            "RNCP12803?",
            "5000.0",
            "RNCP5000.0",
            "34.670,0",
            "34.670",
            "34,670",
            "3-4670",
            "34--670",
            "３５４１９",
            "٣٥٤١٩",
            "RNCP３５４１９",
            "-1",
            "R24440",
            "RS5000",
            "NR",
            "SQWQ",
            "null",
            "35419|35420",
            "RNCP35419 - Manager",
            "RNCP35419BC01",
            "https://example.org/recherche/rncp/35419/",
            "https://francecompetences.fr.example.org/recherche/rncp/35419/",
            "https://www.francecompetences.fr@example.org/recherche/rncp/35419/",
            "https://www.francecompetences.fr/recherche/rs/5000/",
            "https://www.francecompetences.fr/recherche/rncp/35419/autre",
            "ftp://www.francecompetences.fr/recherche/rncp/35419/",
            "0x1B920",
            "1e4",
            "35\t419",
            "35\n419",
            "35419;35420",
            "35419.0;",
            "35419...",
            "35419…",
            "35419-",
            ".35419",
            ",35419",
            "(35419",
            "RNCP35419)",
            "\"RNCP35419",
            "(RNCP35419) (RNCP35420)",
            "\"35419\";\"35420\"",
            "(RNCP12803?)",
            "CI 35419",
            "ROME 35419",
            "code 35419",
        ],
    ),
    (
        "rs",
        &[
            "",
            "RS",
            "RS0",
            "RS123456",
            "RNCP35419",
            "RS5000BC01",
            "RS5000?",
            "RS 5000 et 6604",
            "ELU1001",
            "-",
        ],
    ),
    (
        "fiche",
        &[
            "35419",
            "34-670",
            "RNCP",
            "RNCPRS5000",
            "RNCP187485",
            "CPF206",
            "RNCP37674BC01",
            "FICHE 35419",
        ],
    ),
    (
        "bloc",
        &[
            "",
            "01",
            "BC01",
            "RNCP35419",
            "RNCP35419BC",
            "RNCP35419BC00",
            "RNCP35419BC001",
            "RNCP35419CCP01",
            "RNCP35419BCO1",
            "RS5000BC01",
            "35419BC01",
            "RNCP187485BC01",
        ],
    ),
    (
        "rome",
        &[
            "",
            "M",
            "M18",
            "P1101",
            "M18O5",
            "18055",
            "11111",
            "384444",
            "M-1805",
            "M1805,M1810",
            "NSF M1805",
            "ROME 21538",
            "ROMEM1805",
            "Μ1805",
        ],
    ),
    (
        "formacode",
        &[
            "",
            "2153",
            "01016",
            "00000",
            "215380",
            "-2153",
            "21538 : Boulangerie",
            "V13:21538",
            "21\t538",
            "215\u{2028}38",
            "２１５３８",
        ],
    ),
    (
        "nsf",
        &[
            "", "3", "32", "339", "420", "500", "999", "326a", "114t", "413m", "326z", "3262",
            "t326", "326tt", "326-t",
        ],
    ),
    (
        "niveau",
        &[
            "",
            "0",
            "9",
            "00",
            "99",
            "XX",
            "13",
            "18",
            "NIV9",
            "NIV",
            "AUCUN",
            "REPRISE",
            "V bis",
            "IV",
            "6.0",
            "bac+2",
            "5 (BTS, DEUST...)",
        ],
    ),
    (
        "cfd",
        &[
            "",
            "2500279",
            "1225409",
            "500224271",
            "1234ABCD",
            "A0022427",
            "500-224-27",
            "inf",
            "50022427?",
            "RNCP37537",
            "5002242é",
            "500\t22427",
        ],
    ),
    (
        "sise",
        &[
            "",
            "0000000",
            "250027",
            "25002790",
            "M00018A",
            "MM00184",
            "2-500279",
            "2500279.0",
            "M\u{e9}00184",
        ],
    ),
    (
        "ideo2",
        &[
            "",
            "FOR",
            "FOR.",
            "FOR.1525,",
            "FOR5740",
            "FOR.0",
            "FOR.0192",
            "FOR.1234567",
            "5740",
            "FOO.12",
            "F.1",
            "https://www.onisep.fr/http/redirection/identifiant/4643",
        ],
    ),
    (
        "type_diplome",
        &[
            "",
            "32",
            "1050",
            "099",
            "BTS",
            "971",
            "-1",
            "Brevet de technicien supérieur",
        ],
    ),
    ("etat", &["", "1", "00", "007", "100", "publié", "inconnu"]),
    ("accessibilite", &["", "3", "01", "1.0", "true", "oui"]),
    (
        "date_maj",
        &[
            "",
            "2020-07-29",
            "1/1/24",
            "1/1/2024",
            "31/02/2024",
            "29/02/2023",
            "32/01/2024",
            "12/13/2024",
            "00/00/0000",
            "29/07/20",
            "29/07/2020 00:00",
            "29-07-2020",
        ],
    ),
    (
        "annee_session",
        &[
            "",
            "1899",
            "2100",
            "20255",
            "25",
            "2025-2026",
            "2025/2026",
            "MMXXV",
            "２０２５",
        ],
    ),
];

#[test]
fn strict_forms_are_read_in_both_modes() {
    for (kind, text, canonical) in STRICT {
        let reader = reader(kind).expect(kind);
        for mode in [Mode::Strict, Mode::Lenient] {
            assert_eq!(
                reader(text, mode).as_deref(),
                Ok(*canonical),
                "{kind} {text:?} {mode:?}"
            );
        }
    }
}

#[test]
fn lenient_forms_are_read_leniently_alone() {
    for (kind, text, canonical) in LENIENT {
        let reader = reader(kind).expect(kind);
        assert_eq!(
            reader(text, Mode::Lenient).as_deref(),
            Ok(*canonical),
            "{kind} {text:?}"
        );
        assert!(
            reader(text, Mode::Strict).is_err(),
            "{kind} {text:?} is not a strict form"
        );
    }
}

#[test]
fn what_would_be_a_guess_is_refused() {
    for (kind, texts) in REFUSED {
        let reader = reader(kind).expect(kind);
        for text in *texts {
            for mode in [Mode::Strict, Mode::Lenient] {
                assert!(reader(text, mode).is_err(), "{kind} {text:?} {mode:?}");
            }
        }
    }
}

#[test]
fn each_kind_has_facts() {
    macro_rules! check {
        ($($code:ident),*) => {$(
            let name = <certifinfo_ext::codes::$code as certifinfo_ext::codes::Code>::KIND.name;
            assert!(STRICT.iter().any(|(kind, ..)| *kind == name), "{name}");
            assert!(LENIENT.iter().any(|(kind, ..)| *kind == name), "{name}");
            assert!(REFUSED.iter().any(|(kind, ..)| *kind == name), "{name}");
        )*};
    }
    certifinfo_ext::for_each_code!(check);
}
