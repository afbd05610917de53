//! What the strict readers share. Everything is `const`, so that literals are checked at compile
//! time, and reads bytes, so that it is as fast as a comparison by hand.

use std::num::NonZeroU32;

/// A decimal number of 1 to `max` digits (`max` at most 9) that does not start with zero.
#[inline]
pub(super) const fn decimal(text: &[u8], max: usize) -> Option<NonZeroU32> {
    if text.is_empty() || text.len() > max || text[0] == b'0' {
        return None;
    }
    match digits(text) {
        Some(number) => NonZeroU32::new(number),
        None => None,
    }
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

/// Whether `byte` is an ASCII digit or an ASCII capital.
#[inline]
pub(super) const fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase()
}
