//! The whole catalogue to NDJSON, a page of code: `cargo run --example harvest`.
//!
//! Lines are the JSON as it came. A tool for every day is `certifinfo harvest`: it continues what
//! was stopped, and gives a file its name only when it is whole.

mod common;

use std::fs::File;
use std::io::{BufWriter, Write};

use certifinfo_ext::prelude::*;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let connection = common::connect().await?;
    common::note(format_args!("harvesting {}", connection.place));
    let mut file = BufWriter::new(File::create("certifinfo.ndjson")?);
    let mut lines = 0;

    // Pages are fetched ahead, four at a time; the items come in order.
    let request = connection.api.recherche(Recherche::new()).concurrency(4);
    let mut items = request.items();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => {
                writeln!(file, "{}", item.raw())?;
                lines += 1;
            }
            // One record that does not decode; the others follow.
            Err(error) if error.record().is_some() => {
                common::note(format_args!("missing: {error}"))
            }
            // Anything else ends the stream: the catalogue is not whole.
            Err(error) => return Err(error.into()),
        }
    }
    file.flush()?;
    common::note(format_args!("{lines} certifications in certifinfo.ndjson"));
    Ok(())
}
