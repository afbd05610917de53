//! Brings codes to their canonical form: a code a line on stdin, its canonical form or `! reason` on
//! stdout. Streams: memory does not grow with the input, nor with the length of a line.
//!
//! ```text
//! $ printf 'rncp 35419\nRS5000\n' | cargo run --example normalise -- rncp --lenient
//! RNCP35419
//! ! `RS5000` is not an RNCP number: it belongs to another register; …
//! ```

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};

use certifinfo_ext::codes::{self, Code};
use certifinfo_ext::for_each_code;
use clap::Parser;
use clap::builder::PossibleValuesParser;

/// The longest line that is looked at; no code comes near.
const MAX_LINE: usize = 4096;

/// How much is read at a time, and how much is written at a time.
const BUFFER: usize = 64 * 1024;

type Run = fn(&mut dyn Lines, &mut dyn Write, bool) -> io::Result<()>;

macro_rules! kinds {
    ($($code:ident),*) => { &[$(kind::<codes::$code>()),*] };
}

const KINDS: &[(&str, Run)] = for_each_code!(kinds);

const fn kind<T: Code>() -> (&'static str, Run) {
    (T::KIND.name, run::<T>)
}

/// Brings codes to their canonical form, a line each; what is no code becomes `! reason`.
#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// The kind of the codes.
    #[arg(value_name = "KIND", value_parser = PossibleValuesParser::new(KINDS.iter().map(|(name, _)| *name)))]
    kind: String,
    /// Also reads what people paste: other cases, separators, addresses, lost zeros.
    #[arg(long)]
    lenient: bool,
}

fn main() -> io::Result<()> {
    match stream(&Args::parse(), io::stdin().lock(), &mut io::stdout().lock()) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Reads `input` to its end, answering each line on `output`.
pub(crate) fn stream(args: &Args, input: impl Read, output: &mut dyn Write) -> io::Result<()> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    match KINDS.iter().find(|(name, _)| *name == args.kind) {
        Some((_, run)) => run(&mut input, output, args.lenient),
        None => Err(io::Error::new(ErrorKind::InvalidInput, "no such kind")),
    }
}

fn run<T: Code>(input: &mut dyn Lines, output: &mut dyn Write, lenient: bool) -> io::Result<()> {
    let mut line = Vec::with_capacity(MAX_LINE);
    let mut out = String::with_capacity(BUFFER + MAX_LINE);
    while input.next_line(&mut line)? {
        normalise::<T>(&line, lenient, &mut out);
        out.push('\n');
        // Whoever writes a line and waits for the answer must get it.
        if out.len() >= BUFFER || input.would_wait() {
            output.write_all(out.as_bytes())?;
            output.flush()?;
            out.clear();
        }
    }
    output.write_all(out.as_bytes())?;
    output.flush()
}

/// Appends the canonical form of `line`, or what is wrong with it.
fn normalise<T: Code>(line: &[u8], lenient: bool, out: &mut String) {
    if line.len() > MAX_LINE {
        out.push_str("! the line is far too long for a code");
        return;
    }
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            // Writing to a string cannot fail.
            let _ = write!(
                out,
                "! the line is not UTF-8: byte {}",
                error.valid_up_to() + 1
            );
            return;
        }
    };
    let code = if lenient {
        T::parse_lenient(text)
    } else {
        text.parse()
    };
    let _ = match code {
        Ok(code) if code.is_known() => code.write_canonical(out),
        Ok(code) => write!(
            out,
            "! `{code}` has the form of {}, but is none of those known ({}): the library keeps it as an \
             unknown value",
            T::KIND.noun,
            T::KIND.source
        ),
        Err(error) => write!(out, "! {error}"),
    };
}

/// Lines of bytes, without their end.
trait Lines {
    /// Reads the next line into `line`: at most one byte more than [`MAX_LINE`] of it; the rest is
    /// skipped. `false` at the end of the input.
    fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool>;

    /// Whether the next line has yet to come from the other side.
    fn would_wait(&self) -> bool;
}

impl<R: Read> Lines for BufReader<R> {
    fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        // Room for the line, one byte that shows that it is too long, and its end.
        let limit = MAX_LINE as u64 + 3;
        if self.take(limit).read_until(b'\n', line)? == 0 {
            return Ok(false);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() as u64 == limit {
            self.skip_until(b'\n')?;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(true)
    }

    fn would_wait(&self) -> bool {
        self.buffer().is_empty()
    }
}
