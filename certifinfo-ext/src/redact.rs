//! Strikes the token out of what the service sends back, in whatever escaped form it comes.
//!
//! Text and token are compared with all escapes undone, JSON, HTML and percent-encoding in any
//! nesting, and what matches is struck out of the original. Base64 and hexadecimal are not undone:
//! the token is encoded instead, and its encodings are looked for too, also inside a longer text
//! that was encoded as a whole, such as `user:token`.

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;

/// The replacement for the token.
const STRUCK: &[u8] = b"***";
/// A shorter token is not a secret, and removing it would damage ordinary text.
const SHORTEST: usize = 4;
/// How deep escapes may be nested.
const NESTED: usize = 8;

/// The HTML names of ASCII characters.
const ENTITIES: [(&str, u8); 34] = [
    ("amp", b'&'),
    ("lt", b'<'),
    ("gt", b'>'),
    ("quot", b'"'),
    ("apos", b'\''),
    ("excl", b'!'),
    ("num", b'#'),
    ("dollar", b'$'),
    ("percnt", b'%'),
    ("lpar", b'('),
    ("rpar", b')'),
    ("ast", b'*'),
    ("plus", b'+'),
    ("comma", b','),
    ("period", b'.'),
    ("sol", b'/'),
    ("colon", b':'),
    ("semi", b';'),
    ("equals", b'='),
    ("quest", b'?'),
    ("commat", b'@'),
    ("lsqb", b'['),
    ("lbrack", b'['),
    ("bsol", b'\\'),
    ("rsqb", b']'),
    ("rbrack", b']'),
    ("Hat", b'^'),
    ("lowbar", b'_'),
    ("grave", b'`'),
    ("lcub", b'{'),
    ("verbar", b'|'),
    ("vert", b'|'),
    ("rcub", b'}'),
    ("nbsp", b' '),
];

/// The token, ready to be looked for. Its `Debug` shows nothing of it.
pub(crate) struct Redactor {
    /// The token with all escapes undone, and its encodings; none if it is too short to be a
    /// secret.
    forms: Vec<Form>,
}

/// One spelling of the token.
struct Form {
    bytes: Vec<u8>,
    /// The bytes in lower case.
    lower: Vec<u8>,
    /// Its longest run of letters and digits, which only few encoders change, in lower case.
    run: Vec<u8>,
}

/// A decoded byte, and its position in the original.
#[derive(Clone, Copy)]
struct Unescaped {
    byte: u8,
    start: usize,
    end: usize,
}

impl Redactor {
    pub(crate) fn new(token: &str) -> Self {
        if token.len() < SHORTEST {
            return Self { forms: Vec::new() };
        }
        let plain = unescape(token.as_bytes());
        let mut spellings = vec![plain.iter().map(|unescaped| unescaped.byte).collect()];
        spellings.extend(encodings(token.as_bytes()));
        spellings.sort_unstable();
        spellings.dedup();
        Self {
            forms: spellings.into_iter().map(Form::new).collect(),
        }
    }

    /// The text without the token.
    pub(crate) fn strike<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.strike_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// The bytes without the token, and without its start where they break off within it.
    pub(crate) fn strike_bytes<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        if !self.may_be_in(text) {
            return Cow::Borrowed(text);
        }
        let plain = unescape(text);
        let mut struck = Vec::new();
        let (mut kept, mut at) = (0, 0);
        while at < plain.len() {
            let rest = &plain[at..];
            let same = self.forms.iter().filter_map(|form| form.starts(rest)).max();
            if let Some(same) = same {
                struck.extend_from_slice(&text[kept..rest[0].start]);
                struck.extend_from_slice(STRUCK);
                kept = rest[same - 1].end;
                at += same;
            } else {
                at += 1;
            }
        }
        if kept == 0 {
            return Cow::Borrowed(text);
        }
        struck.extend_from_slice(&text[kept..]);
        Cow::Owned(struck)
    }

    /// A fast check: whether the text contains a part of the token, or an escaped letter or digit.
    fn may_be_in(&self, text: &[u8]) -> bool {
        if self.forms.is_empty() {
            return false;
        }
        let lower = text.to_ascii_lowercase();
        self.forms.iter().any(|form| form.may_be_in(&lower))
            || memchr::memchr3_iter(b'\\', b'%', b'&', text).any(|at| {
                let escape = text.get(at + 1..).unwrap_or_default();
                match text[at] {
                    b'%' => matches!(escape, [b'2'..=b'7' | b'u', ..]),
                    b'&' => matches!(escape, [b'#', ..] | [b'a', b'm', b'p', ..]),
                    _ => matches!(
                        escape,
                        [b'u', b'0', b'0', b'2'..=b'7', ..] | [b'u', b'{', ..] | [b'x' | b'\\', ..]
                    ),
                }
            })
    }
}

impl Form {
    fn new(bytes: Vec<u8>) -> Self {
        let lower = bytes.to_ascii_lowercase();
        let runs = lower.split(|byte| !byte.is_ascii_alphanumeric());
        let run = runs.max_by_key(|run| run.len()).unwrap_or_default();
        let run = run.to_vec();
        Self { bytes, lower, run }
    }

    /// How many bytes of the text's start it matches: all of its own, or all that there are before
    /// the text breaks off.
    fn starts(&self, text: &[Unescaped]) -> Option<usize> {
        let pairs = text.iter().zip(&self.bytes);
        let same = pairs.take_while(|(a, b)| a.byte.eq_ignore_ascii_case(b));
        let same = same.count();
        let whole = same == self.bytes.len();
        (whole || (same == text.len() && same >= SHORTEST)).then_some(same)
    }

    /// Whether a text in lower case holds a part of it, or breaks off within it.
    fn may_be_in(&self, lower: &[u8]) -> bool {
        self.run.len() < SHORTEST
            || memmem::find(lower, &self.run).is_some()
            || (SHORTEST..self.lower.len()).any(|len| lower.ends_with(&self.lower[..len]))
    }
}

/// The token in hexadecimal, and in base64 as it reads behind 0, 1 or 2 other bytes: without the
/// characters that depend on its neighbours.
fn encodings(token: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut hexadecimal = String::new();
    for byte in token {
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    let base64 = [STANDARD_NO_PAD, URL_SAFE_NO_PAD]
        .into_iter()
        .flat_map(move |engine| {
            (0..3_usize).map(move |before| {
                let encoded = engine.encode([&[0; 2][..before], token].concat());
                // Six bits a character: those of the token alone.
                let first = (before * 8).div_ceil(6);
                let end = (before + token.len()) * 8 / 6;
                encoded.into_bytes()[first..end].to_vec()
            })
        });
    base64.chain([hexadecimal.into_bytes()])
}

/// Decodes escapes until none is left.
fn unescape(text: &[u8]) -> Vec<Unescaped> {
    let plain = |(start, &byte): (usize, &u8)| Unescaped {
        byte,
        start,
        end: start + 1,
    };
    let mut bytes: Vec<Unescaped> = text.iter().enumerate().map(plain).collect();
    for _ in 0..NESTED {
        let before = bytes.len();
        bytes = unescape_once(&bytes);
        if bytes.len() == before {
            break;
        }
    }
    bytes
}

fn unescape_once(text: &[Unescaped]) -> Vec<Unescaped> {
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&first) = text.get(at) {
        let found = match first.byte {
            b'\\' => backslash(&text[at..]),
            b'%' => percent(&text[at..]),
            b'&' => entity(&text[at..]),
            _ => None,
        };
        let (byte, len) = found.unwrap_or((first.byte, 1));
        let end = text[at + len - 1].end;
        plain.push(Unescaped {
            byte,
            start: first.start,
            end,
        });
        at += len;
    }
    plain
}

/// The character behind a number; what is not ASCII is in no token.
fn ascii(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// A number in digits, at most `most` of them from `from` on, and where they end.
fn number(text: &[Unescaped], from: usize, most: usize, radix: u32) -> Option<(u32, usize)> {
    let digits = text.get(from..)?.iter().take(most);
    let (mut number, mut len) = (0_u32, 0);
    for digit in digits.map_while(|unescaped| char::from(unescaped.byte).to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        len += 1;
    }
    (len > 0).then_some((number, from + len))
}

/// `\u0041`, `\u{41}`, `\x41`, `\"`, `\\`, `\/`, `\n`.
fn backslash(text: &[Unescaped]) -> Option<(u8, usize)> {
    match text.get(1)?.byte {
        b'u' if text.get(2)?.byte == b'{' => {
            let (code, end) = number(text, 3, 6, 16)?;
            (text.get(end)?.byte == b'}').then_some((ascii(code), end + 1))
        }
        b'u' => {
            let (code, end) = number(text, 2, 4, 16)?;
            (end == 6).then_some((ascii(code), end))
        }
        b'x' => {
            let (code, end) = number(text, 2, 2, 16)?;
            (end == 4).then_some((ascii(code), end))
        }
        byte if byte.is_ascii_punctuation() => Some((byte, 2)),
        b'n' | b'r' | b't' | b'b' | b'f' => Some((b' ', 2)),
        _ => None,
    }
}

/// `%41`, `%u0041`.
fn percent(text: &[Unescaped]) -> Option<(u8, usize)> {
    let (from, digits) = match text.get(1)?.byte {
        b'u' => (2, 4),
        _ => (1, 2),
    };
    let (code, end) = number(text, from, digits, 16)?;
    (end == from + digits).then_some((ascii(code), end))
}

/// `&#65;`, `&#x41;`, `&quot;`.
fn entity(text: &[Unescaped]) -> Option<(u8, usize)> {
    if text.get(1)?.byte == b'#' {
        let hex = matches!(text.get(2)?.byte, b'x' | b'X');
        let (from, radix) = if hex { (3, 16) } else { (2, 10) };
        let (code, end) = number(text, from, 8, radix)?;
        let closed = text.get(end).is_some_and(|next| next.byte == b';');
        return Some((ascii(code), end + usize::from(closed)));
    }
    let is_named = |(name, _): &&(&str, u8)| {
        let bytes = text.get(1..=name.len() + 1);
        bytes.is_some_and(|bytes| {
            bytes[name.len()].byte == b';'
                && bytes.iter().zip(name.bytes()).all(|(a, b)| a.byte == b)
        })
    };
    let (name, byte) = ENTITIES.iter().find(is_named)?;
    Some((*byte, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKEN: &str = r#"je"ton<&'\/%41+=é-0123"#;

    fn html(text: &str) -> String {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
            .replace('\'', "&#039;")
    }

    fn json(text: &str) -> String {
        let quoted = serde_json::to_string(text).unwrap();
        quoted[1..quoted.len() - 1].replace('/', "\\/")
    }

    fn percent(text: &str) -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    }

    fn unicode(text: &str) -> String {
        text.chars()
            .map(|c| format!("\\u{:04x}", u32::from(c)))
            .collect()
    }

    fn debug(text: &str) -> String {
        let quoted = format!("{text:?}");
        quoted[1..quoted.len() - 1].to_owned()
    }

    fn numbers(text: &str) -> String {
        text.chars()
            .map(|c| format!("&#x{:X};", u32::from(c)))
            .collect()
    }

    const FORMS: [fn(&str) -> String; 7] =
        [str::to_owned, html, json, percent, unicode, debug, numbers];

    #[test]
    fn every_form_and_every_nesting_of_two_is_struck() {
        for token in [
            "jeton-tres-secret-0123456789",
            r#"a"b<c&d'e\f/g"#,
            "abc+/==0123",
            "%41bcd",
        ] {
            let redactor = Redactor::new(token);
            for outer in FORMS {
                for inner in FORMS {
                    let escaped = outer(&inner(token));
                    let text = format!("avant {escaped} après");
                    assert_eq!(
                        redactor.strike(&text),
                        "avant *** après",
                        "{token} as {escaped}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_encoded_token_is_struck_wherever_it_is_in_what_was_encoded() {
        let token = "jeton/très+secret~0123456789?";
        let redactor = Redactor::new(token);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            for before in ["", "u", "u:", "utilisateur:", "token-connexion: "] {
                for after in ["", "\n", ":x", " et la suite"] {
                    let encoded = engine.encode(format!("{before}{token}{after}"));
                    for text in [encoded.clone(), json(&encoded), percent(&encoded)] {
                        let text = format!("Authorization: Basic {text}");
                        let struck = redactor.strike(&text);
                        let (_, rest) = struck.split_once("Basic ").unwrap();
                        let left = rest.replacen("***", "", 1);
                        // At most what encodes the neighbours, and a character at each edge.
                        let neighbours = (before.len() + after.len()) * 4 / 3 + 4;
                        assert!(rest.contains("***"), "{struck}");
                        assert!(percent_decoded(&left) <= neighbours, "{struck}");
                    }
                }
            }
        }
        let hexadecimal: String = token.bytes().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(redactor.strike(&format!("0x{hexadecimal}.")), "0x***.");
    }

    /// How many characters a percent-encoded text has.
    fn percent_decoded(text: &str) -> usize {
        text.len() - 2 * text.matches('%').count()
    }

    #[test]
    fn a_text_that_breaks_off_within_the_token_loses_its_start() {
        let redactor = Redactor::new("jeton-secret-01");
        assert_eq!(redactor.strike("token: jeton-sec"), "token: ***");
        assert_eq!(redactor.strike("token: jet"), "token: jet");
        assert_eq!(
            redactor.strike("JETON-SECRET-01 Jeton-Secret-01."),
            "*** ***."
        );
    }

    #[test]
    fn what_is_no_token_stays_as_it_is() {
        let redactor = Redactor::new("jeton-secret-01");
        for text in [
            "",
            "%",
            "&",
            "\\",
            "&#;",
            "\\u12",
            "%4",
            "&amp; \\n %20 é",
            "jeton-public-01",
        ] {
            assert_eq!(redactor.strike(text), text);
        }
        assert_eq!(Redactor::new("abc").strike("abc abc"), "abc abc");
    }

    proptest! {
        #[test]
        fn nothing_of_the_token_is_left(before in ".{0,30}", after in ".{0,30}", form in 0_usize..7) {
            // Escapes that the text begins could swallow the token's start.
            prop_assume!(!before.ends_with(['\\', '%', '&']) && !before.contains(['\\', '%', '&']));
            let token = TOKEN.replace('é', "e");
            let text = format!("{before}{}{after}", FORMS[form](&token));
            let struck = Redactor::new(&token).strike(&text).into_owned();
            prop_assert!(!struck.contains("0123"), "{struck}");
        }

        #[test]
        fn any_bytes_are_survived(text in prop::collection::vec(prop_oneof![
            Just(b'\\'), Just(b'%'), Just(b'&'), Just(b'#'), Just(b'u'), Just(b';'), any::<u8>()
        ], 0..60)) {
            Redactor::new("jeton").strike_bytes(&text);
        }
    }
}
