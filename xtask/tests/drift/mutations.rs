//! The two tables of single changes, taken together.

use std::collections::BTreeSet;

use xtask::drift::rules;

use crate::support::{compare, declares, edited, receives, sends};
use crate::{operations, schemas};

#[test]
fn every_id_of_the_table_of_rules_is_reported_for_some_single_change_and_no_other() {
    let mut found = BTreeSet::new();
    for (_, document, edits, _) in operations::cases() {
        let report = compare(&document(), &edited(document(), &edits));
        found.extend(report.changes.into_iter().map(|change| change.id));
    }
    for (_, old, new, ..) in schemas::cases() {
        for wrap in [sends, receives, declares] {
            found.extend(
                compare(&wrap(&old), &wrap(&new))
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
    let schemas = schemas::cases().len();
    let documents = operations::cases().len();
    assert!(
        schemas >= 80 && documents >= 120,
        "{schemas} of schemas, {documents} of documents"
    );
}
