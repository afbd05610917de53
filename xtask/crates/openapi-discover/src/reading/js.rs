//! Extracts literals from a script: the arguments of calls and the values of variables. Nothing is
//! executed; an expression that is not a literal is ignored.
//!
//! One pass follows the brackets with a stack of [`Frame`]s, so every object is built once, from
//! the inside out, in a call, a function body or another object.

mod frame;
mod lex;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::Value;

use crate::reading::is_document;
use frame::{Expression, Frame};
use lex::{Lexer, Token};

/// Maximum nesting of brackets; deeper ones are skipped to save memory.
const MAX_DEPTH: usize = 128;

/// One literal found in a script.
#[derive(Debug, PartialEq)]
pub(crate) enum Find {
    /// `name(arguments)`; an argument that is not a literal is `Null`.
    Call(String, Vec<Value>),
    /// `name = value`.
    Assign(String, Value),
    /// An object in any other position.
    Loose(Value),
    /// An OpenAPI document with a part that is not a literal, or that is nested too deep.
    Incomplete,
}

/// Reads a script; accepts any text, in linear time.
pub(crate) fn read(text: &str) -> Vec<Find> {
    let mut reader = Reader {
        top: Frame::new('{', ""),
        outer: Vec::new(),
        too_deep: 0,
        finds: Vec::new(),
        strings: HashMap::new(),
    };
    for token in Lexer::new(text) {
        reader.take(token);
    }
    while !reader.outer.is_empty() {
        reader.close();
    }
    reader.finish(true);
    reader.finds
}

struct Reader {
    /// The innermost open bracket, or the script itself.
    top: Frame,
    /// The enclosing brackets, the script first.
    outer: Vec<Frame>,
    /// Number of open brackets beyond [`MAX_DEPTH`].
    too_deep: usize,
    finds: Vec<Find>,
    /// Variables with a string value, by name.
    strings: HashMap<String, String>,
}

impl Reader {
    fn take(&mut self, token: Token) {
        match token {
            Token::Punct('{' | '[' | '(') if self.outer.len() >= MAX_DEPTH => self.too_deep += 1,
            Token::Punct('}' | ']' | ')') if self.too_deep > 0 => {
                self.too_deep -= 1;
                self.top.is_incomplete = true;
                self.top.expression = Expression::Opaque;
            }
            _ if self.too_deep > 0 => {}
            Token::Punct(c @ ('{' | '[' | '(')) => self.open(c),
            Token::Punct('}' | ']' | ')') => self.close(),
            Token::Punct(',' | ';') => self.finish(false),
            // A name after a complete value starts a new statement: the semicolon was omitted.
            Token::Word(_) if self.top.expression.is_value() => {
                self.finish(false);
                self.top.take(token);
            }
            token => {
                if let Some(dropped) = self.top.take(token) {
                    self.loose(dropped);
                }
            }
        }
    }

    fn open(&mut self, bracket: char) {
        let callee = match bracket {
            '(' => self.top.callee().to_owned(),
            _ => String::new(),
        };
        let around = std::mem::replace(&mut self.top, Frame::new(bracket, &callee));
        self.outer.push(around);
    }

    /// Closes the innermost bracket and passes its value to the enclosing one.
    fn close(&mut self) {
        self.finish(true);
        // An unmatched closing bracket is ignored.
        let Some(around) = self.outer.pop() else {
            return;
        };
        let frame = std::mem::replace(&mut self.top, around);
        self.top.is_incomplete |= frame.is_incomplete && frame.bracket != '(';
        match frame.bracket {
            '{' if frame.is_incomplete && is_document(&frame.map) => {
                self.finds.push(Find::Incomplete);
                self.top.expression = Expression::Opaque;
            }
            '{' => {
                let object = Value::Object(frame.map);
                if let Some(object) = self.top.place(object) {
                    self.loose(object);
                    // A block: what follows is a new statement or entry.
                    self.top.expression = Expression::Empty;
                }
            }
            '[' => {
                let list = Value::Array(frame.list);
                if self.top.place(list).is_some() {
                    self.top.expression = Expression::Opaque;
                }
            }
            _ => self.call(frame.callee, frame.list),
        }
    }

    fn call(&mut self, callee: String, arguments: Vec<Value>) {
        let value = match (&*callee, &*arguments) {
            ("JSON.parse", [Value::String(text)]) => serde_json::from_str(text).ok(),
            _ => None,
        };
        match value {
            Some(value) => self.top.expression = Expression::Value(value),
            None => {
                self.top.expression = Expression::Opaque;
                if arguments.iter().any(|argument| !argument.is_null()) {
                    self.finds.push(Find::Call(callee, arguments));
                }
            }
        }
    }

    /// Ends an expression: an entry, an element, an argument, an assignment or a statement;
    /// `at_end` when its bracket closes.
    fn finish(&mut self, at_end: bool) {
        let Reader {
            top: frame,
            finds,
            strings,
            ..
        } = self;
        let mut word = None;
        let value = match std::mem::take(&mut frame.expression) {
            Expression::Value(value) => Some(value),
            Expression::Name(name) => {
                let value = strings.get(&name).cloned().map(Value::String);
                word = Some(name);
                value
            }
            // The end of `()`, or after the last comma of a list.
            Expression::Empty if frame.bracket != '{' && at_end => return,
            _ => None,
        };
        let key = frame.key.take();
        if let Some(name) = frame.target.take() {
            match value {
                Some(Value::String(text)) => {
                    finds.push(Find::Assign(name.clone(), Value::String(text.clone())));
                    strings.insert(name, text);
                }
                Some(value) => finds.push(Find::Assign(name, value)),
                None => {}
            }
            return;
        }
        match (frame.bracket, value) {
            ('{', Some(value)) => {
                // Without a key: `{ url }`, or an object in a block.
                match key.or(word) {
                    Some(key) => {
                        frame.map.insert(key, value);
                    }
                    None => self.loose(value),
                }
            }
            ('{', None) => frame.is_incomplete |= key.is_some(),
            (_, value) => {
                frame.is_incomplete |= value.is_none();
                frame.list.push(value.unwrap_or_default());
            }
        }
    }

    fn loose(&mut self, value: Value) {
        let empty = value.as_object().is_none_or(serde_json::Map::is_empty);
        if !empty {
            self.finds.push(Find::Loose(value));
        }
    }
}
