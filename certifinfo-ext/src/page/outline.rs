//! Finds the position of each record in an answer without decoding it.
//!
//! The scanner only looks at quotes and brackets. It therefore finds all other records when one is
//! not valid JSON (`NaN`, a lone surrogate, a control character, an extra comma, a byte that is not
//! UTF-8).

use std::ops::Range;

use memchr::memchr2;

/// The position of a value in the answer.
pub(crate) type Span = Range<usize>;

/// An answer as far as its outline goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The members of the answer by name; none if it is a list.
    pub(crate) members: Vec<(Span, Span)>,
    /// The records: the elements of `data`, or of the answer itself if that is a list.
    pub(crate) records: Vec<Span>,
}

/// Reads the outline; `None` if the answer is neither an object nor a list, or is cut short.
pub(crate) fn outline(body: &[u8]) -> Option<Outline> {
    let mut scanner = Scanner { body, at: 0 };
    scanner.blank();
    let start = scanner.at;
    let mut outline = Outline::default();
    match scanner.peek()? {
        b'{' => {
            outline.members = scanner.members()?;
            let data = outline.member(body, "data");
            outline.records = match data {
                Some(data) => records(body, data)?,
                None => Vec::new(),
            };
        }
        b'[' => {
            scanner.value()?;
            outline.records = records(body, start..scanner.at)?;
        }
        _ => return None,
    }
    scanner.blank();
    (scanner.at == body.len()).then_some(outline)
}

impl Outline {
    /// Where the value of a member lies.
    pub(crate) fn member(&self, body: &[u8], name: &str) -> Option<Span> {
        let of_name = |(key, _): &&(Span, Span)| body.get(key.clone()) == Some(name.as_bytes());
        self.members
            .iter()
            .find(of_name)
            .map(|(_, value)| value.clone())
    }
}

/// The records in a value: the elements of a list or of an object with the keys `0`, `1`, … (as
/// PHP writes a list with gaps), none in `null`, empty text and `{}`, otherwise the value itself.
fn records(body: &[u8], value: Span) -> Option<Vec<Span>> {
    let mut scanner = Scanner {
        body: body.get(..value.end)?,
        at: value.start,
    };
    match scanner.peek()? {
        b'[' => {
            let elements = scanner.elements()?;
            Some(elements.into_iter().map(|span| bare(body, span)).collect())
        }
        b'{' => {
            let members = scanner.members()?;
            let is_index = |key: &Span| {
                let digits = body.get(key.clone()).unwrap_or_default();
                !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
            };
            if !members.iter().all(|(key, _)| is_index(key)) {
                return Some(vec![value]);
            }
            Some(members.into_iter().map(|(_, element)| element).collect())
        }
        b'n' => Some(Vec::new()),
        b'"' if body.get(value.clone())?.trim_ascii().len() == 2 => Some(Vec::new()),
        _ => Some(vec![value]),
    }
}

/// The only element of a list of one object; otherwise the value itself.
fn bare(body: &[u8], value: Span) -> Span {
    let inside = || {
        let mut scanner = Scanner {
            body: body.get(..value.end)?,
            at: value.start,
        };
        let only = match scanner.peek()? {
            b'[' => scanner.elements()?,
            _ => return None,
        };
        let [only] = only.as_slice() else { return None };
        (body.get(only.start) == Some(&b'{')).then(|| only.clone())
    };
    inside().unwrap_or(value)
}

struct Scanner<'a> {
    body: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.body.get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Skips a value: a text, a list, an object, or everything up to a comma or a bracket. `None` if
    /// it is cut short.
    fn value(&mut self) -> Option<Span> {
        self.blank();
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.text()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => break,
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => break,
                _ => self.at += 1,
            }
            if depth == 0 && matches!(self.body.get(self.at - 1), Some(b'"' | b'}' | b']')) {
                break;
            }
        }
        let end = start + self.body.get(start..self.at)?.trim_ascii_end().len();
        (end > start).then_some(start..end)
    }

    /// Skips a text.
    fn text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let found = memchr2(b'"', b'\\', self.body.get(self.at..)?)?;
            self.at += found + 1;
            if self.body.get(self.at - 1) == Some(&b'"') {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// The elements of the list that starts here.
    fn elements(&mut self) -> Option<Vec<Span>> {
        let mut elements = Vec::new();
        self.at += 1;
        while !self.is_closed(b']')? {
            elements.push(self.value()?);
            self.comma(b']')?;
        }
        Some(elements)
    }

    /// The names and values of the object that starts here.
    fn members(&mut self) -> Option<Vec<(Span, Span)>> {
        let mut members = Vec::new();
        self.at += 1;
        while !self.is_closed(b'}')? {
            if self.peek()? != b'"' {
                return None;
            }
            let start = self.at;
            self.text()?;
            let name = start + 1..self.at - 1;
            self.blank();
            if self.peek()? != b':' {
                return None;
            }
            self.at += 1;
            members.push((name, self.value()?));
            self.comma(b'}')?;
        }
        Some(members)
    }

    /// Skips the bracket that closes, if it is here.
    fn is_closed(&mut self, bracket: u8) -> Option<bool> {
        self.blank();
        let closed = self.peek()? == bracket;
        self.at += usize::from(closed);
        Some(closed)
    }

    /// Skips a comma; `None` if there is neither one nor the bracket that closes.
    fn comma(&mut self, bracket: u8) -> Option<()> {
        self.blank();
        match self.peek()? {
            b',' => self.at += 1,
            byte if byte == bracket => {}
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn records_of(body: &str) -> Option<Vec<&str>> {
        let spans = outline(body.as_bytes())?.records;
        Some(spans.into_iter().map(|span| &body[span]).collect())
    }

    #[test]
    fn records_are_found_whatever_form_data_has() {
        for (body, records) in [
            (
                r#"{"data":[{"a":1},{"b":"]}"}]}"#,
                Some(vec![r#"{"a":1}"#, r#"{"b":"]}"}"#]),
            ),
            (r#" [ 1 , "x" ] "#, Some(vec!["1", r#""x""#])),
            (
                r#"{"data":{"0":{"a":1},"1":{}}}"#,
                Some(vec![r#"{"a":1}"#, "{}"]),
            ),
            (r#"{"data":{"a":{"0":1}}}"#, Some(vec![r#"{"a":{"0":1}}"#])),
            (r#"{"total":0,"data":null}"#, Some(vec![])),
            (r#"{"data":""}"#, Some(vec![])),
            (r#"{"data":[]}"#, Some(vec![])),
            (r#"{"data":{}}"#, Some(vec![])),
            (r#"{"total":3}"#, Some(vec![])),
            (r#"{"data":[{},]}"#, Some(vec!["{}"])),
            (
                r#"{"data":[[{"a":1}],[1],[{},{}]]}"#,
                Some(vec![r#"{"a":1}"#, "[1]", "[{},{}]"]),
            ),
            (r#"{"data":[{}"#, None),
            (r#"{"data":[{}]} x"#, None),
            (r#"{"data":[{} {}]}"#, None),
            ("<html>", None),
            ("", None),
        ] {
            assert_eq!(records_of(body), records, "{body}");
        }
    }

    #[test]
    fn broken_json_in_one_record_does_not_hide_the_others() {
        for broken in [
            r#"{"a":NaN}"#,
            r#"{"a":"\ud800"}"#,
            "{\"a\":\"\t\"}",
            r#"{"a":1,}"#,
            r#"{"a":"\"]"}"#,
            r#"{a:1}"#,
            r#"{"a":.5, "b":[1,2,,]}"#,
        ] {
            let body = format!(r#"{{"data":[{{"x":1}},{broken},{{"y":2}}],"total":3}}"#);
            assert_eq!(
                records_of(&body),
                Some(vec![r#"{"x":1}"#, broken, r#"{"y":2}"#]),
                "{broken}"
            );
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn good_json_is_cut_where_its_elements_end(list in prop::collection::vec(json(), 0..6)) {
            let body = serde_json::to_vec_pretty(&serde_json::json!({"data": list})).unwrap();
            let found = outline(&body).unwrap().records;
            let read: Vec<Value> = found
                .into_iter()
                .map(|span| serde_json::from_slice(&body[span]).unwrap())
                .collect();
            let bare = |value: Value| match value {
                Value::Array(mut inner) if inner.len() == 1 && inner[0].is_object() => inner.remove(0),
                other => other,
            };
            let list: Vec<Value> = list.into_iter().map(bare).collect();
            prop_assert_eq!(read, list);
        }

        #[test]
        fn any_bytes_are_survived(body in prop::collection::vec(prop_oneof![
            Just(b'"'), Just(b'{'), Just(b'}'), Just(b'['), Just(b']'), Just(b','), Just(b':'),
            Just(b'\\'), any::<u8>()
        ], 0..40)) {
            if let Some(outline) = outline(&body) {
                prop_assert!(outline.records.iter().all(|span| span.end <= body.len()));
            }
        }
    }
}
