//! The command line: the options that every command has, and the list of commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::{
    completions, doctor, harvest, lineage, mirror, normalise, search, show, status,
};
use crate::lang::Lang;

/// The Certif Info reference of French certifications: status of codes, searches, lineage, harvest.
///
/// Answers come from the API when CERTIFINFO_TOKEN is set (CERTIFINFO_BASE_URL names another
/// service); otherwise from a mirror in its usual place, if there is one; otherwise from a
/// demonstration service inside this program, with a few dozen certifications. --mirror chooses a
/// mirror first. Standard error always says which.
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
    /// Answer from a mirror: this file, or the one in its usual place (CERTIFINFO_MIRROR)
    #[arg(long, global = true, value_name = "FILE", num_args = 0..=1)]
    pub(crate) mirror: Option<Option<PathBuf>>,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Say more on standard error
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Status(status::Args),
    Search(search::Args),
    Show(show::Args),
    Lineage(lineage::Args),
    Harvest(harvest::Args),
    Mirror(mirror::Args),
    Normalise(normalise::Args),
    Completions(completions::Args),
    Doctor(doctor::Args),
}
