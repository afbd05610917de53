//! JSON Schema of the codes (feature `schemars`).

use schemars::{Schema, json_schema};

use super::code::{Kind, Number};

/// Pattern, example and description for text; a range is left to the reader for numbers.
pub(super) fn schema(kind: &Kind) -> Schema {
    let description = format!("{}: {} ({})", kind.noun, kind.expected, kind.source);
    if kind.number == Number::Written {
        let example: u32 = kind.example.parse().unwrap_or_default();
        return json_schema!({
            "type": ["integer", "string"],
            "minimum": 1,
            "pattern": kind.pattern,
            "examples": [example],
            "description": description,
        });
    }
    json_schema!({
        "type": "string",
        "pattern": kind.pattern,
        "examples": [kind.example],
        "description": description,
    })
}
