//! Allocates unique names of Rust types.

use std::collections::BTreeSet;

/// The names in use.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        Self(names.into_iter().map(|name| key(name)).collect())
    }

    /// Returns the name itself if it is free; otherwise a similar one.
    pub(super) fn keep(&mut self, wanted: &str) -> String {
        match self.0.insert(key(wanted)) {
            true => wanted.to_owned(),
            false => self.unique(wanted),
        }
    }

    /// Allocates a free name similar to `wanted`.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let bare: String = wanted
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let bare = bare.trim_matches('_');
        let bare = match bare.chars().next() {
            None => "Record".to_owned(),
            Some(first) if first.is_ascii_digit() => format!("Record{bare}"),
            Some(_) => bare.to_owned(),
        };
        let mut name = bare.clone();
        let mut number = 1;
        while !self.0.insert(key(&name)) {
            number += 1;
            name = format!("{bare}{number}");
        }
        name
    }
}

/// A name without case and punctuation: two names with the same key may become one name in Rust.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
