//! The values that the parameters of an operation are tried with.
//!
//! A document describes a parameter, but not where to find an existing value. This table does: a
//! parameter takes a value from a place in an earlier response. Page parameters count; booleans are
//! tried with `true`; other parameters are not tried, and the report says so.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Operation, Parameter};
use super::place::{Place, scalars};

/// The parameter that selects a record; a document may declare it optional, but it is needed.
const ID: &str = "id";
/// The parameter that numbers pages, from 1.
pub(super) const PAGE_NUM: &str = "page_num";
/// The parameter for the page size.
pub(super) const PAGE_SIZE: &str = "page_size";
/// The place in a response of the total number of results.
pub(super) const TOTAL: &str = "total";
/// The page size to request: small, the service's own limit is 100.
pub(super) const PAGE: u64 = 20;

/// Maximum number of different values kept for a parameter.
const MAX_VALUES: usize = 2_000;
/// Minimum length of a word of a title that is searched for.
const MIN_WORD: usize = 4;

/// How a value of a response becomes a value of a parameter.
#[derive(Debug, Clone, Copy)]
enum How {
    /// Unchanged.
    Plain,
    /// With the prefix of its register, once.
    Prefixed(&'static str),
    /// Its first word of sufficient length.
    Word,
}

/// Parameter, place in an item of a response (without `[]`), and conversion.
const RECIPES: &[(&str, &str, How)] = &[
    (ID, "certifinfo_code", How::Plain),
    ("intitule", "certifinfo_intitule", How::Word),
    ("rome", "rome.code", How::Plain),
    ("formacodes", "formacode.code", How::Plain),
    ("rncp", "rncp_code", How::Prefixed("RNCP")),
    ("rs", "rs_code", How::Prefixed("RS")),
    ("niveau_europeen", "niveau_europeen_code", How::Plain),
];

/// Observed values, by parameter.
#[derive(Debug, Default)]
pub(super) struct Harvest(BTreeMap<&'static str, Vec<String>>);

impl Harvest {
    /// Collects the values of a response for all parameters.
    pub(super) fn take(&mut self, answer: &Value) {
        scalars(answer, &mut Place::default(), &mut |place, value| {
            let text = match value {
                Value::String(text) => text.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                _ => return,
            };
            let place = place.shown().replace("[]", "");
            // The response is the item itself, or contains a list of items under one name.
            let inside = place.split_once('.').map(|(_, inside)| inside);
            for (parameter, source, how) in RECIPES {
                if place == *source || inside == Some(source) {
                    self.keep(parameter, *how, &text);
                }
            }
        });
    }

    fn keep(&mut self, parameter: &'static str, how: How, text: &str) {
        let value = match how {
            How::Plain => text.to_owned(),
            How::Prefixed(prefix) if text.starts_with(prefix) => text.to_owned(),
            How::Prefixed(prefix) => format!("{prefix}{text}"),
            How::Word => {
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                match words.find(|word| word.chars().count() >= MIN_WORD) {
                    Some(word) => word.to_owned(),
                    None => return,
                }
            }
        };
        let values = self.0.entry(parameter).or_default();
        if !text.is_empty() && values.len() < MAX_VALUES && !values.contains(&value) {
            values.push(value);
        }
    }

    /// Up to `count` values for a parameter, spread over the observed ones.
    pub(super) fn values(&self, parameter: &Parameter<'_>, count: usize) -> Vec<String> {
        match self.0.get(parameter.name) {
            Some(values) => spread(values.len(), count)
                .filter_map(|index| values.get(index).cloned())
                .collect(),
            None if parameter.kind == "boolean" && count > 0 => vec!["true".to_owned()],
            None => Vec::new(),
        }
    }

    /// The number of values observed for a parameter.
    pub(super) fn count(&self, parameter: &str) -> usize {
        self.0.get(parameter).map_or(0, Vec::len)
    }
}

/// Up to `count` evenly spread numbers below `length`, including the first and the last.
pub(super) fn spread(length: usize, count: usize) -> impl Iterator<Item = usize> {
    let count = count.min(length);
    let last = length.saturating_sub(1);
    let gaps = count.saturating_sub(1).max(1);
    (0..count).map(move |index| index * last / gaps)
}

/// Whether the table has values for it, or will have after some responses.
pub(super) fn has_recipe(parameter: &Parameter<'_>) -> bool {
    matches!(parameter.place, "query" | "path")
        && (parameter.kind == "boolean" || RECIPES.iter().any(|(name, ..)| *name == parameter.name))
}

/// The parameters that an operation cannot be called without.
pub(super) fn needed<'o, 'd>(
    operation: &'o Operation<'d>,
) -> impl Iterator<Item = &'o Parameter<'d>> {
    operation
        .parameters
        .iter()
        .filter(|p| (p.required || p.place == "path" || p.name == ID) && !is_page(p.name))
}

/// Whether it is a paging parameter.
pub(super) fn is_page(name: &str) -> bool {
    name == PAGE_NUM || name == PAGE_SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_spread_from_the_first_to_the_last() {
        let table: [(usize, usize, &[usize]); 7] = [
            (0, 5, &[]),
            (1, 5, &[0]),
            (3, 5, &[0, 1, 2]),
            (10, 1, &[0]),
            (10, 2, &[0, 9]),
            (10, 4, &[0, 3, 6, 9]),
            (10, 0, &[]),
        ];
        for (length, count, expected) in table {
            assert_eq!(
                spread(length, count).collect::<Vec<_>>(),
                expected,
                "{length} {count}"
            );
        }
    }

    #[test]
    fn items_feed_parameters_and_their_relations_do_not() {
        let mut harvest = Harvest::default();
        harvest.take(&serde_json::json!({ "total": 2, "data": [
            { "certifinfo_code": 118034, "certifinfo_intitule": "BP de boulanger",
              "rncp_code": "37537", "rs_code": ["RS5000", null, ""],
              "nouvelle_certification": [{ "certifinfo_code": 1 }] },
            { "certifinfo_code": "118034" },
        ] }));
        let kept: Vec<_> = harvest
            .0
            .iter()
            .map(|(name, values)| (*name, values.join(" ")))
            .collect();
        assert_eq!(
            kept,
            [
                ("id", "118034"),
                ("intitule", "boulanger"),
                ("rncp", "RNCP37537"),
                ("rs", "RS5000")
            ]
            .map(|(name, values)| (name, values.to_owned()))
        );
    }
}
