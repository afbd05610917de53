//! `DRIFT.md` matches the code.

use std::path::Path;

use openapi_drift::catalogue::markdown;

#[test]
fn the_page_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DRIFT.md");
    if std::env::var_os("UPDATE_DRIFT_MD").is_some() {
        std::fs::write(&path, markdown()).unwrap();
    }
    let page = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        page == markdown(),
        "DRIFT.md is stale; run: UPDATE_DRIFT_MD=1 cargo test -p openapi-drift -- catalogue"
    );
}
