//! A lineage as cards and arrows: what every language of pictures draws.

use std::collections::BTreeMap;

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::{Graph, Node, Subject};
use certifinfo_ext::views::Validite;

use crate::lang::Lang;
use crate::output::one_line;
use crate::validity::{State, last_day};

/// Characters of a line of a card: a column of many cards has wide ones, so that it is less tall.
const WIDTHS: [usize; 2] = [34, 70];
/// So many cards in a column are many.
const MANY: usize = 10;

/// Cards and arrows between them, by their place in `cards`.
pub(super) struct Picture {
    pub(super) title: String,
    /// Whether a column has many cards.
    pub(super) is_tall: bool,
    pub(super) cards: Vec<Card>,
    /// From what is replaced to what replaces it.
    pub(super) arrows: Vec<(usize, usize)>,
}

/// A certification.
pub(super) struct Card {
    /// Its code.
    pub(super) code: String,
    /// Its sheets.
    pub(super) sheets: String,
    /// Characters of its lines.
    pub(super) width: usize,
    /// Its title, in lines that fit.
    pub(super) title: Vec<String>,
    /// Its state, with the day since or until when.
    pub(super) validity: String,
    pub(super) state: State,
    /// Whether it is what was asked for.
    pub(super) is_start: bool,
    /// Whether its record is known, and not only its code.
    pub(super) is_known: bool,
    /// How many replacements away from the oldest: its column.
    pub(super) layer: usize,
}

impl Picture {
    pub(super) fn new(graph: &Graph, title: String, on: Date, lang: Lang) -> Self {
        let places: BTreeMap<Subject, usize> = graph
            .nodes()
            .enumerate()
            .map(|(place, node)| (node.subject(), place))
            .collect();
        let arrows: Vec<(usize, usize)> = graph
            .edges()
            .filter_map(|edge| Some((*places.get(&edge.old)?, *places.get(&edge.new)?)))
            .collect();
        let layers = layers(places.len(), &arrows);
        let is_many = |layer: usize| layers.iter().filter(|&&other| other == layer).count() > MANY;
        let cards = graph.nodes().zip(&layers).map(|(node, &layer)| Card {
            is_start: graph.starts().contains(&node.subject()),
            layer,
            ..Card::new(node, WIDTHS[usize::from(is_many(layer))], on, lang)
        });
        Self {
            title,
            is_tall: layers.iter().any(|&layer| is_many(layer)),
            cards: cards.collect(),
            arrows,
        }
    }
}

impl Card {
    fn new(node: &Node, width: usize, on: Date, lang: Lang) -> Self {
        let sheets: Vec<_> = node.fiches().iter().map(ToString::to_string).collect();
        Self {
            code: node.subject().to_string(),
            sheets: sheets.join(", "),
            width,
            title: wrap(&one_line(node.intitule().unwrap_or_default()), width),
            validity: validity(node, on, lang),
            state: State::of_node(node),
            is_start: false,
            is_known: node.certification().is_some(),
            layer: 0,
        }
    }
}

/// The state in a few words, with its day.
fn validity(node: &Node, on: Date, lang: Lang) -> String {
    if node.is_unfetched() {
        return lang.unfetched().to_owned();
    }
    let state = State::of_node(node);
    let label = state.label(lang);
    match (node.validite(), last_day(node, on)) {
        (Validite::Active(_), Some(day)) => format!("{label} {}", lang.until(lang.day(day))),
        (
            Validite::Ended {
                since: Some(since), ..
            },
            _,
        ) => format!("{label} {}", lang.since(lang.day(since))),
        _ => label.to_owned(),
    }
}

/// A text in lines of so many characters; a longer word has its own line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The column of each node: one more than the furthest of those it replaces. A cycle is cut at the
/// first of its nodes.
fn layers(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut layers = vec![0; count];
    let mut waiting: Vec<usize> = (0..count)
        .map(|node| arrows.iter().filter(|(_, new)| *new == node).count())
        .collect();
    let mut placed = vec![false; count];
    for _ in 0..count {
        let free = (0..count).find(|&node| !placed[node] && waiting[node] == 0);
        let Some(node) = free.or_else(|| placed.iter().position(|placed| !placed)) else {
            break;
        };
        placed[node] = true;
        for &(_, new) in arrows
            .iter()
            .filter(|(old, new)| *old == node && !placed[*new])
        {
            waiting[new] = waiting[new].saturating_sub(1);
            layers[new] = layers[new].max(layers[node] + 1);
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_is_one_beyond_the_furthest_predecessor() {
        assert_eq!(layers(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]), [0, 1, 2, 3]);
        assert_eq!(layers(3, &[(2, 0), (2, 1)]), [1, 1, 0]);
        assert_eq!(layers(0, &[]), [0; 0]);
    }

    #[test]
    fn cycle_has_columns_too() {
        assert_eq!(layers(3, &[(0, 1), (1, 2), (2, 0)]), [0, 1, 2]);
        assert_eq!(layers(2, &[(0, 1), (1, 0)]), [0, 1]);
    }

    #[test]
    fn title_is_cut_between_words() {
        assert_eq!(wrap("a b", 34), ["a b"]);
        let lines = wrap(
            "Certificat de spécialisation cuisinier en desserts de restaurant",
            34,
        );
        assert_eq!(
            lines,
            [
                "Certificat de spécialisation",
                "cuisinier en desserts de",
                "restaurant"
            ]
        );
        assert_eq!(wrap("", 34), [""; 0]);
        let long = "x".repeat(50);
        assert_eq!(wrap(&format!("a {long} b"), 34), ["a", &long, "b"]);
    }
}
