//! Reading JSON and YAML: values, errors, and robustness against any input.

use openapi_document::parse;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn reads_json_and_yaml_by_what_is_written() {
    for (text, expected) in [
        ("{\"a\": 1}", json!({"a": 1})),
        ("\u{feff}{\"a\": 1}", json!({"a": 1})),
        ("\u{feff}a: 1", json!({"a": 1})),
        (
            " \n\t[1, null, -2, 1.5, \"\\u00e9\"]\n",
            json!([1, null, -2, 1.5, "é"]),
        ),
        ("{a: 1, b: [x]}", json!({"a": 1, "b": ["x"]})),
        ("---\na: 1\n...\n", json!({"a": 1})),
        (
            "a: no\nb: on\nc: yes\nd: y",
            json!({"a": "no", "b": "on", "c": "yes", "d": "y"}),
        ),
        (
            "a: true\nb: ~\nc:",
            json!({"a": true, "b": null, "c": null}),
        ),
        (
            "at: 2024-01-31\ntime: 12:30:45",
            json!({"at": "2024-01-31", "time": "12:30:45"}),
        ),
        (
            "version: 1.0\nother: 1.0.0",
            json!({"version": 1.0, "other": "1.0.0"}),
        ),
        (
            "200: a\n'404': b\n5XX: c",
            json!({"200": "a", "404": "b", "5XX": "c"}),
        ),
        (
            "a: |\n  x\n  y\nb: >-\n  l\n  m",
            json!({"a": "x\ny\n", "b": "l m"}),
        ),
        (
            "x: &x {p: 1, q: 2}\ny:\n  <<: *x\n  q: 3",
            json!({"x": {"p": 1, "q": 2}, "y": {"p": 1, "q": 3}}),
        ),
        (
            "<html><body>oops</body></html>",
            json!("<html><body>oops</body></html>"),
        ),
        ("", Value::Null),
    ] {
        assert_eq!(parse(text.as_bytes()).as_ref(), Ok(&expected), "{text}");
    }
}

#[test]
fn reads_deep_nesting_up_to_the_limit() {
    for text in ["- ".repeat(120) + "x", "[".repeat(120) + &"]".repeat(120)] {
        assert!(parse(text.as_bytes()).is_ok());
    }
}

#[test]
fn keeps_the_order_of_keys() {
    for text in ["{\"z\": 1, \"a\": 2, \"m\": 3}", "z: 1\na: 2\nm: 3"] {
        let value = parse(text.as_bytes()).unwrap();
        assert_eq!(
            value.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["z", "a", "m"]
        );
    }
}

#[test]
fn error_shows_its_place() {
    let faults: Vec<String> = [
        &b"{\n  \"openapi\": \"3.0.3\"\n  \"info\": {}\n}"[..],
        b"{\"a\": 1, \"a\": 2}",
        b"{\"a\": [1, 2",
        "{\"accentué\": \"é\" oops}".as_bytes(),
        b"{\"a\": NaN, // no\n}",
        b"{\"a\": 1,}",
        b"{a: 1, b: [}",
        b"openapi: 3.0.3\ninfo: title: x\n",
        b"a: 1\nb: 2\na: 3\n",
        b"a: 1\n---\nb: 2\n",
        b"a: *nowhere",
        b"a:\n\t- b",
        b"\xFF\xFEa\0",
        b"ok: 1\nbad: \xC3\x28",
    ]
    .into_iter()
    .map(|text| parse(text).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(faults.join("\n\n"));
}

#[test]
fn error_in_a_minified_document_shows_an_excerpt() {
    let text = format!("{{\"a\": \"{}\", oops}}", "x".repeat(1_000_000));
    let fault = parse(text.as_bytes()).unwrap_err().to_string();
    assert!(fault.len() < 600 && fault.contains("oops"), "{fault}");
}

#[test]
fn hostile_text_is_rejected_cheaply() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    let mut merges = String::from("a0: &a0 {x: 1}\n");
    for i in 1..40 {
        let last = i - 1;
        bomb += &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{last}"); 9].join(","));
        merges += &format!("a{i}: &a{i} {{ <<: [*a{last}, *a{last}] }}\n");
    }
    let long = format!(
        "a: &a {}\nb: [{}]",
        "x".repeat(1_000_000),
        "*a,".repeat(1_000)
    );
    let stairs: String = (0..2_000)
        .map(|i| format!("{}a:\n", " ".repeat(i)))
        .collect();
    for (name, text) in [
        ("brackets", "[".repeat(100_000)),
        ("JSON objects", "{\"a\":".repeat(100_000)),
        (
            "closed brackets",
            "[".repeat(100_000) + &"]".repeat(100_000),
        ),
        ("flow mappings", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(100_000)),
        ("explicit keys", "? ".repeat(100_000)),
        ("stairs", stairs),
        ("alias bomb", bomb),
        ("merge bomb", merges),
        ("long aliases", long),
        ("128 levels", "- ".repeat(129) + "x"),
        ("itself", "a: &a [*a]".to_owned()),
    ] {
        assert!(parse(text.as_bytes()).is_err(), "{name}");
    }
}

proptest! {
    #[test]
    fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn never_panics_on_what_looks_like_yaml(text in "([a-z&*!|>?:\\-{}\\[\\],\"'#% \n\t<0-9.~]|<<: |é){0,80}") {
        if let Err(fault) = parse(text.as_bytes()) {
            prop_assert!(!fault.to_string().is_empty());
        }
    }
}

#[test]
fn text_with_a_leading_zero_is_a_text() {
    let yaml = "a: 08\nb: [01, 10, +07, 0]\nc: &c -012\nd: *c\ne: 0.5\nf: 0x1F\ng: '09'\nh: |\n  x: 08\n\
                i: {j: 0888, k: 8}\nl: 2024-01-05\n? 007\n: 00\n";
    let expected = json!({
        "a": "08", "b": ["01", 10, "+07", 0], "c": "-012", "d": "-012", "e": 0.5, "f": 31,
        "g": "09", "h": "x: 08\n", "i": {"j": "0888", "k": 8}, "l": "2024-01-05", "007": "00",
    });
    assert_eq!(parse(yaml.as_bytes()).unwrap(), expected);
}

#[test]
fn yaml_of_common_producers_is_read() {
    for (yaml, expected) in [
        ("a: [1, 2,]\n", json!({"a": [1, 2]})),
        ("a: {b: 1,}\n", json!({"a": {"b": 1}})),
        ("a: {b: 1,\n}\n", json!({"a": {"b": 1}})),
        (
            "a: [\n  x,\n  y,\n]\nb: 1\n",
            json!({"a": ["x", "y"], "b": 1}),
        ),
        ("a: {\nb: 1\n}\n", json!({"a": {"b": 1}})),
        ("a:\n  b: \"x\ny\"\n", json!({"a": {"b": "x y"}})),
        ("a:\n  b: 'x\n\n  y'\n", json!({"a": {"b": "x\ny"}})),
        ("a: \"x \\\n  y\"\n", json!({"a": "x y"})),
        ("a:\n- b\n- c\n", json!({"a": ["b", "c"]})),
        ("a: {\"b\":1}\n", json!({"a": {"b": 1}})),
    ] {
        match parse(yaml.as_bytes()) {
            Ok(value) => assert_eq!(value, expected, "{yaml}"),
            Err(error) => panic!("{yaml}: {error}"),
        }
    }
}
