//! The 93 groups of the NSF: Code de l'éducation, art. D. 311-1 to D. 311-4 (décret 94-522).

/// In order. 421 and 422 are in the law and never used; BCN's regroupings (339, 399, 999…) are not
/// in the law.
pub(super) const GROUPES: [u16; 93] = [
    // Disciplines.
    100, //
    110, 111, 112, 113, 114, 115, 116, 117, 118, //
    120, 121, 122, 123, 124, 125, 126, 127, 128, //
    130, 131, 132, 133, 134, 135, 136, //
    // Production.
    200, 201, //
    210, 211, 212, 213, 214, //
    220, 221, 222, 223, 224, 225, 226, 227, //
    230, 231, 232, 233, 234, //
    240, 241, 242, 243, //
    250, 251, 252, 253, 254, 255, //
    // Services.
    300, //
    310, 311, 312, 313, 314, 315, //
    320, 321, 322, 323, 324, 325, 326, //
    330, 331, 332, 333, 334, 335, 336, //
    340, 341, 342, 343, 344, 345, 346, //
    // Personal development.
    410, 411, 412, 413, 414, 415, //
    421, 422, 423,
];

/// Whether the law has this group. Three digits at most.
pub(super) const fn is_groupe(number: u32) -> bool {
    const KNOWN: [bool; 1000] = {
        let mut known = [false; 1000];
        let mut at = 0;
        while at < GROUPES.len() {
            known[GROUPES[at] as usize] = true;
            at += 1;
        }
        known
    };
    number < 1000 && KNOWN[number as usize]
}

#[cfg(test)]
mod tests {
    use super::{GROUPES, is_groupe};

    #[test]
    fn the_law_has_4_domaines_17_domaines_and_93_groupes() {
        let distinct = |divisor: u16| {
            let mut parts: Vec<u16> = GROUPES.iter().map(|groupe| groupe / divisor).collect();
            parts.dedup();
            parts.len()
        };
        assert!(GROUPES.is_sorted());
        assert_eq!((distinct(100), distinct(10), distinct(1)), (4, 17, 93));
    }

    #[test]
    fn regroupings_of_the_statistics_are_not_in_the_law() {
        for number in [0, 109, 119, 339, 399, 420, 500, 999, 1000] {
            assert!(!is_groupe(number), "{number}");
        }
    }
}
