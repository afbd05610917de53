//! Placeholder names for names that the generator cannot distinguish.
//!
//! The generator turns a name into an identifier by dropping every invalid character. A placeholder
//! is the wanted identifier followed by a number in such characters (from a private use area): the
//! identifier is ours, and every string of the generated code with the number is corrected
//! afterwards. So `a-b` and `a_b` become two fields, each with its name on the wire.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};

/// First of the 16 digits of a number.
const DIGIT: u32 = 0xF1E00;
/// Starts a number.
const OPEN: char = '\u{F1E10}';
/// Ends a number.
const CLOSE: char = '\u{F1E11}';

/// The placeholders of one document.
#[derive(Debug, Clone, Default)]
pub(crate) struct StandIns {
    /// Identifier and real name, by number.
    names: Vec<(String, String)>,
}

impl StandIns {
    /// A placeholder for `name` that the generator turns into the identifier `ident`.
    pub(super) fn add(&mut self, ident: &str, name: &str) -> String {
        let number = self.names.len();
        self.names.push((ident.to_owned(), name.to_owned()));
        let digits: String = format!("{number:x}")
            .chars()
            .filter_map(|c| char::from_u32(DIGIT + c.to_digit(16)?))
            .collect();
        format!("{ident}{OPEN}{digits}{CLOSE}")
    }

    /// Restores the real names in every string of generated code.
    pub(crate) fn restore(&self, tokens: TokenStream) -> TokenStream {
        if self.names.is_empty() {
            return tokens;
        }
        tokens.into_iter().map(|token| self.token(token)).collect()
    }

    fn token(&self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut restored = Group::new(group.delimiter(), self.restore(group.stream()));
                restored.set_span(group.span());
                TokenTree::Group(restored)
            }
            TokenTree::Literal(literal) => {
                let text = syn::parse2::<syn::LitStr>(TokenTree::Literal(literal.clone()).into());
                match text.ok().and_then(|text| self.text(&text.value())) {
                    Some(text) => TokenTree::Literal(Literal::string(&text)),
                    None => TokenTree::Literal(literal),
                }
            }
            other => other,
        }
    }

    /// A text with the real names, if it contains a placeholder.
    fn text(&self, text: &str) -> Option<String> {
        let mut restored = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let (digits, after) = after.split_once(CLOSE)?;
            let number = digits.chars().try_fold(0_usize, |number, c| {
                let digit = u32::from(c).checked_sub(DIGIT).filter(|d| *d < 16)?;
                number
                    .checked_mul(16)?
                    .checked_add(usize::try_from(digit).ok()?)
            })?;
            let (ident, name) = self.names.get(number)?;
            restored += before.strip_suffix(ident.as_str()).unwrap_or(before);
            restored += name;
            rest = after;
        }
        (rest.len() < text.len()).then(|| restored + rest)
    }
}

/// Whether a name contains characters reserved for placeholders.
pub(super) fn is_reserved(name: &str) -> bool {
    name.chars()
        .any(|c| (DIGIT..=u32::from(CLOSE)).contains(&u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::StandIns;
    use crate::rust;
    use quote::quote;

    #[test]
    fn stand_in_gives_the_identifier_and_the_real_name() {
        let mut stand_ins = StandIns::default();
        for _ in 0..300 {
            stand_ins.add("x", "y");
        }
        let name = stand_ins.add("request_param", "request");
        assert_eq!(rust::snake(&name), "request_param");
        assert_eq!(rust::pascal(&format!("op-{name}")), "OpRequestParam");
        let doc = format!("`{name}` is sent");
        let code = quote!(#[serde(rename = #name)] #[doc = #doc] f(#name, "other", 1));
        let expected = quote!(
            #[serde(rename = "request")]
            #[doc = "`request` is sent"]
            f("request", "other", 1)
        );
        assert_eq!(stand_ins.restore(code).to_string(), expected.to_string());
    }
}
