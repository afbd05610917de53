//! What people read when a code is refused.

use std::error::Error;
use std::fmt::Write;

use certifinfo_ext::codes::{CodeError, CodeErrorKind, FicheCode, NsfCode, RncpCode, RomeCode};

use crate::codes::kinds::{Mode, reader};

/// Kind and text; each is refused in both modes, or in strict mode with advice to be lenient.
const WRONG: &[(&str, &str)] = &[
    ("certif_info", "0"),
    ("certif_info", "0112928"),
    ("certif_info", "112928.0"),
    ("certif_info", "RNCP35419"),
    ("certif_info", "24_207481|24_1461105|103425"),
    ("rncp", ""),
    ("rncp", "NR"),
    ("rncp", "rncp 35419"),
    ("rncp", "RNCP"),
    ("rncp", "RNCP12803?"),
    ("rncp", "RNCP187485"),
    ("rncp", "R24440"),
    ("rncp", "RS5000"),
    ("rncp", "RNCP35419|RNCP35420"),
    ("rncp", "https://example.org/recherche/rncp/35419/"),
    ("rncp", "３５４１９"),
    ("rncp", "RNCP35\n419\u{202e}"),
    ("rs", "RNCP35419"),
    ("rs", "RS5000BC01"),
    ("rs", "ELU1001"),
    ("fiche", "35419"),
    ("fiche", "RNCP37674BC01"),
    ("bloc", "01"),
    ("bloc", "RNCP35419"),
    ("bloc", "RNCP35419BC001"),
    ("bloc", "RNCP187485BC01"),
    ("bloc", "RNCP35419BC"),
    ("bloc", "RS5000BC01"),
    ("bloc", "RNCP35419BC00"),
    ("bloc", "RNCP35419BCO1"),
    ("rome", "M18O5"),
    ("rome", "11111"),
    ("rome", "M18"),
    ("formacode", "21538 : Boulangerie"),
    ("formacode", "V13:21538"),
    ("formacode", "2153"),
    ("formacode", "21\t538"),
    ("nsf", "326a"),
    ("nsf", "339"),
    ("nsf", "32"),
    ("nsf", "326t\u{200b}"),
    ("nsf", "326tt"),
    ("niveau", "13"),
    ("niveau", "V bis"),
    ("niveau", "XX"),
    ("niveau", "9"),
    ("cfd", "2500279"),
    ("cfd", "500-224-27"),
    ("cfd", "inf"),
    ("sise", "0000000"),
    ("sise", "25002790"),
    ("ideo2", "FOR5740"),
    ("ideo2", "5740"),
    ("ideo2", "FOR."),
    ("ideo2", "FOR.1234567"),
    ("ideo2", "FOR.0192"),
    ("type_diplome", "Brevet de technicien supérieur"),
    ("type_diplome", "099"),
    ("etat", "00"),
    ("etat", "Publié"),
    ("accessibilite", "3"),
    ("accessibilite", "true"),
    ("date_maj", "31/02/2024"),
    ("date_maj", "2020-07-29"),
    ("date_maj", "29-07-2020"),
    ("date_maj", "29072020"),
    ("date_maj", "45502"),
    ("annee_session", "1899"),
    ("annee_session", "2025-2026"),
];

#[test]
fn messages() {
    let mut table = String::new();
    for (kind, text) in WRONG {
        let reader = reader(kind).expect(kind);
        let message = reader(text, Mode::Strict).expect_err(text);
        writeln!(table, "{kind}: {message}").expect("a string takes everything");
        match reader(text, Mode::Lenient) {
            Ok(_) => assert!(message.contains("`parse_lenient` reads it as"), "{message}"),
            Err(lenient) if lenient != message => {
                writeln!(table, "  leniently: {lenient}").expect("a string takes everything");
            }
            Err(_) => {}
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn kinds_and_places() {
    let kind = |text: &str| text.parse::<RncpCode>().expect_err(text).kind();
    assert_eq!(kind(""), CodeErrorKind::Empty);
    assert_eq!(kind("SQWQ"), CodeErrorKind::Absent);
    assert_eq!(kind("RNCP187485"), CodeErrorKind::Length);
    assert_eq!(kind("RNCPé"), CodeErrorKind::BadChar { position: 4 });
    assert_eq!(kind("RNCP0"), CodeErrorKind::Zero);
    assert_eq!(kind("RNCP035419"), CodeErrorKind::LeadingZero);
    assert_eq!(kind("CPF206"), CodeErrorKind::WrongPrefix);
    assert_eq!(kind("RS5000"), CodeErrorKind::WrongRegister);
    assert_eq!(kind("M1805"), CodeErrorKind::WrongPrefix);
    assert_eq!(kind("https://example.org/"), CodeErrorKind::WrongAddress);

    let ambiguous = FicheCode::parse_lenient("35419").expect_err("ambiguous");
    assert_eq!(ambiguous.kind(), CodeErrorKind::Ambiguous { numero: 35419 });
}

#[test]
fn places_are_those_of_the_text_that_was_given() {
    let error = RomeCode::parse_lenient("\u{a0} m18o5").expect_err("a letter O");
    assert_eq!(error.position(), Some(6));
    assert_eq!(error.input(), "\u{a0} m18o5");

    for (pasted, position) in [("(«M18O5»);", 6), ("Code ROME : M18O5.", 15)] {
        let error = RomeCode::parse_lenient(pasted).expect_err("a letter O");
        assert_eq!(error.position(), Some(position), "{pasted}");
        assert!(error.to_string().contains("a letter O"), "{error}");
    }
    let error = NsfCode::parse_lenient("NSF 326z,").expect_err("another letter");
    assert_eq!(error.kind(), CodeErrorKind::WrongLetter { position: 7 });
}

#[test]
fn a_long_text_is_shortened() {
    let text = "é".repeat(10_000);
    let error = text.parse::<RncpCode>().expect_err("no code");
    assert!(error.is_shortened());
    assert!(error.to_string().len() < 400, "{error}");
    assert!(text.starts_with(error.input()));
    // Only its first bytes are kept: what they count to is not what the text counts to.
    let error = "1".repeat(10_000).parse::<RncpCode>().expect_err("no code");
    assert!(
        error.to_string().contains(": it is far too long;"),
        "{error}"
    );
}

#[test]
fn an_error_travels() {
    fn travels<T: Error + Send + Sync + Clone + Eq + 'static>() {}
    travels::<CodeError>();
    assert!(size_of::<Result<RncpCode, CodeError>>() <= 32);
}
