//! The command line: the options that every command has, and the list of commands.

use clap::{Args, Parser, Subcommand};

use crate::commands::{completions, harvest, normalise, search, show};
use crate::lang::Lang;

/// The Certif Info reference of French certifications: status of codes, searches, lineage, harvest.
///
/// Answers come from the API when CERTIFINFO_TOKEN is set (CERTIFINFO_BASE_URL names another
/// service); otherwise from a demonstration service inside this program, with a few dozen
/// certifications. Standard error always says which.
///
/// Exit codes: 0 done or found; 1 not found, or not whole; 2 could not tell, or wrong usage.
#[derive(Debug, Parser)]
#[command(name = "certifinfo", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Shared {
    /// Language of tables and messages [default: from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Say more on standard error
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Search(search::Args),
    Show(show::Args),
    Harvest(harvest::Args),
    Normalise(normalise::Args),
    Completions(completions::Args),
}
