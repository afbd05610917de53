//! CSV as a French Excel opens it with a double click, and as it cannot harm.

use std::io::Write;

/// Without it, Excel reads UTF-8 as windows-1252.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Semicolons, because the comma is the decimal mark; line ends of Windows.
pub(super) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

/// A cell that shows its text and does nothing else.
///
/// A text that Excel would run as a formula (it begins with `=`, `+`, `-`, `@`, a tabulation or a
/// carriage return) gets an apostrophe before it, as OWASP advises. A code that Excel would read as
/// another number (`01025409` loses its zero, `26E31103` is infinity) is written as `="01025409"`.
pub(super) fn cell(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    let bytes = text.as_bytes();
    let leading_zero = bytes.len() > 1 && bytes[0] == b'0' && bytes.iter().all(u8::is_ascii_digit);
    let exponent = text.split_once(['E', 'e']).is_some_and(|(before, after)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits(before) && digits(after)
    });
    let too_long = bytes.len() > 15 && bytes.iter().all(u8::is_ascii_digit);
    if leading_zero || exponent || too_long {
        return format!("=\"{text}\"");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_is_shown_and_not_run() {
        for text in [
            "=1+1",
            "+33 1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=HYPERLINK(\"http://x\")",
        ] {
            assert_eq!(cell(text.to_owned()), format!("'{text}"));
        }
    }

    #[test]
    fn code_that_looks_like_another_number_keeps_its_characters() {
        for text in ["01025409", "26E31103", "0123", "1234567890123456"] {
            assert_eq!(cell(text.to_owned()), format!("=\"{text}\""));
        }
        for text in [
            "0",
            "112928",
            "RNCP35419",
            "5",
            "CAP boulanger",
            "",
            "E1",
            "2025",
            "M1805",
        ] {
            assert_eq!(cell(text.to_owned()), text);
        }
    }
}
