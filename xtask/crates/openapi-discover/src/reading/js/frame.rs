//! One open bracket of a script: what it holds so far, and the expression being read in it.

use serde_json::{Map, Number, Value};

use super::lex::Token;

/// What has been read of an expression.
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
    /// A string and a `+` after it; the page's origin and a `+` count as an empty one.
    Prefix(String),
    /// A minus sign.
    Minus,
    /// Anything that is no literal.
    Opaque,
}

impl Expression {
    pub(super) fn is_value(&self) -> bool {
        matches!(self, Expression::Value(_))
    }
}

/// A bracket that is open; `{` stands for a block as well as for an object.
#[derive(Debug)]
pub(super) struct Frame {
    /// `{`, `[` or `(`.
    pub(super) bracket: char,
    /// The name before a `(`, or nothing.
    pub(super) callee: String,
    /// Entries of a `{`.
    pub(super) map: Map<String, Value>,
    /// Elements of a `[`, arguments of a `(`.
    pub(super) list: Vec<Value>,
    /// The key whose value is being read.
    pub(super) key: Option<String>,
    /// The name that is being assigned to.
    pub(super) target: Option<String>,
    /// Something in it is no literal.
    pub(super) is_incomplete: bool,
    /// What is being read.
    pub(super) expression: Expression,
    /// The last names joined by dots, even where the expression is past being a literal.
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

    /// The name that a `(` coming now would call.
    pub(super) fn callee(&self) -> &str {
        match &self.expression {
            Expression::Name(name) => name,
            Expression::Opaque => &self.name,
            _ => "",
        }
    }

    /// Takes a token that opens, closes or ends nothing; gives back a value that turned out to be
    /// part of something larger.
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

    /// Makes a finished object or list the value of the expression, or gives it back where none
    /// can stand.
    pub(super) fn place(&mut self, value: Value) -> Option<Value> {
        let free = match &self.expression {
            Expression::Empty => {
                // Without key or target, `{` is a block.
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

/// A decimal number; the other notations do not matter here.
fn number(written: &str) -> Expression {
    match written.parse::<Number>() {
        Ok(number) => Expression::Value(Value::Number(number)),
        Err(_) => Expression::Opaque,
    }
}
