//! Operations that moved to another path: with the same `operationId`, or the same path under
//! another prefix.

use std::collections::HashMap;

use super::paths::{Operation, shape};

/// Pairs removed operations with added ones, by index.
pub(super) fn find(gone: &[&Operation<'_>], came: &[&Operation<'_>]) -> HashMap<usize, usize> {
    let mut found = HashMap::new();
    let mut taken = vec![false; came.len()];
    let mut candidates = Vec::new();
    for (old_at, old) in gone.iter().enumerate() {
        let same_id = came.iter().enumerate().position(|(at, new)| {
            !taken[at] && old.id().is_some() && new.id() == old.id() && new.method == old.method
        });
        match same_id {
            Some(at) => {
                taken[at] = true;
                found.insert(old_at, at);
            }
            None => {
                let moves = came.iter().enumerate();
                candidates.extend(
                    moves
                        .filter(|(_, new)| new.method == old.method)
                        .filter_map(|(new_at, new)| {
                            let prefix = Move::between(old.path.template, new.path.template)?;
                            Some((prefix, old_at, new_at))
                        }),
                );
            }
        }
    }
    // The longest common suffix first; among equals, the most frequent move.
    let mut made: HashMap<(String, String), usize> = HashMap::new();
    for (prefix, ..) in &candidates {
        *made.entry(prefix.prefixes()).or_default() += 1;
    }
    let votes = |prefix: &Move| made.get(&prefix.prefixes()).copied().unwrap_or_default();
    candidates.retain(|(prefix, ..)| prefix.is_plain() || votes(prefix) > 1);
    candidates.sort_by_key(|(prefix, old, new)| {
        (
            std::cmp::Reverse((prefix.common, votes(prefix))),
            *old,
            *new,
        )
    });
    for (_, old, new) in candidates {
        if !found.contains_key(&old) && !taken[new] {
            taken[new] = true;
            found.insert(old, new);
        }
    }
    found
}

/// A move from one prefix to another, with the rest of the path unchanged.
#[derive(Debug)]
struct Move {
    old: Vec<String>,
    new: Vec<String>,
    /// The number of equal segments.
    common: usize,
}

impl Move {
    /// The move between two paths, if they share a last segment that is not a parameter.
    fn between(old: &str, new: &str) -> Option<Self> {
        let segments = |template: &str| -> Vec<String> {
            let shape = shape(template);
            let named = shape.split('/').filter(|segment| !segment.is_empty());
            named.map(ToOwned::to_owned).collect()
        };
        let (mut old, mut new) = (segments(old), segments(new));
        let mut common = 0;
        let mut named = false;
        while let (Some(left), Some(right)) = (old.last(), new.last())
            && left == right
        {
            named |= !left.contains('{');
            common += 1;
            old.pop();
            new.pop();
        }
        let fixed = |prefix: &[String]| prefix.iter().all(|segment| !segment.contains('{'));
        (named && fixed(&old) && fixed(&new)).then_some(Self { old, new, common })
    }

    fn prefixes(&self) -> (String, String) {
        (self.old.join("/"), self.new.join("/"))
    }

    /// Whether a single such move is convincing: a prefix added or removed, or another version.
    fn is_plain(&self) -> bool {
        let is_version = |segment: Option<&String>| {
            segment.is_some_and(|segment| {
                let number = segment.trim_start_matches(['v', 'V']);
                number.starts_with(|first: char| first.is_ascii_digit())
            })
        };
        self.old.is_empty()
            || self.new.is_empty()
            || (is_version(self.old.last()) && is_version(self.new.last()))
    }
}
