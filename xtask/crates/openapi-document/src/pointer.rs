//! A place in a document, written as the JSON pointer of a `$ref`: `#/paths/~1items/get`.

use crate::json_path;
use serde_json::Value;
use std::fmt;

/// A path of keys and indices from the root of a document.
///
/// `Display` writes the URI fragment form of RFC 6901 that OpenAPI uses in `$ref`. `~` and `/` are
/// escaped; nothing is percent-encoded, so that the pointer is readable and can be searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The document itself: `#`.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a `$ref` within the same document; `None` for any other reference.
    ///
    /// Decodes percent-encoded characters, which a URI fragment may contain.
    pub fn parse(reference: &str) -> Option<Self> {
        let rest = reference.strip_prefix('#')?;
        if rest.is_empty() {
            return Some(Self::root());
        }
        let decoded = percent_decode(rest.strip_prefix('/')?)?;
        Some(Self::written(&format!("/{decoded}")))
    }

    /// Reads a JSON pointer (RFC 6901) in which nothing is percent-encoded: `/paths/~1items/get`.
    pub(crate) fn written(pointer: &str) -> Self {
        let segments = pointer.split('/').skip(1);
        let unescape = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
        Self(segments.map(unescape).collect())
    }

    /// The segments, unescaped.
    pub fn segments(&self) -> &[String] {
        &self.0
    }

    /// This place extended by one segment.
    pub fn join(&self, segment: &str) -> Self {
        let mut longer = self.clone();
        longer.push(segment);
        longer
    }

    /// Appends a segment.
    pub fn push(&mut self, segment: &str) {
        self.0.push(segment.to_owned());
    }

    /// Removes the last segment; the root stays as it is.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The segments of this place below `ancestor`; `None` when it is not below it.
    pub fn below<'a>(&'a self, ancestor: &Self) -> Option<&'a [String]> {
        self.0.strip_prefix(ancestor.0.as_slice())
    }

    /// This place with the prefix `from` replaced by `to`; `None` when it is not below `from`.
    pub fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let mut segments = to.0.clone();
        segments.extend_from_slice(self.below(from)?);
        Some(Self(segments))
    }

    /// The value at this place, if there is one.
    pub fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.0
            .iter()
            .try_fold(document, |value, segment| child(value, segment))
    }

    /// This place as a JSONPath (RFC 9535). The document decides which segments are indices.
    pub fn json_path(&self, document: &Value) -> String {
        let mut path = "$".to_owned();
        let mut holder = Some(document);
        for segment in &self.0 {
            match holder {
                Some(Value::Array(_)) => path.push_str(&format!("[{segment}]")),
                _ => json_path::push_name(&mut path, segment),
            }
            holder = holder.and_then(|value| child(value, segment));
        }
        path
    }
}

impl<const N: usize> From<[&str; N]> for Pointer {
    fn from(segments: [&str; N]) -> Self {
        Self(segments.into_iter().map(str::to_owned).collect())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for segment in &self.0 {
            write!(f, "/{}", segment.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

/// The child of a value: a member of an object by its name, an entry of an array by its index.
pub fn child<'d>(value: &'d Value, segment: &str) -> Option<&'d Value> {
    match value {
        Value::Object(map) => map.get(segment),
        // RFC 6901: an index has no sign and no leading zero.
        Value::Array(list) if segment == "0" || !segment.starts_with(['0', '+']) => {
            list.get(segment.parse::<usize>().ok()?)
        }
        _ => None,
    }
}

/// Decodes `%XX`; `None` when the result is not UTF-8. A `%` without two hex digits stays a `%`.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escape = (byte == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escape {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pointer_reads_back_what_it_writes() {
        for segments in [
            vec![],
            vec!["paths", "/items", "get"],
            vec!["a~b", "~1", ""],
        ] {
            let pointer = Pointer(segments.into_iter().map(str::to_owned).collect());
            assert_eq!(Pointer::parse(&pointer.to_string()), Some(pointer));
        }
    }

    #[test]
    fn a_pointer_finds_keys_indices_and_percent_encoded_names() {
        let document = json!({"paths": {"/a{b}": [1, {"é": 2}]}});
        for (reference, found) in [
            ("#/paths/~1a{b}/0", Some(json!(1))),
            ("#/paths/~1a%7Bb%7D/1/%C3%A9", Some(json!(2))),
            ("#/paths/~1a{b}/7", None),
            ("#/paths/nothing", None),
            ("other.json#/paths", None),
            ("#paths", None),
            ("#/%FF", None),
        ] {
            let value = Pointer::parse(reference).and_then(|at| at.find(&document).cloned());
            assert_eq!(value, found, "{reference}");
        }
    }
}
