//! A set of keys that stays small when keys are dense: a harvest of a million remembers them all in
//! about 130 kB.

use std::collections::BTreeMap;

/// Keys with the same upper bits share a chunk: a sorted list while few, a bitmap once many.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeySet {
    chunks: BTreeMap<u64, Chunk>,
}

#[derive(Clone, Debug)]
enum Chunk {
    Few(Vec<u16>),
    Many(Box<[u64]>),
}

/// Beyond this many, a list of `u16` is larger than the bitmap of 65,536 bits.
const FEW: usize = 4_096;
const WORDS: usize = 65_536 / 64;

impl KeySet {
    pub(crate) fn insert(&mut self, key: u64) {
        let low = (key & 0xffff) as u16;
        let chunk = self
            .chunks
            .entry(key >> 16)
            .or_insert(Chunk::Few(Vec::new()));
        match chunk {
            Chunk::Few(list) => {
                if let Err(at) = list.binary_search(&low) {
                    list.insert(at, low);
                    if list.len() > FEW {
                        let mut words = vec![0_u64; WORDS].into_boxed_slice();
                        list.iter().for_each(|&low| set(&mut words, low));
                        *chunk = Chunk::Many(words);
                    }
                }
            }
            Chunk::Many(words) => set(words, low),
        }
    }

    pub(crate) fn contains(&self, key: u64) -> bool {
        let low = (key & 0xffff) as u16;
        match self.chunks.get(&(key >> 16)) {
            None => false,
            Some(Chunk::Few(list)) => list.binary_search(&low).is_ok(),
            Some(Chunk::Many(words)) => words[usize::from(low / 64)] >> (low % 64) & 1 == 1,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }
}

fn set(words: &mut [u64], low: u16) {
    words[usize::from(low / 64)] |= 1 << (low % 64);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_a_set(keys in prop::collection::vec(prop_oneof![0_u64..300, 65_000..66_000_u64, any::<u64>()], 0..400)) {
            let mut seen = KeySet::default();
            let mut model = BTreeSet::new();
            for &key in &keys {
                prop_assert_eq!(seen.contains(key), model.contains(&key));
                seen.insert(key);
                model.insert(key);
                prop_assert!(seen.contains(key));
            }
            prop_assert_eq!(seen.is_empty(), model.is_empty());
        }
    }

    #[test]
    fn dense_keys_turn_into_bitmaps() {
        let mut seen = KeySet::default();
        (0..65_536).for_each(|key| seen.insert(key * 2));
        assert!((0..131_072).all(|key| seen.contains(key) == (key % 2 == 0)));
        assert!(
            seen.chunks
                .values()
                .all(|chunk| matches!(chunk, Chunk::Many(_)))
        );
    }
}
