//! Splits JavaScript into coarse tokens: comments removed, strings decoded.
//!
//! One pass that visits each character a bounded number of times: the script may be hostile.

/// A token; everything that cannot be part of a literal is [`Token::Operator`] or
/// [`Token::Opaque`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A string, or a template without expressions (a leading `${location.origin}` is dropped, so
    /// `${location.origin}/x` is `/x`).
    Text(String),
    /// A name or keyword.
    Word(String),
    /// A number as written.
    Number(String),
    /// A single character: a bracket, a separator, `=`, `+`, `-`, `.` or any other.
    Punct(char),
    /// An operator of several characters that contains `=`: a comparison, an arrow, `+=`.
    Operator,
    /// A regular expression, or a template with expressions.
    Opaque,
}

/// The tokens of a script; accepts any text.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Whether the last token was a value, so that a slash means division.
    after_value: bool,
    /// The position up to which a search for the end of a regular expression failed; it is not
    /// repeated.
    no_regex_until: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Lexer {
            text,
            at: 0,
            after_value: false,
            no_regex_until: 0,
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let c = self.peek()?;
            if let Some(token) = self.step(c) {
                self.after_value = ends_value(&token);
                return Some(token);
            }
        }
    }
}

/// Whether a slash after the token means division; otherwise it starts a regular expression.
fn ends_value(token: &Token) -> bool {
    match token {
        Token::Word(word) => {
            !matches!(&**word, "return" | "typeof" | "case" | "in" | "of" | "void")
        }
        Token::Punct(c) => matches!(c, ')' | ']' | '}'),
        Token::Operator => false,
        Token::Text(_) | Token::Number(_) | Token::Opaque => true,
    }
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes characters while `wanted` accepts them.
    fn run(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let run: String = self.rest().chars().take_while(|c| wanted(*c)).collect();
        self.at += run.len();
        run
    }

    /// Takes a token, or the white space and comments between tokens.
    fn step(&mut self, c: char) -> Option<Token> {
        Some(match c {
            _ if c.is_whitespace() => {
                self.bump();
                return None;
            }
            '/' if self.rest().starts_with("//") => {
                self.run(|c| !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'));
                return None;
            }
            '/' if self.rest().starts_with("/*") => {
                let end = self.rest().get(2..).and_then(|rest| rest.find("*/"));
                self.at = end.map_or(self.text.len(), |end| self.at + end + 4);
                return None;
            }
            '/' if !self.after_value && self.skip_regex() => Token::Opaque,
            '"' | '\'' => self.string(c),
            '`' => self.template(),
            _ if is_word(c) && !c.is_ascii_digit() => Token::Word(self.run(is_word)),
            _ if c.is_ascii_digit() => self.number(),
            '=' => {
                self.bump();
                match self.run(|c| matches!(c, '=' | '>')).is_empty() {
                    true => Token::Punct('='),
                    false => Token::Operator,
                }
            }
            _ => {
                self.bump();
                Token::Punct(c)
            }
        })
    }

    fn number(&mut self) -> Token {
        let mut number = self.run(|c| is_word(c) || c == '.');
        if number.ends_with(['e', 'E']) && !number.starts_with("0x") {
            number += &self.run(|c| matches!(c, '+' | '-' | '0'..='9'));
        }
        Token::Number(number)
    }

    /// Reads a string up to its quote; without a quote on the same line it is not a string.
    fn string(&mut self, quote: char) -> Token {
        self.bump();
        let mut value = String::new();
        while let Some(c) = self.bump() {
            match c {
                _ if c == quote => return Token::Text(value),
                '\\' => self.escape(&mut value),
                '\n' | '\r' => break,
                _ => value.push(c),
            }
        }
        Token::Opaque
    }

    fn escape(&mut self, value: &mut String) {
        let Some(c) = self.bump() else { return };
        match c {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            'v' => value.push('\u{b}'),
            '0' => value.push('\0'),
            '\r' if self.peek() == Some('\n') => {
                self.bump();
            }
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {}
            'x' => value.push(self.hex(2).and_then(char::from_u32).unwrap_or('\u{fffd}')),
            'u' => {
                let unit = self.unicode();
                let c = match unit {
                    Some(high @ 0xD800..=0xDBFF) if self.rest().starts_with("\\u") => {
                        self.at += 2;
                        let low = self.unicode().unwrap_or(0);
                        let low = low.wrapping_sub(0xDC00);
                        (low < 0x400).then(|| 0x10000 + ((high - 0xD800) << 10) + low)
                    }
                    unit => unit,
                };
                value.push(c.and_then(char::from_u32).unwrap_or('\u{fffd}'));
            }
            _ => value.push(c),
        }
    }

    /// Reads the rest of a `\u` escape: four digits, or any number in braces.
    fn unicode(&mut self) -> Option<u32> {
        if self.peek() != Some('{') {
            return self.hex(4);
        }
        self.bump();
        let digits = self.run(|c| c.is_ascii_hexdigit());
        if self.peek() == Some('}') {
            self.bump();
        }
        u32::from_str_radix(&digits, 16).ok()
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        self.at += count;
        Some(value)
    }

    fn template(&mut self) -> Token {
        self.bump();
        let mut value = String::new();
        let mut plain = true;
        while let Some(c) = self.bump() {
            match c {
                '`' => {
                    return if plain {
                        Token::Text(value)
                    } else {
                        Token::Opaque
                    };
                }
                '\\' => self.escape(&mut value),
                '$' if self.peek() == Some('{') => {
                    let from = self.at + 1;
                    self.skip_expression();
                    let written = self.text.get(from..self.at.saturating_sub(1));
                    let written = written.unwrap_or_default().trim_end();
                    plain &= value.is_empty() && written.ends_with("location.origin");
                }
                _ => value.push(c),
            }
        }
        Token::Opaque
    }

    /// Skips `{…}` of a template, with the strings and templates in it.
    fn skip_expression(&mut self) {
        // The open delimiters, innermost last: a brace or the quote of a string.
        let mut open = Vec::new();
        while let Some(c) = self.bump() {
            match (open.last(), c) {
                (Some('"' | '\'' | '`'), '\\') => {
                    self.bump();
                }
                (Some('`'), '$') if self.peek() == Some('{') => {
                    self.bump();
                    open.push('{');
                }
                (Some('"' | '\'' | '`'), c) => {
                    open.pop_if(|quote| *quote == c);
                }
                (_, '{' | '"' | '\'' | '`') => open.push(c),
                (_, '}') => {
                    open.pop();
                }
                _ => {}
            }
            if open.is_empty() {
                return;
            }
        }
    }

    /// Skips a regular expression, if one ends on this line.
    fn skip_regex(&mut self) -> bool {
        if self.at < self.no_regex_until {
            return false;
        }
        let mut in_class = false;
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices().skip(1) {
            match c {
                '\n' | '\r' => {
                    self.no_regex_until = self.at + offset;
                    return false;
                }
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    self.at += offset + 1;
                    self.run(|c| c.is_ascii_alphabetic());
                    return true;
                }
                _ => {}
            }
        }
        self.no_regex_until = self.text.len();
        false
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}
