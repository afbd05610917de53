//! References, places, operations, and hidden characters.

use openapi_document::reference::{Broken, MAX_HOPS, Target};
use openapi_document::text::{escaped, is_bidi_override, is_hidden, one_line};
use openapi_document::{Node, Pointer, child, json_path, lookup, operations, resolve};
use serde_json::{Map, Value, json};

#[test]
fn reference_resolves_in_every_notation() {
    let document = json!({"paths": {"/a b/{c}": 1}, "50%": 2, "%41": 3, "A": 4, "list": [5]});
    for (reference, expected) in [
        ("#", Some(&document)),
        ("#/paths/~1a b~1{c}", Some(&json!(1))),
        ("#/paths/~1a%20b~1%7Bc%7D", Some(&json!(1))),
        ("#/50%", Some(&json!(2))),
        // The undecoded reference is tried before the decoded one.
        ("#/%41", Some(&json!(3))),
        ("#/list/0", Some(&json!(5))),
        ("#/list/00", None),
        ("#/list/+0", None),
        ("#/list/1", None),
        ("#A", None),
        ("other.json#/A", None),
        ("https://example.org/#/A", None),
        ("", None),
    ] {
        assert_eq!(lookup(&document, reference), expected, "{reference}");
    }
}

#[test]
fn chain_of_references_ends_at_the_limit() {
    let chain = |length: usize| {
        let link = |at: usize| (at.to_string(), json!({"$ref": format!("#/{}", at + 1)}));
        let mut links: Map<String, Value> = (0..length).map(link).collect();
        links.insert(length.to_string(), json!("end"));
        Value::from(links)
    };
    let short = chain(MAX_HOPS - 1);
    let last = format!("#/{}", MAX_HOPS - 1);
    let target = Target {
        value: &json!("end"),
        reference: Some(&*last),
    };
    assert_eq!(resolve(&short, &short["0"]), Ok(target));
    let long = chain(MAX_HOPS + 1);
    assert!(resolve(&long, &long["0"]).is_err());

    let circle = json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}});
    assert!(resolve(&circle, &circle["a"]).is_err());
    let dangling = json!({"a": {"$ref": "#/nothing"}});
    assert_eq!(resolve(&dangling, &dangling["a"]), Err(Broken("#/nothing")));
}

#[test]
fn json_path_selects_the_value_it_was_written_for() {
    let names = [
        "a",
        "_b1",
        "1a",
        "a b",
        "it's",
        r"back\slash",
        "\n",
        "\u{202e}",
        "\u{e0041}",
        "",
    ];
    for name in names {
        let document = json!({name: [{"x": 7}]});
        let path = Pointer::root()
            .join(name)
            .join("0")
            .join("x")
            .json_path(&document);
        assert!(!path.chars().any(is_hidden), "{path:?}");
        let parsed = serde_json_path::JsonPath::parse(&path);
        let parsed = parsed.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(
            parsed.query(&document).exactly_one().unwrap(),
            &json!(7),
            "{path}"
        );
    }
    assert_eq!(json_path::quoted("it's"), r"'it\'s'");
}

#[test]
fn node_knows_its_place_and_that_of_what_it_refers_to() {
    let document = json!({"a": [{"$ref": "#/b/c"}], "b": {"c": {"d": true}}});
    let entry = Node::root(&document)
        .member("a")
        .unwrap()
        .entries()
        .next()
        .unwrap();
    assert_eq!(entry.at.to_string(), "#/a/0");
    let target = entry.resolve().unwrap();
    assert_eq!(
        (target.at.to_string(), target.value),
        ("#/b/c".to_owned(), &document["b"]["c"])
    );
    let names: Vec<&str> = target.members().map(|(name, _)| name).collect();
    assert_eq!(names, ["d"]);
    assert!(entry.member("missing").is_none() && target.entries().next().is_none());
    assert_eq!(child(&document["a"], "0"), Some(&document["a"][0]));
}

#[test]
fn parameter_of_an_operation_replaces_that_of_its_path() {
    let document = json!({"paths": {"x-note": {"get": {}}, "/a": {
        "parameters": [
            {"name": "p", "in": "query", "description": "path"},
            {"name": "p", "in": "header", "description": "path"},
        ],
        "get": {"parameters": [{"$ref": "#/components/parameters/p"}]},
        "post": "no operation",
    }}, "components": {"parameters": {"p": {"name": "p", "in": "query", "description": "own"}}}});
    let [operation] = &operations(&document)[..] else {
        panic!("one operation")
    };
    let parameters = operation.parameters();
    let said: Vec<_> = parameters
        .iter()
        .map(|p| {
            (
                p.value["in"].as_str().unwrap(),
                p.value["description"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(said, [("query", "own"), ("header", "path")]);
}

#[test]
fn operations_of_any_json_are_listed_without_panic() {
    for document in [
        json!(null),
        json!([]),
        json!({"paths": []}),
        json!({"paths": {"/a": null, "/b": {"$ref": "#/paths/~1b"}, "/c": {"get": []}}}),
    ] {
        assert_eq!(operations(&document).len(), 0, "{document}");
    }
}

#[test]
fn hidden_characters_are_the_invisible_ones() {
    for c in "\0\u{1b}\u{9b}\n\u{ad}\u{61c}\u{200b}\u{200e}\u{2028}\u{202e}\u{2060}\u{2066}\u{3164}\u{feff}\u{fe0f}\u{e0041}".chars() {
        assert!(is_hidden(c), "{c:?}");
    }
    for c in "aé\u{a0}œ’…日😀 ".chars() {
        assert!(!is_hidden(c), "{c:?}");
    }
    assert!(is_bidi_override('\u{202e}') && !is_bidi_override('\u{200b}'));
    let text = "a\u{202e}b\u{1b}[2Jc\r\nd\u{e0041}";
    assert!(
        ![one_line(text), escaped(text)]
            .concat()
            .chars()
            .any(is_hidden)
    );
}
