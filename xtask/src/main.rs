//! `cargo xtask`: regen, drift, probe.

use std::process::ExitCode;

use clap::Parser;
use xtask::cli::{self, Cli, Command};
use xtask::regen::{self, Outcome};
use xtask::report::Report;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut err = anstream::stderr();
    let mut report = Report::new(&mut err);
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&mut report, &error),
    };
    match &cli.command {
        Command::Regen(arguments) => {
            let options = regen::Options {
                root: cli.root(),
                source: arguments.source.clone(),
                offline: arguments.offline,
                check: arguments.check,
            };
            match runtime.block_on(regen::run(&options, &mut report)) {
                Ok(Outcome::Fresh | Outcome::Written) => cli::exit(cli::OK),
                Ok(Outcome::Stale) => cli::exit(cli::DIFFERS),
                Err(error) => fail(&mut report, &error),
            }
        }
    }
}

/// Tells why nothing was done.
fn fail(report: &mut Report<'_>, error: &dyn std::error::Error) -> ExitCode {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!("\ncaused by: {cause}"));
        source = cause.source();
    }
    // With standard error gone there is nobody left to tell.
    let _ = report.problem("error", text);
    cli::exit(cli::FAILED)
}
