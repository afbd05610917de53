//! What a certification replaced, what replaces it, and what is in force today:
//! `cargo run --example lineage -- CODE`.

mod common;
#[path = "common/found.rs"]
mod found;

use std::io::{Write, stdout};
use std::process::ExitCode;

use certifinfo_ext::paris::Date;
use certifinfo_ext::prelude::*;
use clap::Parser;

/// Draws what a certification, or those of a sheet, replaced and were replaced by, and says what is
/// in force.
///
/// With CERTIFINFO_TOKEN from the real API (or CERTIFINFO_BASE_URL), without it from a sandbox in
/// this process. Exit code: 0 found; 1 not found; 2 it could not be told.
#[derive(Debug, Parser)]
#[command(name = "lineage")]
struct Arguments {
    /// A Certif Info code (58434), or a sheet (RNCP37380, RS6117, or its address).
    #[arg(value_name = "CODE", required = true)]
    code: Vec<String>,
    /// The day to judge by, as 31/12/2025; today in Paris without this.
    #[arg(long, value_name = "DAY", value_parser = found::day)]
    on: Option<Date>,
    /// Writes the graph for Graphviz instead.
    #[arg(long)]
    dot: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    found::exit(run(&Arguments::parse()).await)
}

/// Whether there is such a certification.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let subject: Subject = arguments.code.join(" ").parse()?;
    let connection = common::connect().await?;
    common::note(format_args!("from {}", connection.place));
    let day = arguments.on.unwrap_or_else(paris::today);
    let lineage = Lineage::new(&connection.api).on(day);

    let graph = lineage.graph(subject).await?;
    let starts = graph.starts().iter();
    let known = |at: &Subject| graph.node(*at).is_some_and(|node| !node.is_missing());
    if !starts.copied().any(|at| known(&at)) {
        common::note(format_args!("{subject} is not known to the service"));
        return Ok(false);
    }
    if arguments.dot {
        write!(stdout(), "{}", graph.to_dot())?;
        return Ok(true);
    }
    writeln!(stdout(), "{graph}\n\nOn {day}:")?;
    match subject {
        Subject::Certification(code) => writeln!(stdout(), "{}", lineage.current(code).await?)?,
        Subject::Fiche(fiche) => writeln!(stdout(), "{}", lineage.current_fiche(fiche).await?)?,
    }
    Ok(true)
}
