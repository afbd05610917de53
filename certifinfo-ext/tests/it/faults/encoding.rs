//! An answer in another encoding than JSON's is told, and never taken for nothing.

use certifinfo_ext::prelude::*;

/// A search answer and a certification with `é` as Latin-1 writes it, in a property that nobody
/// documented or in one that everybody reads.
fn answers(property: &str) -> [Vec<u8>; 2] {
    let record =
        format!(r#"{{"certifinfo_code":1,"certifinfo_intitule":"a","{property}":"caf#"}}"#);
    let page = format!(r#"{{"total":1,"data":[{record}]}}"#);
    [page, record].map(|text| {
        let latin = |byte| if byte == b'#' { 0xe9 } else { byte };
        text.bytes().map(latin).collect()
    })
}

#[test]
fn an_answer_that_is_not_utf_8_is_an_error_wherever_it_is_not() {
    for property in ["inconnu", "certifinfo_intitule_court", "etat_libelle"] {
        let [page, certification] = answers(property);
        for error in [
            Page::from_json(page, 1, 100).unwrap_err(),
            Certification::from_json(certification).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Decode, "{property}");
            let text = error.to_string();
            assert!(text.contains("not UTF-8"), "{property}: {text}");
            assert!(text.contains("caf"), "the place is shown: {text}");
        }
    }
}

#[test]
fn a_web_page_in_another_encoding_is_a_web_page() {
    let page = b"<html><body>Service indisponible, d\xe9sol\xe9</body></html>".to_vec();
    let error = Page::from_json(page, 1, 100).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Server);
    assert!(
        error.to_string().contains("Service indisponible"),
        "{error}"
    );
}
