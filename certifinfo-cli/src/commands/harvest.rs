//! `certifinfo harvest`: the whole catalogue to a file or a pipe.
//!
//! Lines are the JSON as received, so that properties unknown to this program are kept. While it
//! runs, the file is called `FILE.part`; it gets its name when it is whole. A run that was stopped,
//! by Ctrl-C, a kill or the service, is continued with `--resume`.

mod gap;
mod lines;
mod listing;
mod part;
mod place;
mod sink;
mod target;

use std::path::PathBuf;
use std::pin::pin;

use certifinfo_ext::futures_util::stream;
use certifinfo_ext::prelude::*;
use certifinfo_ext::{RechercheRequest, RecordError};

use self::gap::Gap;
use self::listing::Listing;
use self::part::Part;
use self::sink::Sink;
use self::target::Target;
use super::End;
use crate::console::Console;
use crate::failure::{Failure, explain_on_one_line};
use crate::output::Format;
use crate::progress::Progress;
use crate::source::Service;

/// How many lines are written between two checkpoints.
const SAVE_EVERY: u64 = 100;
/// After this many failed records in a row, the service is at fault and not the records.
const MISSING_IN_A_ROW: usize = 20;

/// Write the whole catalogue, one certification per line, as the service lists it
///
/// Archived certifications are part of it: where the service hides them from a search, they are
/// listed by a second one.
///
/// While it runs, FILE is called FILE.part; a run that was stopped is continued with --resume.
/// FILE gets its name when it is whole. Exit code: 0 it is whole; 1 it is not, and what is missing
/// is said.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo harvest --out certifinfo.ndjson
  certifinfo harvest --out - --format csv | head")]
pub(crate) struct Args {
    /// The file to write, a named pipe, or `-` for standard output [default: certifinfo.ndjson, or
    /// the format's own ending]
    #[arg(long, value_name = "FILE|-")]
    out: Option<PathBuf>,
    /// Write full certifications: one more request each
    #[arg(long)]
    details: bool,
    /// How many requests may be in flight, 1 to 64
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64))]
    concurrency: u8,
    /// Continue what an earlier run left in FILE.part
    #[arg(long)]
    resume: bool,
    /// Stop after N certifications
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Leave out records and pages that cannot be had, and name them in FILE.missing.ndjson
    #[arg(long)]
    allow_missing: bool,
    /// Read the list again until two readings agree: the only way to notice what changed meanwhile
    /// without a trace; at least twice the requests
    #[arg(long)]
    verify: bool,
    /// Replace a file although the new one is much smaller
    #[arg(long)]
    allow_smaller: bool,
    /// How to write them; NDJSON and JSON are the records as they came
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Ndjson)]
    format: Format,
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("certifinfo").with_extension(args.format.extension()));
    let target = Target::of(&out)?;
    match &target {
        Target::Stream(_) if args.resume => {
            return Err(Failure::usage(
                "--resume continues a file: what went into a pipe cannot be continued",
            ));
        }
        Target::File(file) if args.resume && Part::is_finished(file)? => {
            let file = file.display();
            console.note(format_args!(
                "{file} is whole already: leave out --resume to harvest it anew"
            ));
            return Ok(End::Done);
        }
        Target::File(file) => {
            if let Some(limit) = args.limit.filter(|_| !args.allow_smaller)
                && let Some(why) = target::would_shrink(file, limit)?
            {
                return Err(Failure::usage(why));
            }
        }
        Target::Stream(_) => {}
    }
    if console.mirror.is_some() {
        return Err(Failure::usage(
            "a harvest reads the service: `certifinfo search` and `certifinfo mirror sql` read a mirror",
        ));
    }
    let source = Service::open(console).await?;
    let mut sink = Sink::open(args, target, &source, console)?;
    let (stopped, missing) = walk(args, &source, &mut sink, console).await?;
    sink.end(args, stopped, &missing, console)
}

/// Reads until the end, the limit, or what stops it: why it stopped, and what is missing.
async fn walk(
    args: &Args,
    source: &Service,
    sink: &mut Sink,
    console: &Console,
) -> Result<(Option<String>, Vec<Gap>), Failure> {
    let concurrency = usize::from(args.concurrency);
    let options = |request: RechercheRequest| {
        let mut request = request.concurrency(concurrency);
        if args.allow_missing {
            request = request.allow_missing();
        }
        if args.verify {
            request = request.verify();
        }
        request
    };
    let listing = Listing::new(&source.api, sink.checkpoint(), sink.delivered(), options);
    let items = stream::unfold(listing, |mut listing| async {
        Some((listing.next().await?, listing))
    });
    let lines = items.map(|(item, place, total)| {
        let api = source.api.clone();
        async move {
            let line = match item {
                Ok(item) if args.details => detail(&api, &item, args.allow_missing).await,
                Ok(item) => code(&item).map(|_| item.raw().get().to_owned()),
                Err(error) => Err(Trouble::of(&error)),
            };
            (line, place, total)
        }
    });
    let mut lines = pin!(lines.buffered(concurrency));
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    let mut progress = Progress::new(console, args.limit, sink.count());
    let mut missing = Vec::new();
    let mut in_a_row = 0;
    let mut last = None;
    let stopped = loop {
        if args.limit.is_some_and(|limit| sink.count() >= limit) {
            break None;
        }
        let next = tokio::select! {
            biased;
            _ = &mut interrupt => break Some("interrupted".to_owned()),
            next = lines.next() => next,
        };
        let Some((line, place, total)) = next else {
            break None;
        };
        match line {
            Ok(json) => {
                in_a_row = 0;
                if let Some(why) = sink.line(&json)? {
                    break Some(why);
                }
            }
            Err(Trouble::Record(gap)) => {
                in_a_row += 1;
                missing.push(gap);
            }
            Err(Trouble::End(why)) => break Some(why),
        }
        if in_a_row == MISSING_IN_A_ROW {
            break Some(format!(
                "{in_a_row} records in a row did not come, which is not their fault"
            ));
        }
        last = place.or(last);
        progress.at(sink.count(), total.unwrap_or(sink.count()));
        if sink.count().is_multiple_of(SAVE_EVERY) {
            sink.save(at(&last, &missing))?;
            console.detail(format_args!(
                "{} of {}",
                sink.count(),
                total.unwrap_or_default()
            ));
        }
    };
    progress.clear();
    if stopped.is_some() || !missing.is_empty() {
        sink.save(at(&last, &missing))?;
    }
    Ok((stopped, missing))
}

/// The checkpoint to save; none if records are missing, so that all pages are read again for them.
fn at(search: &Option<Checkpoint>, missing: &[Gap]) -> Option<Checkpoint> {
    search.clone().filter(|_| missing.is_empty())
}

/// Why a record is missing.
enum Trouble {
    /// Only this record failed.
    Record(Gap),
    /// This record and everything after it failed.
    End(String),
}

impl Trouble {
    fn of(error: &Error) -> Self {
        let why = explain_on_one_line(error);
        let place = match (error.record(), error.skipped_page()) {
            (Some(record), _) => (record.page(), Some(record.index())),
            (None, Some(page)) => (page, None),
            (None, None) => return Self::End(why),
        };
        let code = error.record().and_then(RecordError::code);
        Self::Record(Gap {
            certifinfo_code: code.map(CertifInfoCode::numero),
            page: place.0,
            index: place.1,
            why,
        })
    }
}

/// The code of an item. An item without a code can be neither identified nor requested.
fn code(item: &Item) -> Result<CertifInfoCode, Trouble> {
    item.code().map_err(|error| {
        Trouble::Record(Gap {
            certifinfo_code: None,
            page: item.page(),
            index: Some(item.index()),
            why: format!("it has no Certif Info code: {error}"),
        })
    })
}

/// Fetches the full certification of an item. With `any`, every failure of this record alone counts
/// against the record; otherwise a transient failure ends the harvest, which can be continued later.
async fn detail(api: &CertifInfo, item: &Item, any: bool) -> Result<String, Trouble> {
    let code = code(item)?;
    let gap = |why: String| Gap {
        certifinfo_code: Some(code.numero()),
        page: item.page(),
        index: Some(item.index()),
        why,
    };
    match api.certification(code).await {
        Ok(certification) if certification.code().is_err() => {
            let why = "the full certification has no Certif Info code";
            Err(Trouble::Record(gap(why.to_owned())))
        }
        Ok(certification) => Ok(certification.raw().to_owned()),
        Err(error) => {
            let why = explain_on_one_line(&error);
            // The record is listed, but gone or unreadable: the others are still requested.
            let alone = match error.kind() {
                ErrorKind::NotFound => true,
                ErrorKind::Decode => any || !error.is_transient(),
                ErrorKind::Server | ErrorKind::Rejected => any,
                _ => false,
            };
            Err(if alone {
                Trouble::Record(gap(why))
            } else {
                Trouble::End(format!("{code}: {why}"))
            })
        }
    }
}
