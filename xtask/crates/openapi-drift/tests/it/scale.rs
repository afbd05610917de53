//! Large documents: time and memory are proportional to the size.

use openapi_drift::{Verdict, synthetic::synthetic};
use serde_json::json;

use crate::support::{compare, lines};

#[test]
fn a_web_of_shared_schemas_is_walked_once() {
    let old = synthetic(1);
    let size = old.to_string().len();
    assert!((800_000..1_300_000).contains(&size), "{size} bytes");
    assert_eq!(compare(&old, &old).verdict(), Verdict::None);
    let mut new = old.clone();
    new["components"]["schemas"]["Item7"]["properties"]["niveau"]["maximum"] = json!(9);
    // One schema used by hundreds of operations: one change per direction.
    assert_eq!(
        lines(&compare(&old, &new)),
        [
            "breaking response response-range-widened",
            "compatible request request-range-widened"
        ]
    );
}

#[test]
fn doubling_references_do_not_double_the_work() {
    // Each schema refers twice to the next: 2^60 paths.
    let document = |last: &str| {
        let mut schemas = serde_json::Map::new();
        for at in 0..60 {
            let next = json!({"$ref": format!("#/components/schemas/S{}", at + 1)});
            schemas.insert(
                format!("S{at}"),
                json!({"type": "object", "properties": {"a": next, "b": next}}),
            );
        }
        schemas.insert("S60".into(), json!({"type": last}));
        let mut document = crate::support::receives(&json!({"$ref": "#/components/schemas/S0"}));
        document["components"] = json!({"schemas": schemas});
        document
    };
    assert_eq!(
        lines(&compare(&document("string"), &document("integer"))),
        ["breaking response response-type-changed"]
    );
}
