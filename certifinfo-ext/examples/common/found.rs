//! How an example that looks for something ends: 0 found, 1 not found, 2 could not tell.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use certifinfo_ext::codes::DateMaj;
use certifinfo_ext::paris::Date;

/// The exit code for what came of it. An error is reported on standard error with all its causes;
/// a closed pipe is none: whoever reads has read enough.
pub(crate) fn exit(found: Result<bool, Box<dyn Error>>) -> ExitCode {
    let error = match found {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        Err(error) => error,
    };
    let io = error.downcast_ref::<io::Error>().map(io::Error::kind);
    if io == Some(io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let mut text = format!("error: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!("\n  cause: {cause}"));
        source = cause.source();
    }
    // Unlike `eprintln!`, this does not panic when nobody listens.
    let _ = writeln!(io::stderr(), "{text}");
    ExitCode::from(2)
}

/// Reads a day: `2025-12-31` or `31/12/2025`.
#[allow(dead_code, reason = "not every example asks for a day")]
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let french = || text.parse().map(DateMaj::date);
    let error = "a day is written as 31/12/2025 or 2025-12-31".to_owned();
    text.parse().ok().or_else(|| french().ok()).ok_or(error)
}
