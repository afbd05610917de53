//! Reads HTML: the elements that can refer to a document, scripts, and the visible text.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use openapi_document::text::is_hidden;

/// Maximum number of visible characters quoted in a message.
const QUOTED: usize = 200;
/// Elements whose text is invisible.
const UNSEEN: [&str; 5] = ["script", "style", "template", "svg", "iframe"];
/// Elements shown only without scripts; the tokenizer returns their content as text.
const NO_SCRIPT: &str = "noscript";

/// A start tag, with its content if it is a script.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Name in lower case.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    /// Text of a `<script>`, empty for any other element.
    pub(crate) script: String,
}

impl Element {
    /// The value of an attribute (name in lower case), entities decoded, trimmed; `None` if
    /// missing or empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .attributes
            .iter()
            .find(|(written, _)| written == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }
}

/// The relevant parts of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Every start tag with an attribute or a script, in the order of the page.
    pub(crate) elements: Vec<Element>,
    /// The first visible words.
    pub(crate) words: String,
}

impl Page {
    /// Reads a page; accepts any text, in linear time.
    pub(crate) fn read(text: &str) -> Page {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut page = Page::default();
        let mut words = Words::default();
        // The element of UNSEEN that is open, if any.
        let mut inside: Option<String> = None;
        for token in Tokenizer::new_with_emitter(text, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = text_of(&tag.name);
                    if inside.is_none()
                        && !tag.self_closing
                        && (UNSEEN.contains(&&*name) || name == NO_SCRIPT)
                    {
                        inside = Some(name.clone());
                    }
                    words.gap();
                    let attributes: Vec<_> = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text_of(name), text_of(&value.value)))
                        .collect();
                    if name == "script" || !attributes.is_empty() {
                        page.elements.push(Element {
                            name,
                            attributes,
                            script: String::new(),
                        });
                    }
                }
                Token::EndTag(tag) => {
                    if inside
                        .as_deref()
                        .is_some_and(|name| name.as_bytes() == &**tag.name)
                    {
                        inside = None;
                    }
                    words.gap();
                }
                Token::String(written) => match inside.as_deref() {
                    Some("script") => {
                        if let Some(element) = page.elements.last_mut() {
                            element
                                .script
                                .push_str(&String::from_utf8_lossy(&written.value));
                        }
                    }
                    Some(NO_SCRIPT) => words.add_markup(&String::from_utf8_lossy(&written.value)),
                    Some(_) => {}
                    None => words.add(&String::from_utf8_lossy(&written.value)),
                },
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        page.words = words.text;
        page
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Text for a message: whitespace collapsed, control characters removed, at most [`QUOTED`]
/// characters.
#[derive(Default)]
struct Words {
    text: String,
    count: usize,
    gap: bool,
    full: bool,
}

impl Words {
    fn gap(&mut self) {
        self.gap = true;
    }

    /// Appends a text without its tags.
    fn add_markup(&mut self, written: &str) {
        for part in written.split('<') {
            self.gap();
            self.add(part.split_once('>').map_or(part, |(_, after)| after));
        }
    }

    fn add(&mut self, written: &str) {
        for c in written.chars() {
            if self.full {
                return;
            }
            if c.is_whitespace() || is_hidden(c) {
                self.gap = true;
                continue;
            }
            let gap = std::mem::take(&mut self.gap) && !self.text.is_empty();
            self.count += 1 + usize::from(gap);
            if self.count > QUOTED {
                self.full = true;
                self.text.push('…');
                return;
            }
            if gap {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }
}

/// Decodes bytes as UTF-8, or as Latin-1 if that fails, as old pages need.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Whether a text is a page rather than a document: it opens with a tag.
pub(crate) fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The first words of a body for a message: the visible text of a page, or the text itself.
pub fn first_words(bytes: &[u8]) -> String {
    let text = decode(bytes);
    if is_page(&text) {
        return Page::read(&text).words;
    }
    quoted(&text)
}

/// The start of an untrusted text, safe for a message.
pub(crate) fn quoted(text: &str) -> String {
    let mut words = Words::default();
    words.add(text);
    words.text
}
