//! The output of the renderers.

use openapi_drift::render::write;
use openapi_drift::{FailOn, Format, Subject, run};
use serde_json::{Value, json};

use crate::support::{compare, edit, receives, rich};

/// A report with a change of each severity and direction, and hostile texts.
fn changed() -> Value {
    let mut new = rich();
    for change in [
        json!({"drop": "/components/schemas/Prix/properties/monnaie"}),
        json!({"drop": "/paths/~1pieces~1{numero}/delete"}),
        json!({"set": "/paths/~1pieces/get/parameters/nom/required", "to": true}),
        json!({"set": "/paths/~1pieces/get/summary", "to": "Parts"}),
        json!({"push": "/paths/~1pieces/get/parameters", "value": {"name": "a|b`c @all\n::error::x%", "in": "query"}}),
        json!({"set": "/info/version", "to": "2|0 <b>@team</b>"}),
        json!({"push": "/paths/~1pieces/get/parameters", "value": {"name": "nameless"}}),
    ] {
        edit(&mut new, &change);
    }
    new
}

fn rendered(new: &Value, format: Format) -> String {
    let subject = Subject {
        base: "openapi/published.json",
        revision: "https://api.example/docs?a=1",
    };
    let mut out = Vec::new();
    // On a fixed day, so that the report does not change with the calendar.
    write(&compare(&rich(), new), &subject, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The output without colours, as when it is not a terminal.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn text() {
    let coloured = rendered(&changed(), Format::Text);
    assert!(coloured.contains("\u{1b}["), "no colour");
    insta::assert_snapshot!(plain(&coloured));
}

#[test]
fn text_without_drift() {
    insta::assert_snapshot!(plain(&rendered(&rich(), Format::Text)));
}

#[test]
fn json() {
    let text = rendered(&changed(), Format::Json);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["verdict"], "breaking");
    let keys: Vec<_> = value["changes"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "severity",
            "id",
            "direction",
            "operation",
            "location",
            "message"
        ]
    );
    insta::assert_snapshot!(text);
}

#[test]
fn json_without_drift() {
    insta::assert_snapshot!(rendered(&rich(), Format::Json));
}

#[test]
fn markdown() {
    let text = rendered(&changed(), Format::Markdown);
    // Every row of a table has as many unescaped bars as its header.
    for line in text.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 4, "{line}");
    }
    // Mentions have no effect in code; elsewhere a zero-width space follows the @.
    let words = |text: &str| text.split('`').step_by(2).collect::<String>();
    assert!(!words(&text).contains("@all") && !words(&text).contains("<b>"));
    insta::assert_snapshot!(text);
}

#[test]
fn markdown_without_drift() {
    insta::assert_snapshot!(rendered(&rich(), Format::Markdown));
}

#[test]
fn github() {
    let text = rendered(&changed(), Format::Github);
    for line in text.lines().filter(|line| line.contains("::")) {
        assert!(
            line.starts_with("::error file=")
                || line.starts_with("::warning file=")
                || line.starts_with("::notice "),
            "{line}"
        );
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_exit_code_follows_fail_on() {
    let subject = Subject {
        base: "a",
        revision: "b",
    };
    let mut docs = rich();
    edit(&mut docs, &json!({"set": "/info/title", "to": "Workshop"}));
    let breaking = changed();
    for (new, fail_on, expected) in [
        (&rich(), FailOn::Any, 0),
        (&docs, FailOn::Any, 4),
        (&docs, FailOn::Breaking, 0),
        (&breaking, FailOn::Breaking, 4),
        (&breaking, FailOn::Never, 0),
    ] {
        let outcome = run(
            &rich(),
            new,
            None,
            &subject,
            Format::Json,
            fail_on,
            &mut Vec::new(),
        )
        .unwrap();
        assert_eq!(outcome.exit_code(), expected, "{fail_on:?}");
    }
    let error = run(
        &rich(),
        &json!([]),
        None,
        &subject,
        Format::Text,
        FailOn::Any,
        &mut Vec::new(),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "not an OpenAPI document: it is a list, not an object"
    );
}

#[test]
fn change_of_a_hundred_properties_is_one_line() {
    let names: Vec<String> = (0..100).map(|at| format!("p{at}")).collect();
    let properties: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "string"})))
        .collect();
    let old = receives(&json!({"type": "object", "properties": properties}));
    let new = receives(&json!({"type": "object", "properties": properties, "required": names}));
    let report = compare(&old, &new);
    assert_eq!(report.changes.len(), 100);
    for (format, mark) in [
        (Format::Text, "is required now"),
        (Format::Markdown, "is required now"),
        (Format::Github, "is required now"),
    ] {
        let subject = Subject {
            base: "old.json",
            revision: "new.json",
        };
        let mut out = Vec::new();
        write(&report, &subject, format, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written.matches(mark).count(), 1, "{written}");
        assert!(written.contains("100 times"), "{written}");
        assert!(written.contains("and 92 more"), "{written}");
    }
}
