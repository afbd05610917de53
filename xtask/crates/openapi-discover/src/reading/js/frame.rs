//! One open bracket of a script: its content so far, and the current expression.

use serde_json::{Map, Number, Value};

use super::lex::Token;

/// The state of the current expression.
#[derive(Debug, Default)]
pub(super) enum Expression {
    /// Nothing yet.
    #[default]
    Empty,
    /// A complete literal.
    Value(Value),
    /// Names joined by dots.
    Name(String),
    /// Names, and the dot after them.
    Dotted(String),
    /// A string and a following `+`; the page's origin and a `+` count as an empty string.
    Prefix(String),
    /// A minus sign.
    Minus,
    /// Anything that is not a literal.
    Opaque,
}

impl Expression {
    pub(super) fn is_value(&self) -> bool {
        matches!(self, Expression::Value(_))
    }
}

/// An open bracket; `{` opens a block or an object.
#[derive(Debug)]
pub(super) struct Frame {
    /// `{`, `[` or `(`.
    pub(super) bracket: char,
    /// The name before a `(`, or empty.
    pub(super) callee: String,
    /// Entries of a `{`.
    pub(super) map: Map<String, Value>,
    /// Elements of a `[`, arguments of a `(`.
    pub(super) list: Vec<Value>,
    /// The key of the current value.
    pub(super) key: Option<String>,
    /// The target of the current assignment.
    pub(super) target: Option<String>,
    /// Whether some part is not a literal.
    pub(super) is_incomplete: bool,
    /// The current expression.
    pub(super) expression: Expression,
    /// The last names joined by dots, even when the expression is not a literal.
    name: String,
}

impl Frame {
    pub(super) fn new(bracket: char, callee: &str) -> Frame {
        Frame {
            bracket,
            callee: callee.to_owned(),
            map: Map::new(),
            list: Vec::new(),
            key: None,
            target: None,
            is_incomplete: false,
            expression: Expression::Empty,
            name: String::new(),
        }
    }

    /// The name that a `(` at this point would call.
    pub(super) fn callee(&self) -> &str {
        match &self.expression {
            Expression::Name(name) => name,
            Expression::Opaque => &self.name,
            _ => "",
        }
    }

    /// Takes a token that neither opens, closes nor ends anything; returns a value that turned out
    /// to be part of a larger expression.
    pub(super) fn take(&mut self, token: Token) -> Option<Value> {
        let before = std::mem::take(&mut self.expression);
        let name_before = std::mem::take(&mut self.name);
        self.expression = match (before, token) {
            (Expression::Dotted(path), Token::Word(word)) => Expression::Name(path + "." + &word),
            (Expression::Opaque, Token::Word(word)) => {
                self.name = match name_before.strip_suffix('.') {
                    Some(_) => name_before + &word,
                    None => word,
                };
                Expression::Opaque
            }
            (Expression::Opaque, Token::Punct('.')) => {
                self.name = if name_before.is_empty() {
                    name_before
                } else {
                    name_before + "."
                };
                Expression::Opaque
            }
            (Expression::Opaque, Token::Punct('=')) => {
                self.target = Some(name_before).filter(|name| !name.is_empty());
                Expression::Empty
            }
            (Expression::Empty | Expression::Name(_), Token::Text(text)) => {
                Expression::Value(Value::String(text))
            }
            (Expression::Empty | Expression::Name(_), Token::Word(word)) => named(word),
            (Expression::Prefix(prefix), Token::Text(text)) => {
                Expression::Value(Value::String(prefix + &text))
            }
            (Expression::Empty | Expression::Name(_), Token::Number(written)) => number(&written),
            (Expression::Empty, Token::Punct('-')) => Expression::Minus,
            (Expression::Minus, Token::Number(written)) => number(&format!("-{written}")),
            (Expression::Name(name), Token::Punct('.')) => Expression::Dotted(name),
            (Expression::Name(name), Token::Punct('+')) if name.ends_with("location.origin") => {
                Expression::Prefix(String::new())
            }
            (Expression::Value(Value::String(text)), Token::Punct('+')) => Expression::Prefix(text),
            (Expression::Name(name), Token::Punct('=')) => {
                self.target = Some(name);
                Expression::Empty
            }
            (Expression::Name(key), Token::Punct(':')) => self.keyed(key),
            (Expression::Value(Value::String(key)), Token::Punct(':')) => self.keyed(key),
            (Expression::Value(Value::Number(key)), Token::Punct(':')) => {
                self.keyed(key.to_string())
            }
            (_, Token::Punct(':')) => {
                self.key = None;
                Expression::Empty
            }
            (Expression::Value(value), _) => {
                self.expression = Expression::Opaque;
                return Some(value);
            }
            _ => Expression::Opaque,
        };
        None
    }

    fn keyed(&mut self, key: String) -> Expression {
        self.key = Some(key);
        Expression::Empty
    }

    /// Makes a finished object or list the value of the expression, or returns it if no value is
    /// allowed here.
    pub(super) fn place(&mut self, value: Value) -> Option<Value> {
        let free = match &self.expression {
            Expression::Empty => {
                // Without a key or an assignment, `{` opens a block.
                self.bracket != '{' || self.key.is_some() || self.target.is_some()
            }
            Expression::Name(word) => matches!(&**word, "return" | "default" | "await" | "yield"),
            _ => false,
        };
        if free {
            self.expression = Expression::Value(value);
            return None;
        }
        Some(value)
    }
}

fn named(word: String) -> Expression {
    match &*word {
        "null" | "undefined" => Expression::Value(Value::Null),
        "true" => Expression::Value(Value::Bool(true)),
        "false" => Expression::Value(Value::Bool(false)),
        _ => Expression::Name(word),
    }
}

/// Parses a decimal number; other notations are not needed.
fn number(written: &str) -> Expression {
    match written.parse::<Number>() {
        Ok(number) => Expression::Value(Value::Number(number)),
        Err(_) => Expression::Opaque,
    }
}
