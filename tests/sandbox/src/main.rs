//! `certifinfo-sandbox`: serves the API on loopback until killed.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use certifinfo_sandbox::{Catalogue, DEFAULT_TOKEN, Sandbox};
use clap::Parser;

/// A local Certif Info API, for tests and trials. Prints its base URL, then serves until killed.
#[derive(Parser)]
#[command(name = "certifinfo-sandbox", version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Token that requests must carry in token-connexion
    #[arg(long, value_name = "T", default_value = DEFAULT_TOKEN)]
    token: String,
    /// Serve the producer's open-data export instead of the hand-written certifications
    #[arg(long, value_name = "FILE")]
    open_data: Option<PathBuf>,
    /// Answer /openapi.json with this file
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Wait this many milliseconds before each answer
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(never) => match never {},
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<std::convert::Infallible, String> {
    let mut builder = Sandbox::builder()
        .port(arguments.port)
        .token(arguments.token)
        .latency(Duration::from_millis(arguments.latency));
    if let Some(path) = arguments.open_data {
        let catalogue = Catalogue::open_data(path).map_err(|error| error.to_string())?;
        builder = builder.catalogue(catalogue);
    }
    if let Some(path) = arguments.document {
        let document =
            std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        builder = builder.document(document);
    }
    let sandbox = builder
        .start_blocking()
        .map_err(|error| format!("port {} on 127.0.0.1: {error}", arguments.port))?;
    // Whoever started this reads one line and goes on; a closed pipe is no reason to stop.
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{}", sandbox.base_url()).and_then(|()| stdout.flush());
    drop(stdout);
    loop {
        std::thread::park();
    }
}
