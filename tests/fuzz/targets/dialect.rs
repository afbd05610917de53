//! Documents of any dialect through conversion, overlay and preflight.

#![no_main]

use certifinfo_fuzz::{document::document, overlay::overlay};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use openapi_convert::convert;
use openapi_document::parse;
use progenitor_preflight::{Options, preflight};
use serde_json::{Value, json};

fuzz_target!(|bytes: &[u8]| {
    // A document as it is written, or bytes that say how to grow one and its overlay.
    match bytes {
        [0..=127, ..] => {
            if let Ok(document) = parse(bytes) {
                through(&document, &json!({}));
            }
        }
        [_, rest @ ..] => {
            let mut entropy = Unstructured::new(rest);
            let document = document(&mut entropy);
            through(&document, &overlay(&mut entropy));
        }
        [] => {}
    }
});

fn through(source: &Value, overlay: &Value) {
    let Ok(once) = convert(source) else {
        return;
    };
    assert_eq!(once.document["openapi"], "3.0.3");
    let twice = convert(&once.document).expect("what was converted is a document");
    assert_eq!(twice.document, once.document, "once is enough");
    assert!(twice.refusals.is_empty() && twice.notes.is_empty());

    let _ = preflight(&once.document, &Options::default(), &mut |_| {});

    if let Ok(applied) = openapi_overlay::apply(once.document, overlay) {
        assert!(
            applied
                .actions
                .iter()
                .all(|action| action.matched > 0 && !action.changed.is_empty())
        );
        let _ = preflight(&applied.document, &Options::default(), &mut |_| {});
    }
}
