//! Reads bytes as JSON or YAML into a JSON value; the text decides which of the two.
//!
//! The text is untrusted, so nesting, aliases, merge keys and nodes are limited. A duplicate key is
//! an error in both formats, because one of its values would be lost.

use std::fmt;

use crate::text::one_line;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_saphyr::Spanned;
use serde_saphyr::options::DuplicateKeyPolicy;

/// Maximum nesting of YAML; `serde_json` applies the same limit to JSON.
const MAX_DEPTH: usize = 128;
/// Stack of the thread that reads YAML: an unoptimised build needs about 20 KiB per level, and the
/// caller's stack size is unknown.
const STACK: usize = 16 * 1024 * 1024;
/// Maximum number of values in one YAML document, repetitions through aliases included.
const MAX_NODES: usize = 2_000_000;
/// Maximum number of values that YAML aliases may repeat, in total.
const MAX_REPEATED: usize = 200_000;
/// Maximum bytes of all YAML scalars, repetitions through aliases included.
const MAX_SCALAR_BYTES: usize = 64 * 1024 * 1024;
/// Maximum number of unindented lines in quoted strings: the text is read again for each of them.
const MAX_INDENTED: usize = 256;
/// Characters of a line that an error shows; a minified document is one long line.
const SHOWN_WIDTH: usize = 100;

/// The text is neither valid JSON nor valid YAML, or exceeds a limit.
///
/// `Display` prints the format, the place and the reason, then the line with a mark under
/// the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The format that was tried: `JSON`, `YAML` or `text`.
    pub format: &'static str,
    /// Line of the error, from 1; 0 when the error concerns the whole text.
    pub line: usize,
    /// Column of the error in characters, from 1; 0 when unknown.
    pub column: usize,
    /// The reason, without the place.
    pub message: String,
    /// The line of the error (cropped) and a mark under the column; empty when `line` is 0.
    pub excerpt: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not valid {}", self.format)?;
        if self.line > 0 {
            write!(f, " at line {}, column {}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.excerpt.is_empty() {
            write!(f, "\n{}", self.excerpt)?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseError {}

/// Reads JSON or YAML into a JSON value that keeps the order of keys.
///
/// Accepts UTF-8, with or without a byte order mark. A text that starts with `[`, or with `{` and a
/// quoted key, must be JSON: as YAML flow style, a JSON mistake could pass unnoticed and change the
/// meaning. Any other text is YAML with the scalars of the YAML 1.2 schema: `no`, `on` and dates
/// are strings, `1.0` is a number. Digits after a leading zero (`08`) are a string, because PyYAML
/// and js-yaml write such strings without quotes. Keys become strings (`200:` is `"200"`); merge
/// keys `<<` are expanded.
///
/// # Errors
///
/// [`ParseError`] with line, column and the line itself, for a syntax error, a duplicate key, text
/// that is not UTF-8, several YAML documents in one text, or an exceeded limit (nesting, aliases,
/// size).
///
/// ```
/// let value = openapi_document::parse(b"openapi: 3.0.3\nresponses:\n  200: no")?;
/// assert_eq!(value["openapi"], "3.0.3");
/// assert_eq!(value["responses"]["200"], "no");
/// # Ok::<(), openapi_document::ParseError>(())
/// ```
pub fn parse(bytes: &[u8]) -> Result<Value, ParseError> {
    let text = utf8(bytes)?;
    if is_json(text) {
        json(text)
    } else {
        yaml_on_own_stack(text)
    }
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let object = text.strip_prefix('{').map(str::trim_start);
    text.starts_with('[') || object.is_some_and(|rest| rest.starts_with(['"', '}']))
}

/// The text without its byte order mark.
fn utf8(bytes: &[u8]) -> Result<&str, ParseError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(ParseError {
            format: "text",
            line: 0,
            column: 0,
            message: "the text is UTF-16; save it as UTF-8".to_owned(),
            excerpt: String::new(),
        });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = last_line.chars().count() + 1;
        ParseError {
            format: "text",
            line,
            column,
            message: "the text is not UTF-8 from here on".to_owned(),
            excerpt: excerpt(&before, line, column),
        }
    })
}

fn json(text: &str) -> Result<Value, ParseError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    Unique
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| {
            // serde_json counts columns in bytes and appends the place to its message.
            let whole = error.to_string();
            let message = whole
                .rsplit_once(" at line ")
                .map_or(&*whole, |(before, _)| before);
            let line = error.line();
            let written = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let ahead = written
                .char_indices()
                .take_while(|(at, _)| *at < error.column());
            ParseError {
                format: "JSON",
                line,
                column: ahead.count().max(1),
                message: message.to_owned(),
                excerpt: String::new(),
            }
            .with_excerpt(text)
        })
}

fn yaml_on_own_stack(text: &str) -> Result<Value, ParseError> {
    let unread = |message: String| ParseError {
        format: "YAML",
        line: 0,
        column: 0,
        message,
        excerpt: String::new(),
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || yaml(text))
            .map_err(|error| unread(format!("cannot start a thread to read it: {error}")))?
            .join()
            .unwrap_or_else(|_| Err(unread("the reader failed".to_owned())))
    })
}

/// Reads YAML. As PyYAML and js-yaml do, accepts unindented lines in a quoted string: leading white
/// space is not part of the string, so indenting the line does not change the value.
fn yaml(text: &str) -> Result<Value, ParseError> {
    let mut indented = None;
    for _ in 0..MAX_INDENTED {
        let text = indented.as_deref().unwrap_or(text);
        let error = match yaml_as_written(text) {
            Err(error) if error.message.contains("indentation in multiline quoted") => error,
            read => return read,
        };
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let Some(line) = error.line.checked_sub(1).and_then(|at| lines.get_mut(at)) else {
            return Err(error);
        };
        let deeper = format!("{}{line}", " ".repeat(MAX_DEPTH));
        if deeper.len() > line.trim_start().len() + 2 * MAX_DEPTH {
            return Err(error);
        }
        *line = &deeper;
        indented = Some(lines.concat());
    }
    yaml_as_written(indented.as_deref().unwrap_or(text))
}

fn yaml_as_written(text: &str) -> Result<Value, ParseError> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::Error,
        with_snippet: false,
        emit_comments: false,
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: MAX_NODES * 2,
            max_total_scalar_bytes: MAX_SCALAR_BYTES,
            // A document may refer to one shared response from every operation.
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_REPEATED,
        },
    };
    let read = match has_leading_zero(text) {
        false => serde_saphyr::from_str_with_options(text, options),
        true => serde_saphyr::from_str_with_options::<Spanned<Node>>(text, options)
            .map(|node| value_of(node, text)),
    };
    read.map_err(|error| {
        let whole = error.to_string();
        let message = whole.split(" at line ").next().unwrap_or_default();
        let message = message
            .split("; use from_multiple")
            .next()
            .unwrap_or_default();
        let message = message
            .split(", set DuplicateKeyPolicy")
            .next()
            .unwrap_or_default();
        let place = error.location();
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        ParseError {
            format: "YAML",
            line: place.as_ref().map_or(0, |place| number(place.line())),
            column: place.as_ref().map_or(0, |place| number(place.column())),
            message: message.to_owned(),
            excerpt: String::new(),
        }
        .with_excerpt(text)
    })
}

impl ParseError {
    /// Adds the line of the error and makes the message safe for a terminal: it may quote a key.
    fn with_excerpt(mut self, text: &str) -> Self {
        let message = one_line(&self.message);
        self.message = message.chars().take(SHOWN_WIDTH * 2).collect();
        self.excerpt = excerpt(text, self.line, self.column);
        self
    }
}

/// The line, cropped around the column, and a mark under it.
fn excerpt(text: &str, line: usize, column: usize) -> String {
    let Some(written) = line
        .checked_sub(1)
        .and_then(|index| text.lines().nth(index))
    else {
        return String::new();
    };
    let column = column.saturating_sub(1);
    let from = column.saturating_sub(SHOWN_WIDTH / 2);
    let shown: String = written.chars().skip(from).take(SHOWN_WIDTH).collect();
    let shown = one_line(&shown);
    let margin = " ".repeat(line.to_string().len());
    let mark = " ".repeat(column - from);
    format!(
        "{margin} |\n{line} | {}\n{margin} | {mark}^",
        shown.trim_end()
    )
}

/// A YAML value whose scalars keep their place in the text.
enum Node {
    Scalar(Value),
    List(Vec<Spanned<Node>>),
    Map(Vec<(String, Spanned<Node>)>),
}

impl<'de> de::Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Nodes)
    }
}

struct Nodes;

impl<'de> Visitor<'de> for Nodes {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Node::Map(map))
    }
}

/// The JSON value of a node. A number with a leading zero is a string: PyYAML and js-yaml write the
/// string `08` without quotes, and no library writes a number with a leading zero.
fn value_of(node: Spanned<Node>, text: &str) -> Value {
    let span = node.defined.span();
    match node.value {
        Node::Scalar(Value::Number(number)) => {
            let start = span
                .byte_offset()
                .and_then(|start| usize::try_from(start).ok());
            let written = start
                .and_then(|start| text.get(start..))
                .unwrap_or_default();
            let end = written.find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c)));
            let written = written
                .get(..end.unwrap_or(written.len()))
                .unwrap_or_default();
            match is_zero_led(written) {
                true => written.into(),
                false => number.into(),
            }
        }
        Node::Scalar(value) => value,
        Node::List(items) => items.into_iter().map(|item| value_of(item, text)).collect(),
        Node::Map(entries) => {
            let value = |(key, node)| (key, value_of(node, text));
            Value::Object(entries.into_iter().map(value).collect())
        }
    }
}

/// Whether a scalar consists of digits with a leading zero.
fn is_zero_led(written: &str) -> bool {
    let digits = written.strip_prefix(['+', '-']).unwrap_or(written);
    let rest = digits.strip_prefix('0').unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '_')
}

/// Whether a scalar may be digits with a leading zero. Reading with the places of scalars takes
/// twice as long, so it is done only then.
fn has_leading_zero(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(2).enumerate().any(|(at, pair)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        pair[0] == b'0'
            && pair[1].is_ascii_digit()
            && before.is_none_or(|c| b" \t\n[{,:+-".contains(c))
    })
}

/// Reads any JSON value and rejects duplicate keys; `Value` would keep the last of them.
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Unique)? {
            list.push(item);
        }
        list.shrink_to_fit();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(de::Error::custom(format_args!(
                    "the key {key:?} is written twice"
                )));
            }
            object.insert(key, entries.next_value_seed(Unique)?);
        }
        // Most objects are small, and a map that grew on insertion has room for at least four
        // entries: a map of the right size takes half the memory.
        let mut exact = Map::with_capacity(object.len());
        exact.append(&mut object);
        Ok(Value::Object(exact))
    }
}
