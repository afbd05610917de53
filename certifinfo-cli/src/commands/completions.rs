//! `certifinfo completions`: what a shell needs to complete the command line.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::End;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Stdout;

/// Write the completions of a shell to standard output
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  certifinfo completions bash > ~/.local/share/bash-completion/completions/certifinfo"
)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<End, Failure> {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    generate(args.shell, &mut command, "certifinfo", &mut script);
    Stdout.write_all(&script)?;
    Stdout.flush()?;
    Ok(End::Done)
}
