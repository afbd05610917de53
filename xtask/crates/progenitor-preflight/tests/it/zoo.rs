//! The zoo: every construct that the generator fails on or handles wrongly.

use crate::accept;
use openapi_document::parse;
use serde_json::{Value, json};

/// The documents of `zoo.yaml` by name.
pub(crate) fn zoo() -> Vec<(String, Value)> {
    let zoo = parse(include_bytes!("../zoo.yaml")).unwrap();
    let Value::Object(zoo) = zoo else { panic!() };
    let whole = |mut document: Value| {
        for (key, value) in [
            ("openapi", json!("3.0.3")),
            ("info", json!({"title": "t", "version": "1"})),
        ] {
            if document.get(key).is_none() {
                document[key] = value;
            }
        }
        document
    };
    zoo.into_iter()
        .map(|(name, document)| (name, whole(document)))
        .collect()
}

/// The result of each document, as displayed.
#[test]
fn zoo_is_accepted_or_refused_as_recorded() {
    let lines: Vec<String> = zoo()
        .into_iter()
        .map(|(name, document)| match accept(&document) {
            Ok((_, repairs)) if repairs.is_empty() => format!("{name}: accepted"),
            Ok((_, repairs)) => format!("{name}: accepted\n  {}", repairs.join("\n  ")),
            Err(refused) => format!("{name}: refused\n{refused}"),
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// The search for rejected parts is only for unforeseen constructs.
#[test]
fn zoo_never_needs_the_search() {
    for (name, document) in zoo() {
        if let Ok((_, repairs)) = accept(&document) {
            let searched = repairs
                .iter()
                .find(|repair| repair.contains("does not take"));
            assert_eq!(searched, None, "{name}");
        }
    }
}
