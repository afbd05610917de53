//! `certifinfo normalise`: reads one code per line from standard input, and writes its canonical form
//! or `! reason` to standard output. Memory does not grow with the input or the length of a line.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};

use certifinfo_ext::codes::{self, Code};
use certifinfo_ext::for_each_code;
use clap::builder::PossibleValuesParser;

use super::End;
use crate::failure::Failure;
use crate::output::Stdout;

/// The longest line that is looked at; no code comes near.
const MAX_LINE: usize = 4096;

/// How much is read at a time, and how much is written at a time.
const BUFFER: usize = 64 * 1024;

type Normalise = fn(&mut dyn Lines, &mut dyn Write, bool) -> io::Result<()>;

macro_rules! kinds {
    ($($code:ident),*) => { &[$(kind::<codes::$code>()),*] };
}

const KINDS: &[(&str, Normalise)] = for_each_code!(kinds);

const fn kind<T: Code>() -> (&'static str, Normalise) {
    (T::KIND.name, stream::<T>)
}

/// Bring codes to their canonical form: one per line on standard input, the same line for line on
/// standard output; what is not such a code becomes `! reason`
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  cut -d';' -f14 export.csv | certifinfo normalise rncp --lenient")]
pub(crate) struct Args {
    /// The kind of the codes
    #[arg(value_name = "KIND", value_parser = PossibleValuesParser::new(KINDS.iter().map(|(name, _)| *name)))]
    kind: String,
    /// Also read what people paste: other cases, separators, addresses, lost zeros
    #[arg(long)]
    lenient: bool,
}

pub(crate) fn run(args: &Args) -> Result<End, Failure> {
    let kind = KINDS.iter().find(|(name, _)| *name == args.kind);
    let (_, normalise) = kind.ok_or_else(|| Failure::usage("this kind of code does not exist"))?;
    let mut input = BufReader::with_capacity(BUFFER, io::stdin().lock());
    normalise(&mut input, &mut Stdout, args.lenient)?;
    Ok(End::Done)
}

fn stream<T: Code>(input: &mut dyn Lines, output: &mut dyn Write, lenient: bool) -> io::Result<()> {
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
