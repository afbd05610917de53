//! Overlays, sound and unsound.

use libfuzzer_sys::arbitrary::Unstructured;
use serde_json::{Value, json};

use crate::document::WORDS;
use crate::tree::{self, choose};

const TARGETS: &[&str] = &[
    "$",
    "$.*",
    "$..*",
    "$.info",
    "$.paths['/a']",
    "$.paths['/a'].get",
    "$.paths.*.*",
    "$..schema",
    "$.components.schemas.A",
    "$..properties.*",
    "$..[?@.type=='string']",
    "$..parameters[0]",
    "$..parameters[?@.name=='id']",
    "$..parameters[-1:]",
    "$..[::2]",
    "$[",
    "$..[?match(@, 'a.*')]",
    "$..[?length(@) > 2]",
    "$..[?count(@.*) == 1]",
    "",
];

/// An overlay of at most four actions.
pub fn overlay(entropy: &mut Unstructured<'_>) -> Value {
    let count = entropy.int_in_range(1..=4).unwrap_or(1);
    let actions: Vec<Value> = (0..count).map(|_| action(entropy)).collect();
    match entropy.ratio(1, 12).unwrap_or(false) {
        true => tree::value(entropy, &WORDS, 3),
        false => {
            json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions})
        }
    }
}

fn action(entropy: &mut Unstructured<'_>) -> Value {
    let target = match entropy.ratio(1, 8).unwrap_or(false) {
        true => format!(
            "$.{}[{}]",
            tree::key(entropy, &WORDS),
            tree::text(entropy, &WORDS)
        ),
        false => choose(entropy, TARGETS).copied().unwrap_or("$").to_owned(),
    };
    match entropy.arbitrary().unwrap_or_default() {
        true => json!({"target": target, "remove": true}),
        false => json!({"target": target, "update": tree::value(entropy, &WORDS, 3)}),
    }
}
