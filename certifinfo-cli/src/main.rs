//! `certifinfo`: the Certif Info reference on the command line.
//!
//! One file per command under `commands/`. What they share: where answers come from (`source`), how
//! rows are written (`output`), what is said on standard error (`console`), every sentence in
//! English and French (`lang`), and how a failure becomes a message and an exit code (`failure`).

mod arguments;
mod commands;
mod console;
mod day;
mod failure;
mod lang;
mod output;
mod progress;
mod record;
mod source;
mod validity;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::console::Console;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let console = Console::new(&arguments.shared);
    match commands::run(arguments, &console) {
        Ok(end) => end.into(),
        Err(failure) => failure.report(&console),
    }
}
