//! Writes JSONPath (RFC 9535), the syntax of overlay targets.

use crate::text::{is_hidden, push_escape};

/// Appends a member's name: `.name` where it is [plain](is_plain), otherwise `['a name']`.
///
/// ```
/// use openapi_document::json_path::push_name;
///
/// let mut path = "$".to_owned();
/// push_name(&mut path, "paths");
/// push_name(&mut path, "/it's");
/// assert_eq!(path, r"$.paths['/it\'s']");
/// ```
pub fn push_name(path: &mut String, name: &str) {
    if is_plain(name) {
        path.push('.');
        path.push_str(name);
    } else {
        path.push('[');
        path.push_str(&quoted(name));
        path.push(']');
    }
}

/// A string in single quotes; [hidden characters](is_hidden) are escaped.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            c if is_hidden(c) => push_escape(&mut quoted, c),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// Whether a name is valid after a dot: a letter or `_`, then letters, digits and `_`, all ASCII.
pub fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
