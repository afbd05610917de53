//! Vectors of the code kinds from a JSON file: valid texts with their canonical form, invalid texts.

use serde_json::Value;

use crate::codes::kinds::{Mode, reader};

#[test]
#[ignore = "reads the vectors of the code kinds that CERTIFINFO_VECTORS names"]
fn every_vector_passes() {
    let path = std::env::var("CERTIFINFO_VECTORS").expect("CERTIFINFO_VECTORS names a file");
    let vectors = std::fs::read(&path).expect("the file can be read");
    let vectors: Value = serde_json::from_slice(&vectors).expect("the file is JSON");
    let mut seen = 0;
    for (kind, vectors) in vectors.as_object().expect("an object of kinds") {
        let Some(reader) = reader(kind) else { continue };
        let of = |list: &str| vectors[list].as_array().cloned().unwrap_or_default();
        for vector in of("valid") {
            let text = vector["input"].as_str().expect("an input");
            let canonical = vector["canonical"].as_str().expect("a canonical form");
            assert_eq!(
                reader(text, Mode::Lenient).as_deref(),
                Ok(canonical),
                "{kind} {text:?}"
            );
            match vector["mode"].as_str() {
                Some("strict") => {
                    assert_eq!(
                        reader(text, Mode::Strict).as_deref(),
                        Ok(canonical),
                        "{kind} {text:?}"
                    );
                }
                _ => assert!(reader(text, Mode::Strict).is_err(), "{kind} {text:?}"),
            }
            seen += 1;
        }
        for vector in of("invalid") {
            let text = vector["input"].as_str().expect("an input");
            for mode in [Mode::Strict, Mode::Lenient] {
                assert!(
                    reader(text, mode).is_err(),
                    "{kind} {text:?} {mode:?}: {vector}"
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 200, "only {seen} vectors");
}
