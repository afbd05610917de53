//! `cargo xtask`: regen, drift, probe.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use xtask::cli::{self, Cli, Command};
use xtask::commands::{self, Failure};
use xtask::regen::{self, Outcome};
use xtask::report::ProgressReport;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // Standard error is closed: the error cannot be shown.
            let _ = ProgressReport::new(&mut anstream::stderr()).problem("error", chain(&*error));
            ExitCode::from(cli::FAILED)
        }
    }
}

/// Progress goes to standard error, a requested report to standard output.
fn run(cli: &Cli) -> Result<u8, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let root = cli.root();
    match &cli.command {
        Command::Regen(arguments) => {
            let options = regen::RegenOptions {
                root,
                source: arguments.source.clone(),
                offline: arguments.offline,
                check: arguments.check,
            };
            let mut out = anstream::stderr();
            let outcome =
                runtime.block_on(regen::run(&options, &mut ProgressReport::new(&mut out)))?;
            Ok(match outcome {
                Outcome::Fresh | Outcome::Written => cli::OK,
                Outcome::Stale => cli::DIFFERS,
            })
        }
        Command::Drift(arguments) => {
            runtime.block_on(commands::drift(&root, arguments, &mut anstream::stdout()))
        }
        Command::Probe(arguments) => {
            runtime.block_on(commands::probe(&root, arguments, &mut anstream::stdout()))
        }
    }
}

/// An error and its causes, without repetitions.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(&format!("\ncaused by: {cause_text}"));
        }
        source = cause.source();
    }
    text
}
