//! The command line: what each command takes, and the exit codes they share.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Done, fresh, or nothing to tell.
pub const OK: u8 = 0;
/// Stale files, a drifted document, or a service that does not answer as documented.
pub const DIFFERS: u8 = 4;
/// Failed, or could not tell; nothing was written.
pub const FAILED: u8 = 100;

/// Regeneration, drift and probe of the Certif Info OpenAPI document.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The workspace's root; this one by default.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// From the published document to the generated client, all files or none.
    ///
    /// Exit code: 0 done or fresh; 4 stale (with --check); 100 failed, nothing written.
    Regen(Regen),
}

/// Arguments of `regen`.
#[derive(Debug, clap::Args)]
pub struct Regen {
    /// A document URL, a documentation page's URL or a file (JSON or YAML); the URL in
    /// openapi/source.toml by default.
    #[arg(conflicts_with = "offline")]
    pub source: Option<String>,
    /// Start from openapi/published.json, fetch nothing.
    #[arg(long)]
    pub offline: bool,
    /// Write nothing; say what would change.
    #[arg(long)]
    pub check: bool,
}

impl Cli {
    /// The workspace's root: the one asked for, or the one this program was built in.
    pub fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(|| {
            // Set by cargo at run time too, so that a moved checkout finds itself.
            let package = std::env::var_os("CARGO_MANIFEST_DIR")
                .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
            package.parent().map(PathBuf::from).unwrap_or(package)
        })
    }
}

/// An exit code of the contract.
pub fn exit(code: u8) -> ExitCode {
    ExitCode::from(code)
}
