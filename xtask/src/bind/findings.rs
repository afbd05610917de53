//! The findings of binding: where each role is, what is missing, what is declared differently.

use std::collections::BTreeMap;
use std::fmt;

/// The findings about a document.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The place of each operation of the contract: `recherche`, `GET /api/v1/recherche`.
    pub operations: Vec<(String, String)>,
    /// The number of contract parameters found; binding fails unless all are found.
    pub parameters: usize,
    /// The number of contract properties found.
    pub properties: usize,
    /// Properties of the contract that are not in the document, by record.
    pub missing: BTreeMap<String, Vec<String>>,
    /// Properties of the document that are not in the contract, by record of the contract.
    pub beyond: BTreeMap<String, Vec<String>>,
    /// Operations of the document that are not in the contract.
    pub more_operations: Vec<String>,
    /// What the document declares differently from the contract.
    pub differences: Vec<Mismatch>,
    /// What was left out or assumed.
    pub notes: Vec<String>,
}

/// A declaration that differs from the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The subject: `Certification.etat`, `GET /recherche page_num`.
    pub role: String,
    /// The declaration in the contract.
    pub expected: String,
    /// The declaration in the document.
    pub declared: String,
}

impl Findings {
    pub(super) fn property(&mut self, record: &str, property: &str, found: bool) {
        match found {
            true => self.properties += 1,
            false => push(&mut self.missing, record, property),
        }
    }

    pub(super) fn beyond(&mut self, record: &str, property: &str, is_readable: bool) {
        push(&mut self.beyond, record, property);
        if !is_readable {
            self.notes.push(format!(
                "{record}: the property `{property}` has no unique Rust name; it is in the raw \
                 JSON alone"
            ));
        }
    }

    /// The differences as a table: one line per pair of expectation and declaration.
    pub fn table(&self) -> Vec<String> {
        let mut rows: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for difference in &self.differences {
            let row = (difference.expected.as_str(), difference.declared.as_str());
            rows.entry(row).or_default().push(&difference.role);
        }
        let rows = rows.into_iter();
        rows.map(|((expected, declared), roles)| {
            format!(
                "{declared} where we expected {expected}: {}",
                listed(&roles)
            )
        })
        .collect()
    }
}

/// Names by record, on one line each.
pub fn by_record(names: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let line = |(record, names): (&String, &Vec<String>)| format!("{record}: {}", listed(names));
    names.iter().map(line).collect()
}

fn listed<T: AsRef<str>>(names: &[T]) -> String {
    names
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<_>>()
        .join(", ")
}

fn push(map: &mut BTreeMap<String, Vec<String>>, record: &str, property: &str) {
    map.entry(record.to_owned())
        .or_default()
        .push(property.to_owned());
}

/// A part of the contract that cannot be bound, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The problem and its place.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\n  fix: {}",
            self.what,
            self.help.replace('\n', "\n  ")
        )
    }
}
