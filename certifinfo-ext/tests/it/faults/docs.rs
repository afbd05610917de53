//! `FAULTS.md` says what the table says, which the tests hold to.
//!
//! To write it anew: `FAULTS_MD=write cargo test -p certifinfo-ext --test it faults::docs`.

use std::fmt::Write as _;
use std::path::Path;

use certifinfo_sandbox::Fault;

use crate::faults::passing::{ATTEMPTS, CERTIFICATIONS, RATE};
use crate::faults::run::CONCURRENCY;
use crate::faults::table::{Class, Row, TABLE};

fn effect(class: Class) -> &'static str {
    match class {
        Class::Passes => "the same file",
        Class::Ends => "it ends",
        Class::Invents => "it is left at a bound",
        Class::Refused => "it ends before anything wrong is delivered",
        Class::Tolerated => "the same certifications",
        Class::Lookup => "the same file; a lookup: see there",
        Class::Costs => "all but the records struck, each of which is named",
        Class::Moves => "all that is still there, exactly once",
    }
}

/// Which requests of the harvest the fault strikes.
fn rate(class: Class) -> String {
    match class {
        Class::Passes => RATE.to_string(),
        Class::Ends | Class::Invents => "from one on".to_owned(),
        _ => "all".to_owned(),
    }
}

fn line(row: &Row) -> String {
    let Row { fault, class, ends } = row;
    let ends = match ends {
        Some((kind, says, advice)) => format!("`{kind:?}` | {says} … {advice}"),
        None => "– | –".to_owned(),
    };
    format!(
        "| `{fault}` | {} | {class:?} | {} | {} | {ends} |",
        fault.description().trim_end_matches('.'),
        rate(*class),
        effect(*class)
    )
}

fn page() -> String {
    let mut page = format!(
        "\
<!-- Written by tests/it/faults/docs.rs from tests/it/faults/table.rs; see there before editing. -->

# What goes wrong, and what a harvest makes of it

Every fault of the sandbox (`cargo run -p certifinfo-sandbox -- --fault list`) against the walk over
all pages of a search, as `cargo test -p certifinfo-ext --test it faults` proves it on every run.

- **Passes**: the fault strikes a share of {RATE} of the requests of a harvest of {CERTIFICATIONS} synthetic
  certifications at concurrency {CONCURRENCY}, each page being asked for up to {ATTEMPTS} times. What is written is
  the same, byte for byte, as without the fault.
- **Ends**: asking again would not help, or would do harm: the first request struck ends it.
- **If it stays**: from some request on, every request is struck. The harvest ends with an error of
  this kind, which says this, and what to do. Everything before it has been delivered. Once the
  fault is gone, the error's place (`Error::resume`, `--resume` of `certifinfo harvest`) completes
  the file, which is then the same as without the fault.
- **Invents**: what the service made up is delivered, once each, up to the bound. Resumed when the
  service is sound again, the walk repeats nothing and ends with `Stalled`: the service announces less
  than half of what came, so no file of it is called whole. Start such a harvest over.
- **Costs**: nothing ends; the kind and the words are those of the record's own error. The harvest
  example names it, exits with 1, and with `--resume` fetches it once it decodes.
- **Moves**: the catalogue or its order changes while it is read. `shrinking-total` hides 150
  certifications for good; all others come, once each.
- **Refused**: from the first request on, every request meets the fault. What came before the error is
  sound, and the error's place completes the file once the fault is gone.
- **Lookup**: the fault is about a single certification. A harvest of search items is the same; the
  lookup ends with this error, or finds the certification if there is none.

By default a page is asked for up to 6 times, so that at such a rate one page in 15,625 is given up
and the harvest is to be resumed; `RetryPolicy::attempts` sets more.

| fault | the service | class | requests struck | the harvest | if it stays | it says … and advises |
|---|---|---|---|---|---|---|
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
        "FAULTS.md is stale: run `FAULTS_MD=write cargo test -p certifinfo-ext --test it faults::docs`"
    );
    assert_eq!(written.matches("\n| `").count(), Fault::ALL.len());
}
