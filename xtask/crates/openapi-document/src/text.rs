//! Makes untrusted text safe to print; the one definition of hidden characters.

/// Whether a character changes the display order of text, so that it reads differently from what it
/// is ([Trojan Source](https://trojansource.codes)). rustc rejects these characters in code.
pub const fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is invisible or changes how its neighbours look: control characters, line
/// and paragraph separators, directional marks, and the characters that a display may leave out
/// (`Default_Ignorable_Code_Point`: joiners, fillers, selectors, tags, byte order marks).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || is_bidi_override(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{2029}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text on one line: a space replaces every [hidden character](is_hidden).
///
/// ```
/// assert_eq!(openapi_document::text::one_line("a\nb\u{202e}c"), "a b c");
/// ```
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if is_hidden(c) { ' ' } else { c })
        .collect()
}

/// The text on one line: every [hidden character](is_hidden) is escaped as in JSON, YAML and
/// JSONPath: `\u202e`.
///
/// ```
/// assert_eq!(openapi_document::text::escaped("a\u{202e}b\u{e0041}"), r"a\u202eb\uDB40\uDC41");
/// ```
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match is_hidden(c) {
            true => push_escape(&mut safe, c),
            false => safe.push(c),
        }
    }
    safe
}

/// Appends the JSON escape of one character; two escapes for a character beyond U+FFFF.
pub(crate) fn push_escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        match unit {
            // Some JSONPath readers accept surrogates in upper case only.
            0xd800..=0xdfff => out.push_str(&format!("\\u{unit:04X}")),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
}
