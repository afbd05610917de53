//! Inputs that broke something once.

use certifinfo_ext::{Certification, ErrorKind, Page};
use certifinfo_sdk::link::Lien;
use certifinfo_sdk::scalar::LenientInt;

/// Serde reads a list as a structure too, field by field in their order: this one was a page, with
/// records that nobody could get at.
#[test]
fn a_list_is_no_page_and_no_certification() {
    let nulls = (0..80).map(|length| format!(" [{}]", vec!["null"; length].join(",")));
    let others = [r#"[1, [{"certifinfo_code": 1}]]"#, "[[{}], 1]", "["].map(str::to_owned);
    for list in nulls.chain(others) {
        let page = Page::from_json(list.clone(), 1, 100).unwrap_err();
        let certification = Certification::from_json(list.clone()).unwrap_err();
        assert_eq!(page.kind(), ErrorKind::Decode, "{list}");
        assert_eq!(certification.kind(), ErrorKind::Decode, "{list}");
        assert!(page.to_string().contains("is a list"), "{page}");
    }
}

/// A link whose own name holds nothing readable was read by another name, and written with its own
/// name twice.
#[test]
fn a_link_is_written_with_each_name_once() {
    for (sent, code, title) in [
        (
            r#"{"certifinfo_intitule": [[null], 1], "libelle": "a"}"#,
            None,
            None,
        ),
        (r#"{"certifinfo_code": {"a": 1}, "code": 5}"#, None, None),
        (
            r#"{"certifinfo_code": "", "code": 5, "libelle": "a"}"#,
            Some(5),
            Some("a"),
        ),
        (
            r#"{"certifinfo_code": [], "id": 5, "certifinfo_intitule": {}, "intitule": "a"}"#,
            Some(5),
            Some("a"),
        ),
        (r#"{"certifinfo_code": null, "id": [5]}"#, Some(5), None),
        (
            r#"{"certifinfo_code": "", "certifinfo_intitule": null}"#,
            None,
            None,
        ),
    ] {
        let link: Lien = serde_json::from_str(sent).unwrap();
        let read = link.certifinfo_code.as_ref().and_then(LenientInt::get);
        assert_eq!(read, code, "{sent}");
        assert_eq!(link.certifinfo_intitule.as_deref(), title, "{sent}");
        let written = serde_json::to_string(&link).unwrap();
        for name in ["\"certifinfo_code\"", "\"certifinfo_intitule\""] {
            assert!(written.matches(name).count() < 2, "{written}");
        }
        assert_eq!(
            serde_json::from_str::<Lien>(&written).unwrap(),
            link,
            "{written}"
        );
    }
}
