//! JSON Schema of the codes (feature `schemars`).

use schemars::{Schema, json_schema};

use super::code::{Kind, Number};

/// Pattern, example and description; a range too where a number is written.
pub(super) fn schema(kind: &Kind) -> Schema {
    let description = format!("{}: {} ({})", kind.noun, kind.expected, kind.source);
    if let Number::Written { max } = kind.number {
        let example: u32 = kind.example.parse().unwrap_or_default();
        return json_schema!({
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": max,
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
