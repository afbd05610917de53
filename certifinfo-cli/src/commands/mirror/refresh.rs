//! `certifinfo mirror refresh`: brings the mirror up to date with the service.

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::mirror::{Details, First, MirrorErrorKind, RefreshOptions};
use certifinfo_ext::prelude::*;
use clap::ValueEnum;
use indicatif::ProgressBar;

use super::End;
use crate::console::Console;
use crate::failure::{Failure, explain};
use crate::source::Service;

/// Bring the mirror up to date with the service
///
/// Reads the list (one request per 100 certifications), then fetches in full what is new or changed.
/// The first fill takes one request per certification: hours, at a polite rate. A refresh that was
/// stopped continues where it was. Exit code: 0 the mirror is whole; 1 it was stopped, or something
/// could not be fetched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo mirror refresh
  certifinfo mirror refresh --first active --first niveau=5")]
pub(super) struct Args {
    /// What to fetch in full first: `active`, `niveau=5`, `rome=D1102`, or a Certif Info code; may
    /// be given several times
    #[arg(long, value_name = "WHAT", value_parser = first)]
    first: Vec<First>,
    /// Which full records to fetch
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Which::All)]
    details: Which,
    /// How many requests may be in flight, 1 to 64
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    concurrency: u8,
    /// Read the list anew, even if a refresh can be continued
    #[arg(long)]
    restart: bool,
    /// Accept a list that lacks much of what the mirror holds
    #[arg(long)]
    allow_smaller: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    /// All that are new or changed
    All,
    /// Those that --first names
    First,
    /// None: the list alone
    None,
}

fn first(text: &str) -> Result<First, String> {
    let of = |error: CodeError| error.to_string();
    match text.split_once('=') {
        Some(("niveau", niveau)) => {
            let niveau = Niveau::parse_lenient(niveau).map_err(of)?;
            Ok(First::Search(Recherche::new().niveau_europeen(niveau)))
        }
        Some(("rome", rome)) => {
            let rome = RomeCode::parse_lenient(rome).map_err(of)?;
            Ok(First::Search(Recherche::new().rome([rome])))
        }
        Some(_) => Err("write active, niveau=5, rome=D1102 or a Certif Info code".to_owned()),
        None if text == "active" => Ok(First::Active),
        None => Ok(First::Codes(vec![
            CertifInfoCode::parse_lenient(text).map_err(of)?,
        ])),
    }
}

pub(super) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let service = Service::open(console).await?;
    if service.is_sandbox() && console.mirror.clone().flatten().is_none() {
        return Err(Failure::usage(
            "without CERTIFINFO_TOKEN, a refresh would fill your mirror with a demonstration: set it, \
             import the open-data export with `certifinfo mirror import FILE`, or name another file \
             with --mirror=FILE",
        ));
    }
    let mirror = super::create(console)?;
    if matches!(args.details, Which::All) && mirror.status()?.last_whole_refresh.is_none() {
        console.note(
            "the first fill asks for every certification in full, which takes hours at a polite rate; \
             the mirror can be used all the while, and a refresh that is stopped is continued by the \
             next (--first chooses what comes first, --details none keeps to the list)",
        );
    }
    let bar = if console.quiet {
        ProgressBar::hidden()
    } else {
        ProgressBar::new_spinner()
    };
    let (seen, verbose) = (bar.clone(), console.clone());
    let mut options = RefreshOptions::new()
        .concurrency(args.concurrency.into())
        .restart(args.restart)
        .details(match args.details {
            Which::All => Details::All,
            Which::First => Details::First,
            Which::None => Details::None,
        })
        .on_progress(move |progress| {
            seen.set_message(progress.to_string());
            seen.tick();
            verbose.detail(progress);
        });
    for first in &args.first {
        options = options.first(first.clone());
    }
    if args.allow_smaller {
        options = options.max_loss(1.0);
    }
    let refreshed = tokio::select! {
        biased;
        _ = tokio::signal::ctrl_c() => None,
        refreshed = mirror.refresh(&service.api, options) => Some(refreshed),
    };
    bar.finish_and_clear();
    let Some(refreshed) = refreshed else {
        return Err(Failure::not_whole(
            "interrupted: what was fetched is kept, and the next refresh continues from there",
        ));
    };
    let report = refreshed.map_err(|error| match error.kind() {
        // What was fetched is kept.
        MirrorErrorKind::Service | MirrorErrorKind::Full | MirrorErrorKind::Superseded => {
            Failure::not_whole(explain(&error))
        }
        _ => super::with_flag(error),
    })?;
    for (code, why) in &report.failed {
        console.say(format_args!("missing: {code}: {why}"));
    }
    let summary = format!(
        "{}: {} listed, {} new, {} changed, {} gone, {} fetched in full",
        mirror.path().display(),
        report.listed,
        report.new,
        report.changed,
        report.gone,
        report.details
    );
    let asked_for_all = matches!(args.details, Which::All);
    if report.is_whole() || (!asked_for_all && report.unreadable == 0 && report.failed.is_empty()) {
        console.note(summary);
        return Ok(End::Done);
    }
    console.say(format_args!(
        "{summary}; {} still to be fetched in full, {} of the list could not be read",
        report.details_due, report.unreadable
    ));
    Ok(End::Short)
}
