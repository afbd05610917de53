//! The envelope of a page: `total`, the next page, a message for people.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::paging::{Next, Total};

/// The names under which services put a message for people.
const MESSAGES: [&str; 6] = ["message", "error", "erreur", "errors", "detail", "title"];
/// The names of the parameter that is the page's number, in an address.
const PAGE_NUMBERS: [&str; 3] = ["page_num=", "page=", "pageNumber="];

/// An announced total, in any form: a number, a text, `{"value": 10000, "relation": "gte"}`.
#[derive(Debug, Default)]
pub(super) struct Announced(pub(super) Option<Total>);

impl<'de> Deserialize<'de> for Announced {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let total = total(&value);
        // A scalar that is not a number is ignored. An object or a list is an unknown form.
        let unknown = total.is_none() && (value.is_object() || value.is_array());
        if unknown {
            let what = "`total` is neither a count nor {\"value\", \"relation\"}";
            return Err(serde::de::Error::custom(what));
        }
        Ok(Announced(total))
    }
}

fn total(value: &Value) -> Option<Total> {
    match value {
        Value::Object(members) => {
            let Total::Exact(count) = total(members.get("value")?)? else {
                return None;
            };
            match members.get("relation").and_then(Value::as_str)? {
                "eq" => Some(Total::Exact(count)),
                _ => Some(Total::AtLeast(count)),
            }
        }
        Value::Array(list) => match list.as_slice() {
            [only] if !only.is_array() => total(only),
            _ => None,
        },
        Value::String(text) => whole(text.trim()).map(Total::Exact),
        Value::Number(number) => whole(&number.to_string()).map(Total::Exact),
        Value::Null | Value::Bool(_) => None,
    }
}

/// A count as text: `437`, `437.0`. One too large to be true is the largest, not none.
fn whole(text: &str) -> Option<u64> {
    let read = |text: &str| text.parse::<f64>().ok();
    let is_whole = |number: &f64| number.is_finite() && *number >= 0.0 && number.fract() == 0.0;
    let exact = text.parse().ok();
    exact.or_else(|| read(text).filter(is_whole).map(|number| number as u64))
}

/// What page `number` says about the next one. A hint that names a page that is not ahead is
/// wrong, and says nothing.
pub(super) fn next(pagination: Option<&Value>, top: Option<&Value>, number: u32) -> Next {
    let hint = match pagination {
        Some(Value::Object(members)) => members.get("next").or(top),
        _ => top,
    };
    let names = |page: u64| {
        if page > u64::from(number) {
            Next::More
        } else {
            Next::Silent
        }
    };
    match hint {
        None => Next::Silent,
        Some(Value::Null | Value::Bool(false)) => Next::End,
        Some(Value::Bool(true)) => Next::More,
        Some(Value::Number(page)) => page.as_u64().map_or(Next::Silent, names),
        Some(Value::String(text)) if text.trim().is_empty() => Next::End,
        Some(Value::String(text)) => page_number(text.trim()).map_or(Next::More, names),
        Some(Value::Array(list)) if list.is_empty() => Next::End,
        Some(Value::Object(members)) if members.is_empty() => Next::End,
        Some(Value::Array(_) | Value::Object(_)) => Next::More,
    }
}

/// The number of the page that an address leads to.
fn page_number(address: &str) -> Option<u64> {
    let name_and_rest = PAGE_NUMBERS.iter().find_map(|name| {
        let at = address.find(name)?;
        let before = address[..at].chars().next_back();
        matches!(before, None | Some('?' | '&' | ';')).then(|| &address[at + name.len()..])
    });
    let text = name_and_rest.unwrap_or(address);
    let end = text.find(|c: char| !c.is_ascii_digit());
    match (end, name_and_rest) {
        (Some(end), Some(_)) => text[..end].parse().ok(),
        (None, _) => text.parse().ok(),
        (Some(_), None) => None,
    }
}

/// What an answer says to people, if it does.
pub(crate) fn message(answer: &Value) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Object(_) => message(value),
        _ => None,
    };
    MESSAGES
        .iter()
        .filter_map(|name| answer.get(name))
        .find_map(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_total_is_read_in_every_form() {
        for (sent, read) in [
            (json!(437), Some(Total::Exact(437))),
            (json!("437"), Some(Total::Exact(437))),
            (json!(" 437 "), Some(Total::Exact(437))),
            (json!(437.0), Some(Total::Exact(437))),
            (json!([437]), Some(Total::Exact(437))),
            (
                json!({"value": 437, "relation": "eq"}),
                Some(Total::Exact(437)),
            ),
            (
                json!({"value": "437", "relation": "eq"}),
                Some(Total::Exact(437)),
            ),
            (json!({"value": 437}), None),
            (
                json!({"value": 10000, "relation": "gte"}),
                Some(Total::AtLeast(10_000)),
            ),
            (json!(null), None),
            (json!(1e30), Some(Total::Exact(u64::MAX))),
            (json!(-1), None),
            (json!(4.5), None),
            (json!("many"), None),
            (json!({"count": 3}), None),
        ] {
            assert_eq!(total(&sent), read, "{sent}");
        }
    }

    #[test]
    fn a_next_that_names_no_page_ahead_says_nothing() {
        for (sent, read) in [
            (
                json!({"next": "/recherche?page_num=4&page_size=10"}),
                Next::More,
            ),
            (
                json!({"next": "/get?page_num=2&page_size=10"}),
                Next::Silent,
            ),
            (
                json!({"next": "/recherche?page_size=10&page=4"}),
                Next::More,
            ),
            (json!({"next": "/recherche?cursor=abc"}), Next::More),
            (json!({"next": 4}), Next::More),
            (json!({"next": "4"}), Next::More),
            (json!({"next": 3}), Next::Silent),
            (json!({"next": true}), Next::More),
            (json!({"next": null}), Next::End),
            (json!({"next": ""}), Next::End),
            (json!({"next": false}), Next::End),
            (json!({}), Next::Silent),
            (json!(null), Next::Silent),
        ] {
            assert_eq!(next(Some(&sent), None, 3), read, "{sent}");
        }
        assert_eq!(next(None, Some(&json!(4)), 3), Next::More);
    }

    #[test]
    fn a_message_is_found_under_its_usual_names() {
        for (sent, read) in [
            (
                json!({"message": " Une erreur est survenue "}),
                Some("Une erreur est survenue"),
            ),
            (
                json!({"error": {"code": 500, "message": "interne"}}),
                Some("interne"),
            ),
            (json!({"detail": "x", "message": ""}), Some("x")),
            (json!({"message": 5}), None),
            (json!([]), None),
        ] {
            assert_eq!(message(&sent).as_deref(), read, "{sent}");
        }
    }
}
