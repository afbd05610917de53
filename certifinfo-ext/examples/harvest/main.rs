//! The whole catalogue to NDJSON, a certification a line: `cargo run --example harvest`.
//!
//! Lines are the JSON as it came, so that nothing is lost that this crate does not know. While it
//! runs, the file is called `FILE.part`; it gets its name when it is whole. A run that was stopped,
//! by Ctrl-C, a kill or the service, goes on with `--resume`.

#[path = "../common/mod.rs"]
mod common;
mod harvest;
mod lines;
mod part;
mod place;
mod progress;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Writes the whole catalogue to NDJSON, a search item a line.
///
/// With CERTIFINFO_TOKEN from the real API (or CERTIFINFO_BASE_URL), without it from a sandbox in
/// this process. Exit code: 0 the file is whole; 1 it is not, and what is missing is said.
#[derive(Debug, Parser)]
#[command(name = "harvest")]
pub(crate) struct Arguments {
    /// The file to write.
    #[arg(long, value_name = "FILE", default_value = "certifinfo.ndjson")]
    out: PathBuf,
    /// Write full certifications: one more request each.
    #[arg(long)]
    details: bool,
    /// How many requests may be in flight, 1 to 64.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64))]
    concurrency: u8,
    /// Go on with what an earlier run left in FILE.part.
    #[arg(long)]
    resume: bool,
    /// Stop after N lines.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match harvest::run(&arguments).await {
        Ok(outcome) => {
            eprintln!("{outcome}");
            if outcome.whole() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
