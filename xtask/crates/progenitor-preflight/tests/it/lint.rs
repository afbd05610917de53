//! Each rule speaks where it has to, and is right: the generator is asked.

use crate::cases::{Case, Without, cases, operation};
use crate::generator::generate;
use crate::lint;
use progenitor_preflight::{Finding, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn found<'a>(findings: &'a [Finding], id: &str) -> Option<&'a Finding> {
    findings.iter().find(|finding| finding.id == id)
}

#[test]
fn every_rule_speaks_where_it_has_to() {
    for (id, document, _) in cases() {
        let findings = lint(&document);
        assert!(
            found(&findings, id).is_some(),
            "{id} says nothing of {document}: {findings:#?}"
        );
    }
}

/// What the rules claim of the generator is so: without them it fails, or is silently wrong.
#[test]
fn without_the_lint_the_generator_fails_or_is_wrong() {
    for (id, document, without) in cases() {
        match without {
            Without::Fails => {
                let outcome = generate(&document);
                assert!(outcome.is_err(), "{id}: the generator takes {document}");
            }
            Without::Wrong(why) => {
                let outcome = generate(&document);
                assert!(outcome.is_ok(), "{id} ({why}): {outcome:?} for {document}");
            }
            Without::Overflows => {} // it would take the test down
        }
    }
}

/// Reads the overlay actions of a fix: each value stands on one line, as JSON.
fn actions(fix: &str) -> Option<Vec<Value>> {
    let mut actions: Vec<Value> = Vec::new();
    for line in fix.lines() {
        let (key, value) = line
            .trim_start_matches("- ")
            .trim_start()
            .split_once(": ")?;
        let value = serde_json::from_str(value).ok()?;
        if line.starts_with("- ") {
            actions.push(json!({}));
        }
        actions.last_mut()?[key] = value;
    }
    Some(actions)
}

/// A fix that is nothing but actions mends what it is offered for when it is pasted.
#[test]
fn the_actions_of_a_fix_mend_the_finding() {
    let mut mended = BTreeSet::new();
    for (id, document, _) in cases() {
        let findings = lint(&document);
        let finding = found(&findings, id).unwrap();
        let Some(actions) = actions(&finding.fix) else {
            continue;
        };
        let overlay =
            json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions});
        let applied = openapi_overlay::apply(document, &overlay)
            .unwrap_or_else(|error| panic!("{id}: {error}\n{}", finding.fix));
        let left = lint(&applied.document);
        assert!(
            !left
                .iter()
                .any(|other| other.id == id && other.location == finding.location),
            "{id} is still there after\n{}\n{left:#?}",
            finding.fix
        );
        mended.insert(id);
    }
    assert!(mended.len() > 45, "{}: {mended:?}", mended.len());
}

#[test]
fn findings_read_well() {
    let mut seen = BTreeSet::new();
    let told: Vec<String> = cases()
        .into_iter()
        .filter(|(id, _, _): &Case| seen.insert(*id))
        .map(|(id, document, _)| found(&lint(&document), id).unwrap().to_string())
        .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn errors_stop_and_warnings_do_not() {
    let warnings: BTreeSet<_> = cases()
        .into_iter()
        .flat_map(|(_, document, _)| lint(&document))
        .filter(|finding| finding.severity == Severity::Warning)
        .map(|finding| finding.id)
        .collect();
    assert_eq!(
        warnings.into_iter().collect::<Vec<_>>(),
        [
            "body-optional",
            "component-name",
            "header-reserved",
            "key-unknown",
            "operation-ignored",
            "query-reserved",
            "reference-siblings",
            "response-ignored",
            "response-success-missing",
        ]
    );
}

#[test]
fn the_fix_of_differing_responses_keeps_the_one_that_says_something() {
    let body =
        json!({"description": "", "content": {"application/json": {"schema": {"type": "object"}}}});
    let nothing = json!({"description": ""});
    for (responses, removed) in [
        (
            json!({"200": {"description": ""}, "401": nothing, "404": body, "403": nothing}),
            ["401", "403"].as_slice(),
        ),
        (json!({"204": nothing, "200": body}), &["204"]),
    ] {
        let document = operation(json!({"responses": responses}));
        let findings = lint(&document);
        let fix = &found(&findings, "response-schemas").unwrap().fix;
        let actions: Vec<String> = removed
            .iter()
            .map(|code| {
                format!("- target: \"$.paths['/a'].get.responses['{code}']\"\n  remove: true")
            })
            .collect();
        assert_eq!(*fix, actions.join("\n"));
    }
}

#[test]
fn a_plain_document_has_no_finding() {
    assert_eq!(lint(&operation(json!({}))), []);
}

#[test]
fn bounds_are_kept() {
    let mut many = operation(json!({}));
    let paths: serde_json::Map<_, _> = (0..1_001)
        .map(|number| (format!("/{number}"), json!({})))
        .collect();
    many["paths"] = paths.into();
    let deep = (0..200).fold(json!({}), |inner, _| json!({"items": inner}));
    let mut nested = operation(json!({}));
    nested["components"] = json!({"schemas": {"S": deep}});
    for document in [many, nested] {
        assert_eq!(
            lint(&document)
                .iter()
                .map(|finding| finding.id)
                .collect::<Vec<_>>(),
            ["too-large"]
        );
    }
}
