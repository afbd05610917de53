//! The command line: what each command takes, and the exit codes they share.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use openapi_drift::{FailOn, Format};

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
    /// What changed between the published document and SOURCE, and whether it breaks a client.
    ///
    /// Both are brought to one dialect first. Exit code: 0 nothing at or above --fail-on; 4 drift;
    /// 100 could not tell (unreachable, not a document, …).
    Drift(Drift),
    /// Asks a live service, and compares its answers with the document.
    ///
    /// The token is taken from CERTIFINFO_TOKEN. Exit code: 0 agrees; 4 differs; 100 could not
    /// tell.
    Probe(Probe),
}

/// Arguments of `drift`.
#[derive(Debug, clap::Args)]
pub struct Drift {
    /// A document URL, a documentation page's URL or a file (JSON or YAML); the URL in
    /// openapi/source.toml by default.
    pub source: Option<String>,
    /// Compare with this file instead of openapi/published.json.
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// From which changes on to exit with 4.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub fail_on: FailOn,
}

/// Arguments of `probe`.
#[derive(Debug, clap::Args)]
pub struct Probe {
    /// Where the service is.
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// Most requests of one operation.
    #[arg(long, value_name = "N", default_value_t = 25)]
    pub sample: usize,
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
