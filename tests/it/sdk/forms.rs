//! The forms in which scalars and lists come, one table a type.
//!
//! Source of the rows: sister APIs of the same producer (integers as text, `"True"`, `"Oui"`,
//! three forms of dates, `null` for a list, one object for a list of one) and the open-data
//! export (`0`, `1`, `2`). The rest is what a reader must survive.

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::scalar::{LenientBool, LenientDate, LenientInt, LenientText};
use serde::de::DeserializeOwned;

/// Reads what was sent; a form of the tables below that is refused fails its test.
fn read<T: DeserializeOwned>(sent: &str) -> T {
    serde_json::from_str(sent).unwrap_or_else(|error| panic!("{sent} is refused: {error}"))
}

#[test]
fn integers() {
    for (sent, value) in [
        ("5", Some(5)),
        ("\"5\"", Some(5)),
        ("\" 5 \"", Some(5)),
        ("\"005\"", Some(5)),
        ("-1", Some(-1)),
        ("5.0", Some(5)),
        ("[5]", Some(5)),
        ("[\"5\"]", Some(5)),
        ("[]", None),
        ("null", None),
        ("\"\"", None),
        ("\"  \"", None),
        ("0", Some(0)),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("1e400", None),
        ("5.5", None),
        ("\"NR\"", None),
        ("true", None),
    ] {
        // 1e400 is no number for the JSON reader itself.
        if sent == "1e400" {
            assert!(serde_json::from_str::<LenientInt>(sent).is_err());
            continue;
        }
        assert_eq!(read::<LenientInt>(sent).get(), value, "{sent}");
    }
}

/// What cannot be read as an integer is kept, so that it can be told.
#[test]
fn an_odd_integer_is_kept_and_an_empty_one_is_not_odd() {
    for (sent, odd) in [
        ("\"NR\"", Some("NR")),
        ("5.5", Some("5.5")),
        ("true", Some("true")),
        ("9223372036854775808", Some("9223372036854775808")),
        ("5", None),
        ("\"\"", None),
        ("null", None),
    ] {
        assert_eq!(read::<LenientInt>(sent).unparsed(), odd, "{sent}");
    }
}

#[test]
fn texts() {
    for (sent, text) in [
        ("\"RNCP35419\"", "RNCP35419"),
        ("\"\"", ""),
        ("\" Boulanger \"", " Boulanger "),
        ("35419", "35419"),
        ("-3", "-3"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("null", ""),
        ("[\"a\"]", "a"),
        ("[35419]", "35419"),
        ("[null]", ""),
        ("[]", ""),
        ("\"\\u00e9\"", "é"),
    ] {
        assert_eq!(read::<LenientText>(sent).as_str(), text, "{sent}");
    }
}

#[test]
fn booleans_of_three_values() {
    let odd = |text: &str| LenientBool::Other(text.into());
    for (sent, value) in [
        ("true", LenientBool::Oui),
        ("\"true\"", LenientBool::Oui),
        ("\"True\"", LenientBool::Oui),
        ("\"TRUE\"", LenientBool::Oui),
        ("\"Oui\"", LenientBool::Oui),
        ("\"oui\"", LenientBool::Oui),
        ("1", LenientBool::Oui),
        ("\"1\"", LenientBool::Oui),
        ("1.0", LenientBool::Oui),
        ("[1]", LenientBool::Oui),
        ("false", LenientBool::Non),
        ("\"False\"", LenientBool::Non),
        ("\"Non\"", LenientBool::Non),
        ("\" non \"", LenientBool::Non),
        ("0", LenientBool::Non),
        ("\"0\"", LenientBool::Non),
        ("2", LenientBool::NonPrecise),
        ("\"2\"", LenientBool::NonPrecise),
        ("null", LenientBool::NonPrecise),
        ("\"\"", LenientBool::NonPrecise),
        ("[]", LenientBool::NonPrecise),
        ("3", odd("3")),
        ("-1", odd("-1")),
        ("\"peut-être\"", odd("peut-être")),
    ] {
        assert_eq!(read::<LenientBool>(sent), value, "{sent}");
    }
}

#[test]
fn dates() {
    let day = Some((2028, 8, 31));
    for (sent, ymd) in [
        ("\"31/08/2028\"", day),
        ("\"2028-08-31\"", day),
        ("\" 31/08/2028 \"", day),
        ("\"2028-08-31T00:00:00\"", day),
        ("\"2028-08-31T00:00:00+02:00\"", day),
        ("\"2028-08-31 00:00:00\"", day),
        ("[\"31/08/2028\"]", day),
        ("\"29/02/2024\"", Some((2024, 2, 29))),
        ("\"29/02/2023\"", None),
        ("\"29/02/2100\"", None),
        ("\"31/06/2024\"", None),
        ("\"00/01/2024\"", None),
        ("\"01/13/2024\"", None),
        ("\"\"", None),
        ("null", None),
        ("\"2028\"", None),
        ("2028", None),
        ("\"31-08-2028\"", None),
        ("\"2028/08/31\"", None),
        ("\"+1/08/2028\"", None),
        ("\"31/08/20281\"", None),
        ("\"éé/éé/éé\"", None),
        ("\"2028-08-3é\"", None),
    ] {
        assert_eq!(read::<LenientDate>(sent).ymd(), ymd, "{sent}");
    }
    assert_eq!(read::<LenientDate>("\"31/08/2028\"").as_str(), "31/08/2028");
}

#[test]
fn lists() {
    #[derive(serde::Deserialize)]
    struct Holder {
        #[serde(default, deserialize_with = "certifinfo_sdk::list::optional")]
        list: Option<Vec<LenientText>>,
    }
    for (sent, list) in [
        (r#"{"list": ["a", 1]}"#, Some(vec!["a", "1"])),
        (r#"{"list": []}"#, Some(vec![])),
        (r#"{"list": null}"#, None),
        (r#"{}"#, None),
        (r#"{"list": ""}"#, None),
        (r#"{"list": "a"}"#, Some(vec!["a"])),
        (r#"{"list": 1}"#, Some(vec!["1"])),
        (r#"{"list": [null]}"#, Some(vec![""])),
        // PHP: an array whose keys are not 0 to n in order.
        (r#"{"list": {"0": "a", "1": "b"}}"#, Some(vec!["a", "b"])),
        (r#"{"list": {"1": "b", "10": 2}}"#, Some(vec!["b", "2"])),
    ] {
        let read = read::<Holder>(sent).list;
        let texts = read
            .as_ref()
            .map(|list| list.iter().map(LenientText::as_str).collect());
        assert_eq!(texts, list, "{sent}");
    }
}

#[test]
fn list_of_records_by_index_is_unrolled_and_any_other_object_is_one_record() {
    #[derive(serde::Deserialize)]
    struct Holder {
        #[serde(deserialize_with = "certifinfo_sdk::list::required")]
        list: Vec<Lien>,
    }
    for (sent, expected) in [
        (
            r#"{"0": {"code": 1}, "1": {"code": 2}}"#,
            vec![Some(1), Some(2)],
        ),
        (r#"{"0": 1, "2": {"code": 2}}"#, vec![Some(1), Some(2)]),
        (r#"{"code": 1}"#, vec![Some(1)]),
        (r#"{"code": 1, "0": {"code": 2}}"#, vec![Some(1)]),
        (r#"{"0": {"code": 2}, "code": 1}"#, vec![Some(1)]),
        ("{}", vec![None]),
    ] {
        let list = read::<Holder>(&format!(r#"{{"list": {sent}}}"#)).list;
        let codes: Vec<_> = list
            .iter()
            .map(|link| link.certifinfo_code.as_ref()?.get())
            .collect();
        assert_eq!(codes, expected, "{sent}");
    }
}

#[test]
fn records_keep_lists_by_index() {
    let read: certifinfo_sdk::types::Certification =
        read(r#"{"rome": {"0": {"code": "M1805"}, "1": {"code": "M1810"}}}"#);
    assert_eq!(read.rome.map(|rome| rome.len()), Some(2));
}

#[test]
fn links() {
    for (sent, code, title) in [
        ("58434", Some(58434), None),
        ("\"58434\"", Some(58434), None),
        (r#"{"certifinfo_code": 58434}"#, Some(58434), None),
        (
            r#"{"code": "58434", "libelle": "CAP"}"#,
            Some(58434),
            Some("CAP"),
        ),
        (
            r#"{"id": 58434, "intitule": "CAP"}"#,
            Some(58434),
            Some("CAP"),
        ),
        (
            r#"{"certifinfo_code": null, "certifinfo_intitule": "CAP"}"#,
            None,
            Some("CAP"),
        ),
        (r#"{"etat": 3}"#, None, None),
        ("{}", None, None),
        ("null", None, None),
    ] {
        let link = read::<Lien>(sent);
        assert_eq!(
            link.certifinfo_code.and_then(|code| code.get()),
            code,
            "{sent}"
        );
        assert_eq!(link.certifinfo_intitule.as_deref(), title, "{sent}");
    }
    let link = read::<Lien>(r#"{"code": 1, "etat": 3, "x": [null]}"#);
    assert_eq!(link.others.len(), 2, "the rest is kept: {:?}", link.others);
}
