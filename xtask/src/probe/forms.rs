//! Describes values by their form, so that a report shows no content: `text "99/99/9999"`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// Maximum length of a text whose form is shown character by character.
const DRAWN: usize = 24;

/// Texts that are shown unchanged: yes, no and empty values, which are not personal data.
const HARMLESS: [&str; 14] = [
    "true", "false", "True", "False", "TRUE", "FALSE", "Oui", "Non", "oui", "non", "0", "1", "2",
    "",
];

/// The form of a value: letters become A and a, digits 9.
pub(super) fn form(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) if number.is_f64() => "number with a fraction".to_owned(),
        Value::Number(number) => match number.as_i64() {
            Some(small @ 0..10) => format!("integer {small}"),
            _ => format!("integer of {}", counted(number.to_string().len(), "digit")),
        },
        Value::String(text) if text.is_empty() => "empty text".to_owned(),
        Value::String(text) => match drawn(text) {
            Some(drawn) => format!("text {drawn:?}"),
            None => "longer text".to_owned(),
        },
        Value::Array(list) if list.is_empty() => "empty list".to_owned(),
        Value::Array(_) => "list".to_owned(),
        Value::Object(_) => "object".to_owned(),
    }
}

fn drawn(text: &str) -> Option<String> {
    if HARMLESS.contains(&text) {
        return Some(text.to_owned());
    }
    if text.chars().count() > DRAWN {
        return None;
    }
    let draw = |character: char| match character {
        c if c.is_ascii_digit() => '9',
        c if c.is_uppercase() => 'A',
        c if c.is_alphanumeric() => 'a',
        c => c,
    };
    Some(text.chars().map(draw).collect())
}

/// `1 digit`, `2 digits`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// Whether a value has the declared format; unknown formats are not checked.
pub(super) fn has_format(value: &Value, format: &str) -> bool {
    match (value, format) {
        (Value::String(text), "date") => text.len() == 10 && text.parse::<Date>().is_ok(),
        (Value::String(text), "date-time") => text.parse::<Timestamp>().is_ok(),
        (Value::String(text), "uri") => url::Url::parse(text).is_ok(),
        (Value::Number(number), "int32") => {
            number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
        }
        (Value::Number(number), "int64") => number.as_i64().is_some(),
        _ => true,
    }
}
