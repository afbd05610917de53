//! A short text on the stack: what a code is written into before it goes anywhere else.

/// The longest form is `TYPDISP.999999`, 14 bytes.
const CAPACITY: usize = 16;

/// A code as written, ASCII, on the stack.
///
/// Showing or serialising a code allocates nothing because it is written here first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text {
    bytes: [u8; CAPACITY],
    len: u8,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            len: 0,
        }
    }

    /// Appends a byte; what does not fit is dropped (no code is that long).
    pub(super) const fn push(mut self, byte: u8) -> Self {
        if (self.len as usize) < CAPACITY {
            self.bytes[self.len as usize] = byte;
            self.len += 1;
        }
        self
    }

    pub(super) const fn push_all(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() {
            self = self.push(bytes[at]);
            at += 1;
        }
        self
    }

    /// Appends `number` in decimal, zero-padded to `width` digits.
    pub(super) const fn push_number(mut self, number: u32, width: u32) -> Self {
        let mut digits = 1;
        while digits < 10 && (digits < width || number / 10u32.pow(digits) > 0) {
            digits += 1;
        }
        while digits > 0 {
            digits -= 1;
            self = self.push(b'0' + (number / 10u32.pow(digits) % 10) as u8);
        }
        self
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn numbers_are_padded_and_never_cut() {
        for (number, width, expected) in [
            (0, 0, "0"),
            (7, 2, "07"),
            (42, 2, "42"),
            (100, 2, "100"),
            (u32::MAX, 0, "4294967295"),
        ] {
            assert_eq!(Text::new().push_number(number, width).as_str(), expected);
        }
    }
}
