//! The command line: arguments, and the exit codes of all commands.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use openapi_drift::{FailOn, Format};

/// Success: done, fresh, or no difference.
pub const OK: u8 = 0;
/// Stale files, a drifted document, or a service that does not answer as documented.
pub const DIFFERS: u8 = 4;
/// Failed, or could not compare; nothing was written.
pub const FAILED: u8 = 100;

/// Regeneration, drift and probe of the Certif Info OpenAPI document.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// The workspace's root; this one by default.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the client from the published document; writes all files or none.
    ///
    /// Exit code: 0 done or fresh; 4 stale (with --check); 100 failed, nothing written.
    Regen(Regen),
    /// Report what changed between the published document and SOURCE, and whether it breaks a
    /// client.
    ///
    /// Both are converted to one dialect first. Exit code: 0 nothing at or above --fail-on; 4
    /// drift; 100 could not compare (unreachable, not a document, …).
    Drift(Drift),
    /// Call a live service and compare its responses with the document.
    ///
    /// The token is read from CERTIFINFO_TOKEN. Exit code: 0 agrees; 4 differs; 100 could not
    /// compare.
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
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The severity from which the exit code is 4.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub fail_on: FailOn,
}

/// Arguments of `probe`.
#[derive(Debug, clap::Args)]
pub struct Probe {
    /// Base URL of the service.
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// Maximum number of requests per operation.
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
    /// Start from openapi/published.json without fetching anything.
    #[arg(long)]
    pub offline: bool,
    /// Write nothing; report what would change.
    #[arg(long)]
    pub check: bool,
}

impl Cli {
    /// The workspace's root: the argument, or the workspace that this program was built in.
    pub fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(|| {
            // cargo sets it at run time too, so a moved checkout still works.
            let package = std::env::var_os("CARGO_MANIFEST_DIR")
                .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
            package.parent().map(PathBuf::from).unwrap_or(package)
        })
    }
}
