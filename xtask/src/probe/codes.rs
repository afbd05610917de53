//! The known notations of the codes in a response.
//!
//! The table does not use the client's parser: the probe must not agree just because both share
//! code. The report names the notation; only a value without a known one is a difference.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde_json::Value;

/// One kind of code: its places and its notations.
struct Kind {
    name: &'static str,
    /// Suffixes of places, without `[]`.
    places: &'static [&'static str],
    /// Name and pattern of each notation.
    forms: &'static [(&'static str, &'static str)],
}

/// The kinds. Notations are those of the open-data export of 2025-01-01 and of LHÉO 2.3, unless a
/// comment says otherwise.
const KINDS: &[Kind] = &[
    Kind {
        name: "Certif Info code",
        places: &["certifinfo_code"],
        forms: &[("number", r"[1-9][0-9]{0,8}")],
    },
    Kind {
        name: "RNCP",
        places: &["rncp_code", "rncp.code", "rncp_historique.code"],
        forms: &[
            ("bare number", r"[1-9][0-9]{0,4}"),
            ("RNCPxxxx", r"RNCP[1-9][0-9]{0,4}"),
        ],
    },
    Kind {
        name: "RS",
        places: &["rs_code", "rs.code", "rs_historique.code"],
        forms: &[
            ("bare number", r"[1-9][0-9]{0,4}"),
            ("RSxxxx", r"RS[1-9][0-9]{0,4}"),
        ],
    },
    Kind {
        name: "ROME",
        places: &["rome.code"],
        forms: &[("letter and 4 digits", r"[A-N][0-9]{4}")],
    },
    Kind {
        name: "Formacode",
        places: &["formacode.code"],
        forms: &[("5 digits", r"[1-9][0-9]{4}")],
    },
    Kind {
        // Code de l'éducation, art. D. 311-1 to D. 311-4: groups and the letters they can carry.
        name: "NSF",
        places: &["nsf.code"],
        forms: &[
            ("group", r"1[0-3][0-9]|[23][0-5][0-9]|4[12][0-9]"),
            (
                "group and letter",
                r"1[0-3][0-9][a-g]|[23][0-5][0-9][mnprstuvw]|4[12][0-9]z",
            ),
        ],
    },
    Kind {
        // Décret 2019-14: eight levels.
        name: "European level",
        places: &["niveau_europeen_code"],
        forms: &[("1 to 8", r"[1-8]")],
    },
    Kind {
        name: "CFD",
        places: &["scolarite_code", "scolarite_code_historique"],
        forms: &[("8 characters", r"[0-9][0-9A-Z]{2}[0-9]{3}[0-9A-Z]{2}")],
    },
    Kind {
        name: "SISE",
        places: &["code_sise"],
        forms: &[("7 characters", r"[0-9A-Z][0-9]{6}")],
    },
    Kind {
        name: "Idéo2",
        places: &["ideo2_code"],
        forms: &[
            ("one", r"(?:FOR|TYPDISP)\.[1-9][0-9]{0,5}"),
            (
                "several, with commas",
                r"(?:FOR|TYPDISP)\.[1-9][0-9]{0,5}(?:,(?:FOR|TYPDISP)\.[1-9][0-9]{0,5})+",
            ),
        ],
    },
    Kind {
        name: "type of diploma",
        places: &["type_diplome_code"],
        forms: &[("3 digits", r"[1-9][0-9]{2}")],
    },
    Kind {
        // New states may be added at any time; a number of two digits is still a state.
        name: "état",
        places: &["etat"],
        forms: &[
            ("0, 2, 3, 4, 11 or 12", r"0|2|3|4|11|12"),
            ("another number", r"[0-9]{1,2}"),
        ],
    },
    Kind {
        // The words are those of a sister API.
        name: "accessibility",
        places: &["acc_fi", "acc_fc", "acc_ca", "acc_cp", "acc_vae", "acc_ind"],
        forms: &[
            ("0, 1 or 2", r"[012]"),
            ("true or false", r"true|false|True|False"),
            ("Oui or Non", r"Oui|Non"),
        ],
    },
    Kind {
        // ISO: a sister API; with a time: inferred.
        name: "day",
        places: &[
            "date_maj",
            "date_fin_enregistrement",
            "date_premiere_habilitation",
            "date_debut_validite",
            "date_fin_validite",
        ],
        forms: &[
            (
                "dd/mm/yyyy",
                r"(?<d>[0-9]{2})/(?<m>[0-9]{2})/(?<y>[0-9]{4})",
            ),
            (
                "yyyy-mm-dd",
                r"(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})",
            ),
            (
                "yyyy-mm-dd and a time",
                r"(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})[T ][0-9]{2}:[0-9]{2}[0-9:.+Z-]*",
            ),
        ],
    },
    Kind {
        name: "year",
        places: &["annee_premiere_session", "annee_derniere_session"],
        forms: &[("19xx or 20xx", r"(?:19|20)[0-9]{2}")],
    },
];

static COMPILED: LazyLock<Vec<Vec<(&'static str, Regex)>>> = LazyLock::new(|| {
    let compile = |kind: &Kind| {
        let forms = kind.forms.iter();
        forms
            .filter_map(|(form, pattern)| {
                Some((*form, Regex::new(&format!("^(?:{pattern})$")).ok()?))
            })
            .collect()
    };
    KINDS.iter().map(compile).collect()
});

/// How a code was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The kind of code at its place.
    pub(super) kind: &'static str,
    /// Its notation; `None` for an unknown one.
    pub(super) form: Option<&'static str>,
}

/// Reads the scalar at a place as the kind of code of that place; `None` when the place has no code
/// or the value is missing. A sister API sends an empty string for a missing value.
pub(super) fn read(place: &str, value: &Value) -> Option<Read> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let place = place.replace("[]", "");
    let at = KINDS
        .iter()
        .position(|kind| kind.places.iter().any(|end| ends_with(&place, end)))?;
    let form = match text.as_str() {
        "" => Some("empty text"),
        text => COMPILED.get(at)?.iter().find_map(|(form, pattern)| {
            let captures = pattern.captures(text)?;
            let part = |name| {
                captures
                    .name(name)
                    .and_then(|part| part.as_str().parse().ok())
            };
            let (year, month, day) = (part("y"), part("m"), part("d"));
            let real = match (year, month, day) {
                (Some(y), Some(m), Some(d)) => {
                    let (m, d) = (i8::try_from(m), i8::try_from(d));
                    matches!((m, d), (Ok(m), Ok(d)) if Date::new(y, m, d).is_ok())
                }
                _ => true,
            };
            real.then_some(*form)
        }),
    };
    let kind = KINDS.get(at)?.name;
    Some(Read { kind, form })
}

/// Whether a place equals a suffix, or ends with it after a dot.
pub(super) fn ends_with(place: &str, end: &str) -> bool {
    place
        .strip_suffix(end)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_pattern_compiles() {
        let written: usize = KINDS.iter().map(|kind| kind.forms.len()).sum();
        assert_eq!(COMPILED.iter().map(Vec::len).sum::<usize>(), written);
    }

    #[test]
    fn codes_have_the_forms_of_their_place() {
        let table = [
            ("data[].rncp_code", json!("37440"), Some("bare number")),
            ("data[].rncp_code", json!(37440), Some("bare number")),
            ("rncp[].code", json!("RNCP37440"), Some("RNCPxxxx")),
            ("rncp[].code", json!("RS5000"), None),
            ("rncp[].code", json!("RNCP187485"), None),
            ("data[].rs_code[]", json!("RS5000"), Some("RSxxxx")),
            (
                "data[].rome[].code",
                json!("M1700"),
                Some("letter and 4 digits"),
            ),
            ("rome.code", json!("11111"), None),
            ("formacode[].code", json!("05252"), None),
            ("nsf[].code", json!("326t"), Some("group and letter")),
            ("nsf[].code", json!("326a"), None),
            ("niveau_europeen_code", json!(9), None),
            ("scolarite_code", json!("26E31103"), Some("8 characters")),
            (
                "scolarite_code_historique[]",
                json!("2503260I"),
                Some("8 characters"),
            ),
            ("scolarite_code", json!("1017251"), None),
            (
                "ideo2_code",
                json!("FOR.5332,FOR.5663"),
                Some("several, with commas"),
            ),
            ("etat", json!("7"), Some("another number")),
            ("acc_fi", json!(3), None),
            ("date_maj", json!("29/02/2024"), Some("dd/mm/yyyy")),
            ("date_maj", json!("29/02/2023"), None),
            ("date_maj", json!("2024-02-29"), Some("yyyy-mm-dd")),
            ("date_maj", json!("29-02-24"), None),
            ("date_maj", json!(""), Some("empty text")),
            ("annee_premiere_session", json!("1899"), None),
        ];
        for (place, value, form) in table {
            assert_eq!(
                read(place, &value).map(|read| read.form),
                Some(form),
                "{place} {value}"
            );
        }
    }

    #[test]
    fn other_places_hold_no_code() {
        for place in [
            "valideurs[].code",
            "certificateurs[].code",
            "libelle",
            "outdate_maj",
        ] {
            assert_eq!(read(place, &json!("x")), None, "{place}");
        }
        assert_eq!(read("date_maj", &Value::Null), None);
    }
}
