//! A set of keys that stays small when keys are dense: a million take about 130 kB.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Keys with the same upper bits share a chunk: a sorted list while few, a bitmap once many.
///
/// A clone shares its chunks until one side changes them, so a snapshot of a large set is cheap.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct KeySet {
    chunks: BTreeMap<u64, Arc<Chunk>>,
    len: u64,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Chunk {
    Few(Vec<u16>),
    Many(Box<[u64]>),
}

/// Beyond this many, a list of `u16` is larger than the bitmap of 65,536 bits.
const FEW: usize = 4_096;
const WORDS: usize = 65_536 / 64;
/// How many keys are written to, and read from, text.
pub(crate) const MAX_STORED: u64 = 1 << 21;

impl KeySet {
    /// Adds a key; `false` if it was there.
    pub(crate) fn insert(&mut self, key: u64) -> bool {
        let low = (key & 0xffff) as u16;
        let chunk = self
            .chunks
            .entry(key >> 16)
            .or_insert_with(|| Arc::new(Chunk::Few(Vec::new())));
        // Looked up first, so that a chunk shared with a snapshot is not copied for nothing.
        let new = !chunk.contains(low);
        if new {
            Arc::make_mut(chunk).insert(low);
            self.len += 1;
        }
        new
    }

    pub(crate) fn contains(&self, key: u64) -> bool {
        let chunk = self.chunks.get(&(key >> 16));
        chunk.is_some_and(|chunk| chunk.contains((key & 0xffff) as u16))
    }

    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// The keys in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.chunks.iter().flat_map(|(high, chunk)| {
            let lows = (0..=u16::MAX).filter(move |&low| chunk.contains(low));
            let few = match &**chunk {
                Chunk::Few(list) => Some(list.iter().copied()),
                Chunk::Many(_) => None,
            };
            let many = few.is_none().then_some(lows);
            let lows = few.into_iter().flatten().chain(many.into_iter().flatten());
            lows.map(move |low| high << 16 | u64::from(low))
        })
    }
}

impl Chunk {
    fn contains(&self, low: u16) -> bool {
        match self {
            Chunk::Few(list) => list.binary_search(&low).is_ok(),
            Chunk::Many(words) => words[usize::from(low / 64)] >> (low % 64) & 1 == 1,
        }
    }

    fn insert(&mut self, low: u16) {
        match self {
            Chunk::Few(list) => {
                if let Err(at) = list.binary_search(&low) {
                    list.insert(at, low);
                    if list.len() > FEW {
                        let mut words = vec![0_u64; WORDS].into_boxed_slice();
                        list.iter().for_each(|&low| set(&mut words, low));
                        *self = Chunk::Many(words);
                    }
                }
            }
            Chunk::Many(words) => set(words, low),
        }
    }
}

fn set(words: &mut [u64], low: u16) {
    words[usize::from(low / 64)] |= 1 << (low % 64);
}

impl Extend<u64> for KeySet {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} keys", self.len)
    }
}

/// As text: for each run of consecutive keys, the distance from the end of the run before, and
/// `+n` if n more keys follow the first: `12 1+3` is 12, 14, 15, 16, 17.
impl Serialize for KeySet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        let (mut after, mut keys) = (0, self.iter().peekable());
        while let Some(first) = keys.next() {
            let mut last = first;
            while let Some(next) = keys.next_if(|&next| next == last + 1) {
                last = next;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&(first - after).to_string());
            if last > first {
                text.push_str(&format!("+{}", last - first));
            }
            after = last.saturating_add(1);
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for KeySet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let refuse = |what: &str| Err(D::Error::custom(format!("keys received: {what}")));
        let (mut keys, mut after) = (KeySet::default(), Some(0_u64));
        for run in text.split_ascii_whitespace() {
            let (gap, more) = run.split_once('+').unwrap_or((run, "0"));
            let (Ok(gap), Ok(more)) = (gap.parse::<u64>(), more.parse::<u64>()) else {
                return refuse("a run is not `number` or `number+number`");
            };
            if keys.len.saturating_add(more) >= MAX_STORED {
                return refuse("there are more than can be read");
            }
            let first = after.and_then(|after| after.checked_add(gap));
            let Some((first, last)) =
                first.and_then(|first| Some((first, first.checked_add(more)?)))
            else {
                return refuse("a key is out of range");
            };
            keys.extend(first..=last);
            after = last.checked_add(1);
        }
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_a_set_and_survives_its_text(
            keys in prop::collection::vec(prop_oneof![0_u64..300, 65_000..66_000_u64, any::<u64>()], 0..400)
        ) {
            let mut set = KeySet::default();
            let mut model = BTreeSet::new();
            for &key in &keys {
                prop_assert_eq!(set.contains(key), model.contains(&key));
                let snapshot = set.clone();
                prop_assert_eq!(set.insert(key), model.insert(key));
                prop_assert!(set.contains(key));
                prop_assert_eq!(snapshot.len() + u64::from(snapshot != set), set.len());
            }
            prop_assert_eq!(set.len(), model.len() as u64);
            prop_assert!(set.iter().eq(model));
            let text = serde_json::to_string(&set).unwrap();
            prop_assert_eq!(serde_json::from_str::<KeySet>(&text).unwrap(), set);
        }
    }

    #[test]
    fn dense_keys_turn_into_bitmaps() {
        let mut set = KeySet::default();
        set.extend((0..65_536).map(|key| key * 2));
        assert!((0..131_072).all(|key| set.contains(key) == (key % 2 == 0)));
        assert_eq!(set.len(), 65_536);
        assert!(
            set.chunks
                .values()
                .all(|chunk| matches!(**chunk, Chunk::Many(_)))
        );
    }

    #[test]
    fn text_is_runs_and_bad_text_is_refused() {
        let mut set = KeySet::default();
        set.extend([12, 14, 15, 16, 17, u64::MAX]);
        assert_eq!(
            serde_json::to_string(&set).unwrap(),
            format!("\"12 1+3 {}\"", u64::MAX - 18)
        );
        for bad in [
            "x",
            "1+",
            "-1",
            "1+18446744073709551615",
            "9+99999999",
            "18446744073709551615 1",
        ] {
            assert!(
                serde_json::from_value::<KeySet>(bad.into()).is_err(),
                "{bad}"
            );
        }
    }
}
