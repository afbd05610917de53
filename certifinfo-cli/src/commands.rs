//! The commands, one file each, and how they end.

pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod harvest;
pub(crate) mod lineage;
pub(crate) mod mirror;
pub(crate) mod normalise;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod status;

use std::process::ExitCode;

use crate::arguments::{Arguments, Command};
use crate::console::Console;
use crate::failure::Failure;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Done, or found.
    Done,
    /// Not found, or not whole.
    Short,
}

impl End {
    pub(crate) fn found(found: bool) -> Self {
        if found { Self::Done } else { Self::Short }
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => ExitCode::SUCCESS,
            End::Short => ExitCode::from(1),
        }
    }
}

/// Runs the command. Only those that talk to a service start a runtime.
pub(crate) fn run(arguments: Arguments, console: &Console) -> Result<End, Failure> {
    match arguments.command {
        Command::Normalise(args) => normalise::run(&args),
        Command::Completions(args) => completions::run(&args),
        command => tokio::runtime::Runtime::new()?.block_on(async {
            match command {
                Command::Status(args) => status::run(&args, console).await,
                Command::Search(args) => search::run(&args, console).await,
                Command::Show(args) => show::run(&args, console).await,
                Command::Lineage(args) => lineage::run(&args, console).await,
                Command::Harvest(args) => harvest::run(&args, console).await,
                Command::Doctor(args) => doctor::run(&args, console).await,
                Command::Mirror(args) => mirror::run(&args, console).await,
                Command::Normalise(_) | Command::Completions(_) => Ok(End::Done),
            }
        }),
    }
}
