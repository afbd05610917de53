//! Checks the tables of single changes as a whole.

use std::collections::BTreeSet;

use openapi_drift::rules;

use crate::support::{compare, declares, receives, sends};
use crate::{operations, schemas};

#[test]
fn every_id_of_the_table_of_rules_is_reported_for_some_single_change_and_no_other() {
    let mut found = BTreeSet::new();
    for case in operations::cases() {
        found.extend(
            compare(&case.old, &case.new)
                .changes
                .into_iter()
                .map(|change| change.id),
        );
    }
    for case in schemas::cases() {
        for wrap in [sends, receives, declares] {
            found.extend(
                compare(&wrap(&case.old), &wrap(&case.new))
                    .changes
                    .into_iter()
                    .map(|change| change.id),
            );
        }
    }
    let known: BTreeSet<_> = rules::all().map(|rule| rule.id).collect();
    assert_eq!(rules::all().count(), known.len(), "two rules share an id");
    let never: Vec<_> = known.difference(&found).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(
        never.is_empty() && unknown.is_empty(),
        "never reported: {never:?}; not in the table: {unknown:?}"
    );
}

#[test]
fn there_are_enough_single_changes() {
    let (documents, schemas) = (operations::cases().len(), schemas::cases().len());
    assert!(
        documents >= 120 && schemas >= 80,
        "{documents} of documents, {schemas} of schemas"
    );
}

#[test]
fn every_location_is_in_one_of_the_documents() {
    for case in operations::cases() {
        for change in compare(&case.old, &case.new).changes {
            let pointer = change.location.strip_prefix('#').unwrap();
            let there = case
                .new
                .pointer(pointer)
                .or_else(|| case.old.pointer(pointer));
            assert!(
                there.is_some(),
                "{}: {} is nowhere",
                change.id,
                change.location
            );
        }
    }
    for case in schemas::cases() {
        for wrap in [sends, receives, declares] {
            let (old, new) = (wrap(&case.old), wrap(&case.new));
            for change in compare(&old, &new).changes {
                let pointer = change.location.strip_prefix('#').unwrap();
                let there = new.pointer(pointer).or_else(|| old.pointer(pointer));
                assert!(
                    there.is_some(),
                    "{}: {} is nowhere",
                    change.id,
                    change.location
                );
            }
        }
    }
}
