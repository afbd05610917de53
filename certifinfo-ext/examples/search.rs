//! Certifications by the words of their title: `cargo run --example search -- WORDS`.

mod common;
#[path = "common/found.rs"]
mod found;

use std::io::{Write, stdout};
use std::process::ExitCode;

use certifinfo_ext::prelude::*;
use clap::Parser;

/// Lists the certifications whose title has these words.
///
/// With CERTIFINFO_TOKEN from the real API (or CERTIFINFO_BASE_URL), without it from a sandbox in
/// this process. Exit code: 0 found; 1 none found; 2 it could not be told.
#[derive(Debug, Parser)]
#[command(name = "search")]
struct Arguments {
    /// Words of the title.
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// How many to list at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    found::exit(run(&Arguments::parse()).await)
}

/// Whether there is any.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let words = arguments.words.join(" ");
    let connection = common::connect().await?;
    common::note(format_args!("from {}", connection.place));

    let query = Recherche::new().intitule(&words);
    let mut items = connection.api.recherche(query).items();
    let mut listed = 0;
    while listed < arguments.limit {
        match items.next().await {
            Some(Ok(item)) => writeln!(stdout(), "{}", line(&item))?,
            // One record that does not decode; the others go on.
            Some(Err(error)) if error.record().is_some() => common::note(error),
            Some(Err(error)) => return Err(error.into()),
            None => break,
        }
        listed += 1;
    }
    match items.total() {
        Some(total) => common::note(format_args!("{listed} of {total} for `{words}`")),
        None => common::note(format_args!("{listed} for `{words}`")),
    }
    Ok(listed > 0)
}

/// Code, level, title, sheets; a dash for what is absent, a question mark for what cannot be read.
fn line(item: &Item) -> String {
    let code = item.code().map_or("?".to_owned(), |code| code.to_string());
    let niveau = match item.niveau() {
        Ok(niveau) => niveau.map_or("-".to_owned(), |niveau| niveau.to_string()),
        Err(_) => "?".to_owned(),
    };
    let fiches = item.fiches().into_iter();
    let fiches: Vec<_> = fiches
        .map(|fiche| fiche.map_or("?".to_owned(), |fiche| fiche.to_string()))
        .collect();
    let title = item.intitule().unwrap_or("-");
    let line = format!("{code:>6}  {niveau}  {title}  {}", fiches.join(" "));
    line.trim_end().to_owned()
}
