//! What the strict readers share. Everything is `const`, so that literals are checked at compile
//! time, and reads bytes, so that it is as fast as a comparison by hand.

use std::num::NonZeroU32;

/// A decimal number of 1 to `max` digits (`max` at most 9) that does not start with zero.
#[inline]
pub(super) const fn decimal(text: &[u8], max: usize) -> Option<NonZeroU32> {
    if text.is_empty() || text.len() > max || text[0] == b'0' {
        return None;
    }
    let number = match *text {
        // Nineteen RNCP numbers in twenty have five digits: no branch per digit.
        [a, b, c, d, e] => five_digits([b'0', b'0', b'0', a, b, c, d, e]),
        _ => digits(text),
    };
    match number {
        Some(number) => NonZeroU32::new(number),
        None => None,
    }
}

/// The value of five digits, two at a time, then four. They are the last of eight bytes, so that who
/// has three bytes before them can read all eight at once; those three are replaced by zeros.
#[inline(always)]
pub(super) const fn five_digits(last: [u8; 8]) -> Option<u32> {
    const OTHERS: u64 = 0xff_ffff;
    let eight = u64::from_le_bytes(last) & !OTHERS | every(b'0') & OTHERS;
    if !fits(eight.to_le_bytes(), 0) {
        return None;
    }
    let digits = eight - every(b'0');
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let one_in_two = 0x0000_00ff_0000_00ff;
    // 100 and 1 000 000 for the one half of the pairs, 1 and 10 000 for the other.
    let even = (pairs & one_in_two).wrapping_mul(0x000f_4240_0000_0064);
    let odd = ((pairs >> 16) & one_in_two).wrapping_mul(0x0000_2710_0000_0001);
    Some((even.wrapping_add(odd) >> 32) as u32)
}

/// The value of a run of at most 9 digits, leading zeros allowed.
#[inline]
pub(super) const fn digits(text: &[u8]) -> Option<u32> {
    let mut number = 0;
    let mut at = 0;
    while at < text.len() {
        let digit = text[at].wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + digit as u32;
        at += 1;
    }
    Some(number)
}

/// A ROME code: a letter A to N and 4 digits.
#[inline]
pub(super) const fn rome(text: &[u8]) -> Option<[u8; 5]> {
    match *text {
        [letter @ b'A'..=b'N', a, b, c, d] if fits([a, b, c, d, b'0', b'0', b'0', b'0'], 0) => {
            Some([letter, a, b, c, d])
        }
        _ => None,
    }
}

/// A CFD: a digit, 2 digits or capitals, 3 digits, 2 digits or capitals.
#[inline]
pub(super) const fn cfd(text: &[u8]) -> Option<[u8; 8]> {
    const CAPITALS: u64 = capitals_at([1, 2, 6, 7]);
    match *text {
        [a, b, c, d, e, f, g, h] if fits([a, b, c, d, e, f, g, h], CAPITALS) => {
            Some([a, b, c, d, e, f, g, h])
        }
        _ => None,
    }
}

/// Capitals at these places too, for [`fits`]: one bit per position.
pub(super) const fn capitals_at<const N: usize>(places: [usize; N]) -> u64 {
    let mut mask = 0;
    let mut at = 0;
    while at < N {
        mask |= 0x80 << (8 * places[at]);
        at += 1;
    }
    mask
}

/// Whether each byte is an ASCII digit, or, at the places of `capitals`, an ASCII capital.
///
/// All eight at once: each comparison leaves its answer in the high bit of its byte. With the high
/// bits of the bytes themselves known to be clear, no sum carries and no difference borrows.
#[inline(always)]
pub(super) const fn fits(bytes: [u8; 8], capitals: u64) -> bool {
    const HIGH: u64 = every(0x80);
    let bytes = u64::from_le_bytes(bytes);
    let set = bytes | HIGH;
    let low = bytes & !HIGH;
    let digit = (set - every(b'0')) & !low.wrapping_add(every(0x7f - b'9'));
    let capital = (set - every(b'A')) & !low.wrapping_add(every(0x7f - b'Z'));
    (bytes | !(digit | capital & capitals)) & HIGH == 0
}

const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::{capitals_at, decimal, fits};

    #[test]
    fn each_byte_at_each_place_is_judged_alone() {
        let capitals = capitals_at([1, 6]);
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                for around in [b'0', b'9'] {
                    let mut bytes = [around; 8];
                    bytes[place] = byte;
                    let expected = byte.is_ascii_digit()
                        || byte.is_ascii_uppercase() && matches!(place, 1 | 6);
                    assert_eq!(fits(bytes, capitals), expected, "{byte:#x} at {place}");
                }
            }
        }
    }

    #[test]
    fn each_number_is_its_text() {
        for number in (0..100_000).chain([123_456_789, 999_999_999]) {
            let read = decimal(number.to_string().as_bytes(), 9).map_or(0, |read| read.get());
            assert_eq!(read, number);
        }
    }
}
