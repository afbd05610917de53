//! What holds for every code and every text, whatever it is.

use certifinfo_ext::codes::{
    self, BlocCode, CertifInfoCode, Code, FicheCode, Formacode, RncpCode, RsCode, split_code_label,
};
use proptest::prelude::*;

use certifinfo_ext::for_each_code;

/// Texts that come near to codes: pieces of codes, separators and traps, in any order.
fn near_codes() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        proptest::sample::select(vec![
            "RNCP",
            "rncp",
            "RS",
            "BC",
            "FOR.",
            "TYPDISP.",
            "NIV",
            "niveau",
            "n°",
            "https://www.",
            "francecompetences.fr/recherche/",
            "rncp/",
            "onisep.fr/http/redirection/formation/slug/",
            " ",
            "\u{a0}",
            "\u{feff}",
            "\u{202f}",
            "-",
            "_",
            ".",
            ",",
            "/",
            "?",
            "#",
            ":",
            "0",
            "é",
            "３",
            "𝟛",
            "M18",
            "320",
            "35419",
            "26E31103",
            "t",
            "z",
            "\0",
            "\u{2013}",
            "29/07/2020",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,9}",
        "[0-9A-Z]{5,9}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

/// The strict form itself, so that the laws meet many codes.
fn codes_of(pattern: &str) -> impl Strategy<Value = String> + use<> {
    // The strategy takes no anchors.
    proptest::string::string_regex(pattern.trim_matches(['^', '$'])).expect("a strategy")
}

fn check_laws<T: Code + serde::Serialize + serde::de::DeserializeOwned>(
    text: &str,
) -> Result<(), TestCaseError> {
    let strict = text.parse::<T>();
    let lenient = T::parse_lenient(text);
    if let Ok(code) = strict.clone() {
        prop_assert_eq!(lenient.clone(), Ok(code), "strict is a part of lenient");
    }
    if let Ok(code) = lenient.clone() {
        let shown = code.to_string();
        prop_assert_eq!(shown.parse::<T>(), Ok(code), "what is shown reads back");
        prop_assert_eq!(T::parse_lenient(&shown), Ok(code));
        let padded = format!("\u{feff} {shown}\t\u{a0}");
        prop_assert_eq!(
            T::parse_lenient(&padded),
            Ok(code),
            "white space is no matter"
        );
        let json = serde_json::to_string(&code).expect("a code is JSON");
        prop_assert_eq!(
            serde_json::from_str::<T>(&json).expect("its JSON reads back"),
            code
        );
    }
    for error in [strict.err(), lenient.err()].into_iter().flatten() {
        let message = error.to_string();
        prop_assert!(!message.contains(['\n', '\r', '\0']), "{message:?}");
        prop_assert!(
            error.position().is_none_or(|at| at <= text.len()),
            "{error:?}"
        );
        prop_assert!(text.starts_with(error.input()));
    }
    prop_assert!(
        T::parse_list(text).lenient().count() <= text.len(),
        "no item comes from nothing"
    );
    Ok(())
}

proptest! {
    #[test]
    fn no_text_breaks_a_law(text in prop_oneof![near_codes(), any::<String>()]) {
        macro_rules! check {
            ($($code:ident),*) => { $(check_laws::<codes::$code>(&text)?;)* };
        }
        for_each_code!(check);
        let _ = text.parse::<codes::BrancheProA>();
        let _ = split_code_label(&text);
    }

    #[test]
    fn numbers_are_ordered_as_numbers(a in 1u32..100_000, b in 1u32..100_000) {
        prop_assert_eq!(RncpCode::new(a)?.cmp(&RncpCode::new(b)?), a.cmp(&b));
        prop_assert_eq!(RsCode::new(a)?.cmp(&RsCode::new(b)?), a.cmp(&b));
        prop_assert_eq!(CertifInfoCode::new(a)?.cmp(&CertifInfoCode::new(b)?), a.cmp(&b));
        prop_assert!(FicheCode::from(RncpCode::new(a)?) < FicheCode::from(RsCode::new(b)?));
        if a.min(b) >= 10_000 {
            prop_assert_eq!(Formacode::new(a)?.cmp(&Formacode::new(b)?), a.cmp(&b));
        }
        let bloc = |numero| BlocCode::parse_lenient(&format!("RNCP{numero}BC01"));
        prop_assert_eq!(bloc(a)?.cmp(&bloc(b)?), a.cmp(&b));
    }

    #[test]
    fn a_number_and_its_text_are_one(n in any::<u32>()) {
        prop_assert_eq!(RncpCode::new(n).ok(), n.to_string().parse().ok());
        prop_assert_eq!(CertifInfoCode::new(n).ok(), n.to_string().parse().ok());
        prop_assert_eq!(Formacode::new(n).ok(), n.to_string().parse().ok());
    }

    #[test]
    fn a_list_is_its_items(numbers in proptest::collection::vec(1u32..100_000, 0..9), mark in "[,;|/ ]| [,;|/] ") {
        let text = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(&mark);
        let codes: Result<Vec<_>, _> = RncpCode::parse_list(&text).collect();
        let codes: Vec<_> = codes.expect("each is a number").into_iter().map(RncpCode::numero).collect();
        prop_assert_eq!(codes, numbers);
    }
}

/// The pattern that a kind publishes and the reader that it has say the same of every text.
#[test]
fn the_pattern_is_the_reader() {
    macro_rules! check {
        ($($code:ident),*) => {$(
            let kind = codes::$code::KIND;
            let pattern = regex::Regex::new(kind.pattern).expect(kind.name);
            let config = ProptestConfig { cases: 500, ..ProptestConfig::default() };
            let texts = prop_oneof![codes_of(kind.pattern), near_codes()];
            proptest::test_runner::TestRunner::new(config)
                .run(&texts, |text| {
                    check_laws::<codes::$code>(&text)?;
                    let read = text.parse::<codes::$code>().is_ok();
                    prop_assert!(!read || pattern.is_match(&text), "{} reads {text:?}", kind.name);
                    // The calendar is beyond a pattern.
                    let more = kind.name == "date_maj";
                    prop_assert!(read || more || !pattern.is_match(&text), "{} refuses {text:?}", kind.name);
                    Ok(())
                })
                .expect(kind.name);
            assert!(kind.example.parse::<codes::$code>().is_ok(), "{}", kind.name);
        )*};
    }
    for_each_code!(check);
}

/// Few texts are near an NSF code, so that all of them can be asked.
#[test]
fn the_pattern_of_the_nsf_is_the_law() {
    let pattern = regex::Regex::new(codes::NsfCode::KIND.pattern).expect("a pattern");
    for number in 0..1000 {
        for letter in std::iter::once(None).chain(('a'..='z').map(Some)) {
            let text = format!("{number:03}{}", letter.map_or(String::new(), String::from));
            assert_eq!(
                text.parse::<codes::NsfCode>().is_ok(),
                pattern.is_match(&text),
                "{text}"
            );
        }
    }
}

/// Numbers of five digits with their prefix are read in one go: each of them, and none that is near.
#[test]
fn every_number_of_the_rncp_is_read_as_itself() {
    for number in 1..100_000 {
        let text = format!("RNCP{number}");
        assert_eq!(text.parse::<RncpCode>().map(RncpCode::numero), Ok(number));
    }
    for place in 0..9 {
        for byte in 0..=0x7f {
            let mut text = *b"RNCP35419";
            text[place] = byte;
            let text = std::str::from_utf8(&text).expect("ASCII");
            let number = text
                .strip_prefix("RNCP")
                .filter(|digits| !digits.starts_with('0'));
            let expected = number.and_then(|digits| digits.parse::<u32>().ok());
            // Rust reads a sign.
            let expected = expected.filter(|_| !text.contains('+'));
            assert_eq!(
                text.parse().map(RncpCode::numero).ok(),
                expected,
                "{text:?}"
            );
        }
    }
}
