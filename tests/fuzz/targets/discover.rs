//! Pages, scripts, configurations and headers from any bytes: where is the document?

#![no_main]

use libfuzzer_sys::fuzz_target;
use openapi_discover::reading::{self, Reading, Target, looks_like_document};
use openapi_document::parse;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for primary in [None, Some("x")] {
        sound(&reading::page(&text, primary), bytes.len());
        sound(&reading::script(&text, primary), bytes.len());
    }
    sound(
        &reading::page(&format!("<script>{text}</script>"), None),
        bytes.len(),
    );

    let headers: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut reading = Reading::default();
    reading::link_headers(&headers, &mut reading);
    sound(&reading, bytes.len());

    match parse(bytes) {
        Ok(value) => {
            sound(&reading::configuration(&value, None), bytes.len());
            let written = value.to_string();
            assert_eq!(
                parse(written.as_bytes()).as_ref(),
                Ok(&value),
                "JSON reads back"
            );
        }
        Err(error) => assert!(error.to_string().len() < 2_000, "a message stays short"),
    }
});

/// A document that was found is one, and nothing comes out larger than what went in.
fn sound(reading: &Reading, length: usize) {
    assert!(reading.hints.len() <= length + 1);
    for hint in &reading.hints {
        if let Target::Document(document) = &hint.target {
            assert!(looks_like_document(document), "{document}");
            assert!(document.to_string().len() <= 6 * length + 64);
        }
    }
}
