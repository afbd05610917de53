//! The `normalise` example: any bytes in, a line out for each line.

use clap::Parser;

#[path = "../../examples/normalise.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

use example::Args;

fn lines(args: &[&str], input: impl AsRef<[u8]>) -> Vec<String> {
    let args = Args::try_parse_from([&["normalise"], args].concat()).expect("arguments");
    let mut output = Vec::new();
    example::stream(&args, input.as_ref(), &mut output).expect("memory does not fail");
    let text = String::from_utf8(output).expect("UTF-8");
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_line_in_is_a_line_out() {
    let lines = lines(&["rncp", "--lenient"], "rncp 35419\r\n\nRS5000\n35-420");
    assert_eq!(lines.len(), 4);
    assert_eq!(
        (lines[0].as_str(), lines[3].as_str()),
        ("RNCP35419", "RNCP35420")
    );
    assert!(
        lines[1].starts_with("! ") && lines[1].contains("nothing was given"),
        "{lines:?}"
    );
    assert!(
        lines[2].starts_with("! ") && lines[2].contains("`RsCode`"),
        "{lines:?}"
    );
}

#[test]
fn strict_is_the_default() {
    assert!(lines(&["rncp"], "rncp 35419\n")[0].starts_with("! "));
}

#[test]
fn any_bytes_are_answered() {
    let mut input = b"M1805\n\xff\xfe\nM18\x0005\n".to_vec();
    input.extend(std::iter::repeat_n(b'M', 1_000_000));
    input.extend(b"\nD1102\n");
    let lines = lines(&["rome"], input);
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!((lines[0].as_str(), lines[4].as_str()), ("M1805", "D1102"));
    assert_eq!(lines[1], "! the line is not UTF-8: byte 1");
    assert!(
        lines[2].starts_with("! ") && lines[2].contains("\\u{0}"),
        "{lines:?}"
    );
    assert_eq!(lines[3], "! the line is far too long for a code");
}

#[test]
fn what_is_in_no_list_is_said() {
    let lines = lines(&["type_diplome"], "320\n971\n");
    assert_eq!(lines[0], "320");
    assert!(
        lines[1]
            .starts_with("! `971` has the form of a type of diploma, but is none of those known"),
        "{lines:?}"
    );
}

#[test]
fn nothing_in_nothing_out() {
    assert!(lines(&["cfd"], "").is_empty());
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    /// Gives one line at a time, and looks whether those before it were answered.
    struct Typist<'a> {
        answered: &'a std::cell::Cell<usize>,
        typed: usize,
    }
    impl std::io::Read for Typist<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            assert_eq!(
                self.answered.get(),
                self.typed,
                "each line so far is answered"
            );
            if self.typed == 3 {
                return Ok(0);
            }
            self.typed += 1;
            buffer[..6].copy_from_slice(b"M1805\n");
            Ok(6)
        }
    }
    struct Screen<'a>(&'a std::cell::Cell<usize>);
    impl std::io::Write for Screen<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0
                .set(self.0.get() + bytes.iter().filter(|byte| **byte == b'\n').count());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let answered = std::cell::Cell::new(0);
    let args = Args::try_parse_from(["normalise", "rome"]).expect("arguments");
    let typist = Typist {
        answered: &answered,
        typed: 0,
    };
    example::stream(&args, typist, &mut Screen(&answered)).expect("nothing fails");
    assert_eq!(answered.get(), 3);
}

#[test]
fn an_unknown_kind_is_answered_with_the_kinds() {
    let error = Args::try_parse_from(["normalise", "siren"]).expect_err("no such kind");
    assert_eq!(error.exit_code(), 2);
    let message = error.to_string();
    assert!(
        message.contains("certif_info") && message.contains("annee_session"),
        "{message}"
    );
}
