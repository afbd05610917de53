//! Names that attack the program that shows a report.

use openapi_drift::render::write;
use openapi_drift::{Format, Subject};
use serde_json::{Value, json};

use crate::support::{compare, edit, rich};

/// Starts a line, a workflow command, an escape sequence, a reversal of the text order.
const NAME: &str =
    "a\n::error file=x::b\r::set-output name=x::c\u{1b}[2J\u{9b}2J\u{202e}d\u{200b}\u{e0041}%0A::e";

#[test]
fn no_name_gives_orders_to_a_log_or_a_terminal() {
    let mut new = rich();
    let parameter =
        json!({"name": NAME, "in": "query", "required": true, "schema": {"type": "string"}});
    for change in [
        json!({"push": "/paths/~1pieces/get/parameters", "value": parameter}),
        json!({"push": "/paths/~1pieces/get/parameters", "value": {"name": NAME}}),
        json!({"set": "/info/version", "to": NAME}),
        json!({"set": "/info/title", "to": NAME}),
    ] {
        edit(&mut new, &change);
    }
    new["paths"][format!("/{NAME}")] = json!({"get": {"operationId": NAME, "responses": {}}});
    for (report, expected) in [
        (compare(&rich(), &new), "added"),
        (compare(&new, &rich()), "removed"),
    ] {
        assert!(
            report
                .changes
                .iter()
                .any(|change| change.id.contains(expected))
        );
        let written = |format| {
            let subject = Subject {
                base: NAME,
                revision: NAME,
            };
            let mut out = Vec::new();
            write(&report, &subject, format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };

        let text = anstream::adapter::strip_str(&written(Format::Text)).to_string();
        let unseen = |c: char| openapi_document::text::is_hidden(c) && c != '\n';
        for shown in [&text, &written(Format::Github), &written(Format::Markdown)] {
            assert!(!shown.contains(unseen), "{shown:?}");
        }
        assert!(!written(Format::Text).contains("\u{1b}[2J"));
        assert!(text.lines().all(|line| !line.starts_with("::")), "{text}");

        let github = written(Format::Github);
        let commands = github
            .split(['\n', '\r'])
            .filter(|line| line.starts_with("::"));
        let notes = usize::from(!report.notes.is_empty());
        assert_eq!(commands.count(), report.changes.len() + notes, "{github}");

        let json: Value = serde_json::from_str(&written(Format::Json)).unwrap();
        assert_eq!(
            json["changes"].as_array().unwrap().len(),
            report.changes.len()
        );
        let markdown = written(Format::Markdown);
        assert!(
            markdown.lines().all(|line| !line.starts_with("::")),
            "{markdown}"
        );
    }
}
