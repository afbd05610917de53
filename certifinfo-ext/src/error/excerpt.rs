//! Short, printable views of what a service sent: first words, and the place where JSON broke.

/// How many characters of a body an error keeps.
const BODY: usize = 1024;
/// How many characters of a body stand in an error's sentence.
const WORDS: usize = 120;
/// How many characters are shown on either side of the place.
const AROUND: usize = 40;

/// The body as text: whitespace folded, controls dropped, at most [`BODY`] characters.
pub(crate) fn shorten(body: &[u8]) -> String {
    // Four bytes a character at most, and as much again for the whitespace that folds away.
    clip(
        &fold(&String::from_utf8_lossy(&body[..body.len().min(BODY * 8)])),
        BODY,
    )
}

/// The first words of a body: of its `message` if it is the service's error object, of its text
/// without the tags if it is a web page. `None` when it has none.
pub(crate) fn first_words(body: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Message {
        message: String,
    }
    let text = match serde_json::from_slice::<Message>(body) {
        Ok(error) => fold(&error.message),
        Err(_) => {
            let text = String::from_utf8_lossy(&body[..body.len().min(16 * 1024)]);
            if is_web_page(body) {
                fold(&without_tags(&text))
            } else {
                fold(&text)
            }
        }
    };
    (!text.is_empty()).then(|| clip(&text, WORDS))
}

/// Whether a body is a web page (or XML): what proxies and maintenance screens answer.
pub(crate) fn is_web_page(body: &[u8]) -> bool {
    body.trim_ascii_start()
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body.trim_ascii_start())
        .first()
        == Some(&b'<')
}

/// The first words of a text, on one line.
pub(crate) fn clip_words(text: &str) -> String {
    clip(&fold(text), WORDS)
}

/// Words of the pages that ask for a login, in lower case.
const LOGIN: [&str; 12] = [
    "type=\"password\"",
    "type='password'",
    "type=password",
    "log in",
    "login",
    "sign in",
    "signin",
    "se connecter",
    "s'identifier",
    "authentification requise",
    "mot de passe",
    "captive portal",
];

/// Words of the pages that keep programs out, in lower case.
const WALL: [&str; 22] = [
    "captcha",
    "cf-chl",
    "cf-ray",
    "cloudflare",
    "challenge",
    "checking your browser",
    "just a moment",
    "attention required",
    "are you a robot",
    "are you human",
    "not a robot",
    "unusual traffic",
    "bot detection",
    "datadome",
    "incapsula",
    "imperva",
    "akamai",
    "request blocked",
    "request rejected",
    "access denied",
    "support id",
    "web application firewall",
];

/// Who keeps a gate, if a web page is one: a login page or a wall against bots.
pub(crate) fn gatekeeper(page: &[u8]) -> Option<&'static str> {
    let start = &page[..page.len().min(64 * 1024)];
    let text = String::from_utf8_lossy(start).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&WALL) {
        Some("a wall against bots")
    } else if has(&LOGIN) {
        Some("a login page")
    } else {
        None
    }
}

/// The place where a text broke, with a caret under it, on two indented lines.
///
/// `line` and `column` are serde_json's: lines from 1, columns in bytes from 1 (0: the line's start).
pub(crate) fn caret(text: &[u8], line: usize, column: usize) -> String {
    let start = text
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum::<usize>();
    let at = (start + column.saturating_sub(1)).min(text.len());
    let before = printable(&text[at.saturating_sub(AROUND * 4)..at]);
    let after = printable(&text[at..text.len().min(at + AROUND * 4)]);
    let skip = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skip).collect();
    let after: String = after.chars().take(AROUND).collect();
    format!(
        "\n    {before}{after}\n    {}^",
        " ".repeat(before.chars().count())
    )
}

/// One character a character, none of which moves the cursor: the caret must stand under its place.
fn printable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn fold(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Drops `<…>`: enough to read a maintenance page's title, no more is needed.
fn without_tags(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_the_message_the_page_or_the_text() {
        for (body, words) in [
            (
                r#"{"message": "page_size trop\ngrand"}"#,
                Some("page_size trop grand"),
            ),
            (
                "<html><head><title>502</title></head>\n<body>Bad  Gateway</body>",
                Some("502 Bad Gateway"),
            ),
            ("upstream reset", Some("upstream reset")),
            (" \n ", None),
            ("", None),
        ] {
            assert_eq!(first_words(body.as_bytes()).as_deref(), words, "{body}");
        }
    }

    #[test]
    fn long_bodies_are_clipped_on_characters() {
        let short = shorten("é".repeat(5_000).as_bytes());
        assert_eq!(short.chars().count(), BODY + 1);
        assert!(
            first_words("é".repeat(5_000).as_bytes())
                .unwrap()
                .chars()
                .count()
                <= WORDS + 1
        );
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let text = b"{\n \"total\": [1]}";
        let error =
            serde_json::from_slice::<std::collections::BTreeMap<String, u32>>(text).unwrap_err();
        let shown = caret(text, error.line(), error.column());
        let lines: Vec<&str> = shown.lines().collect();
        let under = lines[1].chars().nth(lines[2].chars().count() - 1);
        assert!(matches!(under, Some(' ' | '[')), "{shown}");
    }

    #[test]
    fn the_caret_survives_any_place() {
        for (line, column) in [(0, 0), (1, 0), (9, 9), (1, usize::MAX / 2)] {
            assert!(caret("{\u{e9}}".as_bytes(), line, column).contains('^'));
        }
    }
}
