//! `FAULTS.md` says what the table says, which the tests hold to.
//!
//! To write it anew: `FAULTS_MD=write cargo test -p certifinfo-ext --test faults docs`.

use std::fmt::Write as _;
use std::path::Path;

use certifinfo_sandbox::Fault;

use crate::passing::{ATTEMPTS, CERTIFICATIONS, RATE};
use crate::run::CONCURRENCY;
use crate::table::{Class, Row, TABLE};

fn effect(class: Class) -> &'static str {
    match class {
        Class::Passes => "the same file",
        Class::Ends => "ends at the first strike",
        Class::Tolerated => "the same certifications, at any rate",
        Class::Costs => "costs the records struck, each named",
        Class::Moves => "whatever is still there, exactly once",
    }
}

fn line(row: &Row) -> String {
    let Row { fault, class, ends } = row;
    let ends = match ends {
        Some((kind, says, advice)) => format!("`{kind:?}` | {says} … {advice}"),
        None => "– | –".to_owned(),
    };
    format!(
        "| `{fault}` | {} | {} | {ends} |",
        fault.description().trim_end_matches('.'),
        effect(*class)
    )
}

fn page() -> String {
    let mut page = format!(
        "\
<!-- Written by tests/faults/docs.rs from tests/faults/table.rs; see there before editing. -->

# What goes wrong, and what a harvest makes of it

Every fault of the sandbox (`cargo run -p certifinfo-sandbox -- --fault list`) against the walk over
all pages of a search, as `cargo test -p certifinfo-ext --test faults` proves it on every run.

- **Struck**: the fault strikes a share of {RATE} of the requests of a harvest of {CERTIFICATIONS}
  synthetic certifications at concurrency {CONCURRENCY}, each page being asked for up to {ATTEMPTS}
  times. “The same file” is meant byte for byte.
- **If it stays**: from some request on, every request is struck. The harvest ends with an error of
  this kind, which says this, and what to do. Everything before it has been delivered. Once the
  fault is gone, the error's place (`Error::resume`, `--resume` of the harvest example) completes
  the file, which is then the same as without the fault.
- By default a page is asked for up to 6 times, so at such a rate one page in 15,625 is given up and
  the harvest is to be resumed; `Retries::attempts` sets more.
- `endless` invents certifications. What it told is delivered, once each, up to the bound; resumed,
  the walk finds the real end and repeats nothing.
- `bad-record` ends nothing: the kind and the words are those of the record's own error, and the
  harvest example names it, exits with 1, and with `--resume` fetches it once it decodes.
- With `shrinking-total` the service hides 150 certifications for good: the others come once each.
- `not-found-200` is about a single certification: there it is `NotFound`, like a 404.

| fault | the service | struck | if it stays | it says … and advises |
|---|---|---|---|---|
"
    );
    for row in TABLE {
        writeln!(page, "{}", line(row)).unwrap();
    }
    page
}

#[test]
fn the_page_says_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("FAULTS.md");
    if std::env::var_os("FAULTS_MD").is_some_and(|wish| wish == "write") {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\r\n", "\n");
    assert!(
        written == page(),
        "FAULTS.md is stale: run `FAULTS_MD=write cargo test -p certifinfo-ext --test faults docs`"
    );
    assert_eq!(written.matches("\n| `").count(), Fault::ALL.len());
}
