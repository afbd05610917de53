//! Hostile pages and scripts: no panic, and linear time.

use openapi_discover::reading::{configuration, page, script};
use openapi_document::parse;
use proptest::prelude::*;

/// Fragments of pages and scripts that reach deep into the readers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<script>",
            "</script>",
            "<script id=api-reference data-configuration='",
            "<redoc spec-url=",
            "<base href=",
            "<!--",
            "-->",
            "'",
            "\"",
            "`",
            "${",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ":",
            ",",
            ";",
            "=",
            "+",
            ".",
            "\\",
            "\\u",
            "\\u{",
            "\\x",
            "/*",
            "*/",
            "//",
            "/",
            "\n",
            "url",
            "urls",
            "spec",
            "swaggerDoc",
            "openapi",
            "SwaggerUIBundle",
            "Redoc.init",
            "JSON.parse",
            "location.origin",
            "return",
            "<link rel=service-desc href=",
            "<meta http-equiv=refresh content='0;url=",
            "1e9",
            "-",
            "&quot;",
            "é",
            "\u{2028}",
            "\u{feff}",
            "<",
            ">",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn read_all(text: &str) {
    page(text, Some("x"));
    script(text, None);
    if let Ok(value) = parse(text.as_bytes()) {
        configuration(&value, None);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_pieces_are_read(text in pieces()) {
        read_all(&text);
        read_all(&format!("<script>{text}"));
    }

    #[test]
    fn object_in_a_script_is_read_unchanged(title in "[^\\x00-\\x1f]{0,20}", padding in "[ \n\t]{0,3}") {
        let document = serde_json::json!({"openapi": "3.0.3", "info": {"title": title}, "x": [1, -2.5, null, true]});
        let text = format!("{padding}var a = {padding}{{ swaggerDoc:{padding}{document}{padding}, }};");
        let reading = script(&text, None);
        prop_assert_eq!(reading.hints.len(), 1);
        prop_assert_eq!(&reading.hints[0].target, &openapi_discover::reading::Target::Document(document));
    }
}

/// Each would take minutes if the cost were quadratic.
#[test]
fn long_texts_cost_linear_time() {
    const LENGTH: usize = 200_000;
    for unit in [
        "{",
        "[",
        "(",
        "({",
        "{a:",
        "{a:{}",
        "}",
        "'",
        "\"",
        "`",
        "`${",
        "${`",
        "/",
        "/[",
        "=/[",
        "/*",
        "//",
        "\\",
        "a.",
        "a=",
        "<",
        "<a ",
        "<a b",
        "<!--",
        "<script>",
        "</script",
        "<redoc spec-url=",
        "&",
        "&amp",
        "url:'a',",
        "{url:'a'}",
        "a(",
        "f({url:'a'});",
        "{openapi:'3'}",
        "<script>{",
        "<a href=openapi.json>",
        "<meta http-equiv=refresh content='0;url=",
    ] {
        let text = unit.repeat(LENGTH / unit.len());
        page(&text, None);
        script(&text, None);
        page(&format!("<script>{text}</script>"), None);
    }
}
