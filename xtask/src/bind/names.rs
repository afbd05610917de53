//! Names of Rust types that are not used twice.

use std::collections::BTreeSet;

/// The names in use.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn new<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        Self(names.into_iter().map(|name| key(name)).collect())
    }

    /// The name as it is, if it is not in use; otherwise one like it.
    pub(super) fn keep(&mut self, wanted: &str) -> String {
        match self.0.insert(key(wanted)) {
            true => wanted.to_owned(),
            false => self.unique(wanted),
        }
    }

    /// A name like `wanted` that is not in use, and is from now on.
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

/// What is left of a name when case and punctuation are not looked at: two names with the same key
/// may be one name in Rust.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
