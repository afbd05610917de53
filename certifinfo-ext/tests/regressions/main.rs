//! Inputs that broke something once.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use certifinfo_ext::{Certification, ErrorKind, Page};

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
