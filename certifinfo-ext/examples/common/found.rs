//! The exit code of an example that looks for something: 0 found, 1 not found, 2 could not tell.

use std::error::Error;
use std::process::ExitCode;

/// The exit code for what came of it; an error is told on standard error.
pub(crate) fn exit(found: Result<bool, Box<dyn Error>>) -> ExitCode {
    match found {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
