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

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::console::Console;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return print(&answer),
    };
    let console = Console::new(&arguments.shared);
    match commands::run(arguments, &console) {
        Ok(end) => end.into(),
        Err(failure) => failure.report(&console),
    }
}

/// Prints help, the version, or what is wrong with the arguments.
fn print(answer: &clap::Error) -> ExitCode {
    let printed = answer.print();
    if answer.use_stderr() {
        // `--mirror CODE` has taken the code as its file.
        let missing = answer.kind() == clap::error::ErrorKind::MissingRequiredArgument;
        if missing && std::env::args_os().any(|word| word == "--mirror") {
            let _ = writeln!(
                std::io::stderr(),
                "--mirror takes the word after it as its file: write --mirror=FILE, or put it last"
            );
        }
        return ExitCode::from(2);
    }
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}
