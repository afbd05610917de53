//! Titles brought to one form, so that `boulangere` finds `Boulangère`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, ligatures opened, apostrophes made plain.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '’' | 'ʼ' => folded.push('\''),
            '\u{ad}' => {}
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_and_ligatures_do_not_count() {
        for (text, folded) in [
            ("Boulangère", "boulangere"),
            ("MAÎTRE D’ŒUVRE", "maitre d'oeuvre"),
            ("e\u{301}tude", "etude"),
            ("1,20 m²", "1,20 m2"),
            ("CAP", "cap"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
