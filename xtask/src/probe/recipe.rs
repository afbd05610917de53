//! Which values the parameters of an operation are tried with.
//!
//! A document says what a parameter is, not where a value that exists comes from. This table
//! does: a parameter takes what an earlier answer holds at a place. Parameters of pages are
//! counted; booleans are tried with `true`; others are not tried, and the report says so.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Operation, Parameter};
use super::place::{Place, scalars};

/// The parameter that says which one; a document may declare it optional, an answer needs it.
const ID: &str = "id";
/// The parameter that numbers pages, from 1.
pub(super) const PAGE_NUM: &str = "page_num";
/// The parameter that says how long a page is.
pub(super) const PAGE_SIZE: &str = "page_size";
/// Where an answer says how many results there are on all pages.
pub(super) const TOTAL: &str = "total";
/// How long the pages are that are asked for: small, the service's own limit is 100.
pub(super) const PAGE: u64 = 20;

/// How many different values are kept for a parameter.
const MAX_VALUES: usize = 2_000;
/// The shortest word of a title that is searched for.
const MIN_WORD: usize = 4;

/// How a value of an answer becomes one of a parameter.
#[derive(Debug, Clone, Copy)]
enum How {
    /// As it is.
    Plain,
    /// With the prefix of its register, once.
    Prefixed(&'static str),
    /// Its first longer word.
    Word,
}

/// Parameter, place in an item of an answer (without `[]`), and how.
const RECIPES: &[(&str, &str, How)] = &[
    (ID, "certifinfo_code", How::Plain),
    ("intitule", "certifinfo_intitule", How::Word),
    ("rome", "rome.code", How::Plain),
    ("formacodes", "formacode.code", How::Plain),
    ("rncp", "rncp_code", How::Prefixed("RNCP")),
    ("rs", "rs_code", How::Prefixed("RS")),
    ("niveau_europeen", "niveau_europeen_code", How::Plain),
];

/// Values that came, by parameter.
#[derive(Debug, Default)]
pub(super) struct Harvest(BTreeMap<&'static str, Vec<String>>);

impl Harvest {
    /// Takes what an answer holds for any parameter.
    pub(super) fn take(&mut self, answer: &Value) {
        scalars(answer, &mut Place::default(), &mut |place, value| {
            let text = match value {
                Value::String(text) => text.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                _ => return,
            };
            let place = place.shown().replace("[]", "");
            // The answer is the item itself, or holds a list of them under one name.
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

    /// Up to `count` values for a parameter, spread over what came.
    pub(super) fn values(&self, parameter: &Parameter<'_>, count: usize) -> Vec<String> {
        match self.0.get(parameter.name) {
            Some(values) => spread(values.len(), count)
                .filter_map(|index| values.get(index).cloned())
                .collect(),
            None if parameter.kind == "boolean" && count > 0 => vec!["true".to_owned()],
            None => Vec::new(),
        }
    }

    /// How many values came for a parameter.
    pub(super) fn count(&self, parameter: &str) -> usize {
        self.0.get(parameter).map_or(0, Vec::len)
    }
}

/// Up to `count` of the numbers below `length`, evenly spread, the first and the last with them.
pub(super) fn spread(length: usize, count: usize) -> impl Iterator<Item = usize> {
    let count = count.min(length);
    let last = length.saturating_sub(1);
    let gaps = count.saturating_sub(1).max(1);
    (0..count).map(move |index| index * last / gaps)
}

/// Whether a value for it is known by the table, or will be once answers came.
pub(super) fn has_recipe(parameter: &Parameter<'_>) -> bool {
    matches!(parameter.place, "query" | "path")
        && (parameter.kind == "boolean" || RECIPES.iter().any(|(name, ..)| *name == parameter.name))
}

/// The parameters without which an operation cannot be called.
pub(super) fn needed<'o, 'd>(
    operation: &'o Operation<'d>,
) -> impl Iterator<Item = &'o Parameter<'d>> {
    operation
        .parameters
        .iter()
        .filter(|p| (p.required || p.place == "path" || p.name == ID) && !is_page(p.name))
}

/// Whether a parameter is one of pages.
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
