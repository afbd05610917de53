//! One certification, or those of a sheet: `cargo run --example lookup -- CODE`.

mod common;
#[path = "common/found.rs"]
mod found;

use std::error::Error as StdError;
use std::fmt::Display;
use std::io::{self, Write, stdout};
use std::process::ExitCode;

use certifinfo_ext::lineage::Node;
use certifinfo_ext::paris::Date;
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;
use certifinfo_ext::views::CodeLibelle;
use clap::Parser;

/// Shows a certification: what it is, its sheets, whether it is still delivered, what replaces it.
///
/// With CERTIFINFO_TOKEN from the real API (or CERTIFINFO_BASE_URL), without it from a sandbox in
/// this process. Exit code: 0 found; 1 not found; 2 it could not be told.
#[derive(Debug, Parser)]
#[command(name = "lookup")]
struct Arguments {
    /// A Certif Info code (58434), or a sheet (RNCP37380, RS6117, or its address).
    #[arg(value_name = "CODE", required = true)]
    code: Vec<String>,
    /// The day to judge by, as 31/12/2025; today in Paris without this.
    #[arg(long, value_name = "DAY", value_parser = found::day)]
    on: Option<Date>,
}

#[tokio::main]
async fn main() -> ExitCode {
    found::exit(run(&Arguments::parse()).await)
}

/// Whether there is such a certification.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn StdError>> {
    let subject: Subject = arguments.code.join(" ").parse()?;
    let connection = common::connect().await?;
    common::note(format_args!("from {}", connection.place));
    let api = connection.api;
    if let Subject::Fiche(fiche) = subject {
        let items = api.certifications_of(fiche).await?;
        if items.len() > 1 {
            writeln!(stdout(), "{fiche} covers {} certifications:", items.len())?;
            for item in &items {
                writeln!(
                    stdout(),
                    "{:>6}  {}",
                    shown(item.code()),
                    item.intitule().unwrap_or("-")
                )?;
            }
            return Ok(true);
        }
    }
    // The certification and its direct links, each asked for once.
    let day = arguments.on.unwrap_or_else(paris::today);
    let lineage = Lineage::new(&api).on(day).max_depth(1);
    let graph = lineage.graph(subject).await?;
    for start in graph.starts() {
        if let Some(certification) = graph.node(*start).and_then(Node::certification) {
            show(certification, day)?;
            for node in graph.predecessors_of(*start) {
                row("replaces", node)?;
            }
            for node in graph.successors_of(*start) {
                row("replaced by", node)?;
            }
            return Ok(true);
        }
    }
    common::note(format_args!("{subject} is not known to the service"));
    Ok(false)
}

fn show(cert: &types::Certification, day: Date) -> io::Result<()> {
    writeln!(
        stdout(),
        "{} {}",
        shown(cert.code()),
        cert.intitule().unwrap_or("-")
    )?;
    row(&day.to_string(), cert.validite(day))?;
    if let Some(genre) = optional("type", cert.type_diplome())? {
        row(
            "type",
            format!("{genre} {}", genre.label().unwrap_or_default()),
        )?;
    }
    if let Some(niveau) = optional("level", cert.niveau())? {
        row("level", niveau)?;
    }
    for entry in cert.enregistrements() {
        let held = match entry.is_active_on(day) {
            Some(true) => "in force",
            Some(false) => "ended",
            None => "not told whether in force",
        };
        let until = match &entry.fin {
            Ok(Some(fin)) => format!(", last day {fin}"),
            Ok(None) => String::new(),
            Err(error) => format!(", {error}"),
        };
        row("sheet", format!("{}: {held}{until}", shown(entry.fiche)))?;
    }
    if let Some(cfd) = optional("CFD", cert.scolarite())? {
        row("CFD", cfd)?;
    }
    labelled("ROME", cert.rome())?;
    labelled("NSF", cert.nsf())?;
    labelled("Formacode", cert.formacodes())?;
    for body in cert.valideurs() {
        row("body", body.nom.unwrap_or("-"))?;
    }
    for &way in Acces::ALL {
        let open = cert.acces(way).label();
        row("open to", format!("{}: {open}", way.label()))?;
    }
    if let Some(day) = optional("written", cert.date_maj())? {
        row("written", day)?;
    }
    Ok(())
}

fn row(name: &str, value: impl Display) -> io::Result<()> {
    writeln!(stdout(), "  {name:<12}{value}")
}

fn labelled<T: Display>(name: &str, codes: Vec<CodeLibelle<'_, T>>) -> io::Result<()> {
    for CodeLibelle { code, libelle, .. } in codes {
        let line = format!("{} {}", shown(code), libelle.unwrap_or_default());
        row(name, line.trim_end())?;
    }
    Ok(())
}

/// A code, or why it is none.
fn shown<T: Display>(code: Result<T, CodeError>) -> String {
    code.map_or_else(|error| error.to_string(), |code| code.to_string())
}

/// What is there; what cannot be read gets its own line.
fn optional<T>(name: &str, read: Result<Option<T>, CodeError>) -> io::Result<Option<T>> {
    match read {
        Ok(value) => Ok(value),
        Err(error) => row(name, error).map(|()| None),
    }
}
