//! Matches something removed with something added under another name.

use serde_json::Value;

use super::same::same_except;
use super::schema::DOCS;

/// The candidate that `name` was probably renamed to: it is equal, and its name differs only in
/// case and separators, or its description is the same, or it is the only candidate.
pub(super) fn likely<'c, 'v: 'c>(
    name: &str,
    parts: &[&Value],
    candidates: impl Iterator<Item = (&'c str, &'c Vec<&'v Value>)>,
) -> Option<&'c str> {
    let alike: Vec<_> = candidates
        .filter(|(_, other)| {
            other.len() == parts.len()
                && other
                    .iter()
                    .zip(parts)
                    .all(|(left, right)| same_except(left, right, |key| DOCS.contains(&key)))
        })
        .collect();
    let same_letters = alike
        .iter()
        .find(|(other, _)| letters(other) == letters(name));
    let same_words = alike.iter().find(|(_, other)| {
        let describes = |parts: &[&Value]| {
            parts
                .iter()
                .find_map(|part| part.get("description").cloned())
        };
        describes(parts).is_some_and(|words| describes(other) == Some(words))
    });
    match (same_letters.or(same_words), alike.as_slice()) {
        (Some((other, _)), _) | (None, [(other, _)]) => Some(other),
        _ => None,
    }
}

/// The letters and digits of a name in lower case: `niveauEuropeen` is `niveau_europeen`.
pub(super) fn letters(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
