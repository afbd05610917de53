//! Text brought to one case without accents, so that `boulangere` finds `Boulangère`.

/// Lower case, accents of French removed, ligatures opened, typographic apostrophes made plain.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ä' | 'ã' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '’' => folded.push('\''),
            // Combining accents, which one title of the export carries, and soft hyphens.
            '\u{300}'..='\u{36f}' | '\u{ad}' => {}
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
            ("1,20 m", "1,20 m"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
