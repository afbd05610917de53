//! Titles brought to one form, so that `boulangere` finds `Boulangère`.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case, without accents, ligatures opened, apostrophes made plain.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
            continue;
        }
        for lower in letter.to_lowercase() {
            decompose_compatible(lower, |part| match part {
                'œ' => folded.push_str("oe"),
                'æ' => folded.push_str("ae"),
                '’' | 'ʼ' => folded.push('\''),
                '\u{ad}' => {}
                mark if is_combining_mark(mark) => {}
                other => folded.push(other),
            });
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
