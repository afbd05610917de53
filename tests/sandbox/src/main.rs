//! `certifinfo-sandbox`: serves the API on loopback until killed.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use certifinfo_sandbox::{Catalogue, DEFAULT_TOKEN, Fault, Sandbox, When};
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
    /// Serve N generated certifications instead
    #[arg(long, value_name = "N", conflicts_with = "open_data")]
    synthetic: Option<u64>,
    /// What generated certifications and the rates of faults are drawn from
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Answer /openapi.json with this file
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Wait this many milliseconds before each answer
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
    /// Misbehave, always or at a rate from 0 to 1, for the first:N or after:N requests; may be
    /// given several times; `list` names the faults
    #[arg(long, value_name = "NAME[=RATE]", value_parser = faults)]
    fault: Vec<Wanted>,
}

/// What one `--fault` asks for.
#[derive(Clone)]
enum Wanted {
    List,
    Fault(Fault, When),
}

fn faults(text: &str) -> Result<Wanted, String> {
    let (name, when) = text.split_once('=').unwrap_or((text, "1"));
    if text == "list" {
        return Ok(Wanted::List);
    }
    let fault = name.parse::<Fault>().map_err(|error| error.to_string())?;
    let when = when.parse::<When>().map_err(|error| error.to_string())?;
    Ok(Wanted::Fault(fault, when))
}

/// Every fault with its line, aligned.
fn list() -> String {
    let width = Fault::ALL
        .iter()
        .map(|fault| fault.name().len())
        .max()
        .unwrap_or(0);
    Fault::ALL
        .iter()
        .map(|fault| format!("{fault:width$}  {}\n", fault.description()))
        .collect()
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), String> {
    if arguments
        .fault
        .iter()
        .any(|wanted| matches!(wanted, Wanted::List))
    {
        return write!(std::io::stdout(), "{}", list()).map_err(|error| error.to_string());
    }
    let mut builder = Sandbox::builder()
        .port(arguments.port)
        .token(arguments.token)
        .seed(arguments.seed)
        .latency(Duration::from_millis(arguments.latency));
    for wanted in arguments.fault {
        if let Wanted::Fault(fault, when) = wanted {
            builder = builder.fault(fault, when);
        }
    }
    if let Some(len) = arguments.synthetic {
        builder = builder.catalogue(Catalogue::synthetic(len, arguments.seed));
    }
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
    // The caller may read one line and close the pipe: the sandbox continues.
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{}", sandbox.base_url()).and_then(|()| stdout.flush());
    drop(stdout);
    loop {
        std::thread::park();
    }
}
