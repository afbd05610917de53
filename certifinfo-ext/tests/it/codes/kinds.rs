//! The kinds, so that a test can be written once and run for each.

use certifinfo_ext::codes::{self, Code};
use certifinfo_ext::for_each_code;

/// What a kind makes of a text: the canonical form (for a value that is in no list, none) or the
/// message.
pub(crate) type Reader = fn(&str, Mode) -> Result<String, String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Strict,
    Lenient,
}

/// The reader of the kind with this name.
pub(crate) fn reader(name: &str) -> Option<Reader> {
    macro_rules! find {
        ($($code:ident),*) => {
            [$((codes::$code::KIND.name, read::<codes::$code> as Reader)),*]
                .into_iter()
                .find(|(kind, _)| *kind == name)
                .map(|(_, reader)| reader)
        };
    }
    macro_rules! found {
        ($($code:ident),*) => { return find!($($code),*) };
    }
    for_each_code!(found);
}

fn read<T: Code>(text: &str, mode: Mode) -> Result<String, String> {
    let code = match mode {
        Mode::Strict => text.parse::<T>(),
        Mode::Lenient => T::parse_lenient(text),
    };
    let code = code.map_err(|error| error.to_string())?;
    if !code.is_known() {
        return Err(format!("`{code}` is kept as unknown"));
    }
    let mut canonical = String::new();
    code.write_canonical(&mut canonical)
        .expect("a string takes everything");
    Ok(canonical)
}
