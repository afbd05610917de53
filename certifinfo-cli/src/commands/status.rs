//! `certifinfo status`: codes of mixed quality, each with its state, its last day and what replaces
//! it, in the order given.

mod input;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::futures_util::stream;
use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::Registry;
use certifinfo_ext::mirror::{Mirror, MirrorError, Status};
use certifinfo_ext::prelude::*;
use clap::ValueEnum;

use self::verdict::Verdict;
use super::End;
use crate::console::Console;
use crate::day;
use crate::failure::{Failure, explain_on_one_line};
use crate::lang::Lang;
use crate::output::{Format, Rows};
use crate::progress::Progress;
use crate::source::{Source, SourceError};
use crate::validity::State;

/// How many codes are requested at once, within the rate limit.
const CONCURRENCY: usize = 4;
/// After this many failures in a row, the service is at fault, and further requests are useless.
const FAILURES_IN_A_ROW: usize = 5;

/// Report for each code whether it is in force, until when, and what replaces it
///
/// Codes are read as people paste them. One line per code, in the order given; what is wrong with a
/// code is on its line. Exit code: 0 every code was found; 1 some were not, or are no codes; 2
/// some were not answered.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo status RNCP37380 RS6117 58434
  certifinfo status --file codes.csv --column 3 --kind rncp --format csv-excel > states.csv
  pbpaste | certifinfo status --file -")]
pub(crate) struct Args {
    /// Codes: Certif Info codes (58434), sheets (RNCP37380, `rncp 37380`), addresses of sheets
    #[arg(value_name = "CODE", required_unless_present = "file")]
    codes: Vec<String>,
    /// Read the codes from this file, one per line; `-` is standard input
    #[arg(long, value_name = "FILE|-", conflicts_with = "codes")]
    file: Option<PathBuf>,
    /// The column of FILE that holds the codes, counted from 1, or its name in the first line; the
    /// columns may be separated by commas, semicolons or tabulations
    #[arg(long, value_name = "N|NAME")]
    column: Option<String>,
    /// What the codes are
    #[arg(long, value_enum, value_name = "KIND", default_value_t = Kind::Auto)]
    kind: Kind,
    /// The day to judge by, as 31/12/2025 [default: today in Paris]
    #[arg(long, value_name = "DAY", value_parser = day::parse)]
    on: Option<Date>,
    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

/// How codes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A sheet if there is a prefix, a bare number as a Certif Info code
    Auto,
    /// Certif Info codes
    #[value(name = "certif_info")]
    CertifInfo,
    /// Sheets of the RNCP, with or without prefix
    Rncp,
    /// Sheets of the RS, with or without prefix
    Rs,
    /// Sheets of either register, with prefix
    Fiche,
}

impl Kind {
    fn read(self, text: &str) -> Result<Subject, CodeError> {
        match self {
            Self::Auto => text.parse(),
            Self::CertifInfo => CertifInfoCode::parse_lenient(text).map(Subject::from),
            Self::Rncp => RncpCode::parse_lenient(text).map(Subject::from),
            Self::Rs => RsCode::parse_lenient(text).map(Subject::from),
            Self::Fiche => FicheCode::parse_lenient(text).map(Subject::from),
        }
    }
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    if args.column.is_some() && args.file.is_none() {
        return Err(Failure::usage("--column is of a file: name it with --file"));
    }
    let codes = match &args.file {
        Some(file) => input::codes(file, args.column.as_deref())?,
        None => args.codes.clone(),
    };
    let lang = console.lang;
    let day = args.on.unwrap_or_else(paris::today);
    let source = Source::open(console).await?;
    console.note(lang.on(lang.day(day)));
    let mut rows = Rows::to_stdout::<Verdict>(args.format, lang)?;
    let mut progress = Progress::new(console, None, 0);
    let asked = Asked::new(&source, day, lang);
    if let Source::Mirror(mirror) = &source {
        asked.preload(
            mirror,
            codes.iter().filter_map(|code| args.kind.read(code).ok()),
        )?;
    }
    let total = codes.len() as u64;
    let mut verdicts = std::pin::pin!(
        stream::iter(&codes)
            .map(|code| {
                let asked = &asked;
                async move {
                    match args.kind.read(code) {
                        Ok(subject) => {
                            let mut verdict: Verdict = asked.verdict(code, subject).await?;
                            if verdict.state == State::Missing
                                && args.kind == Kind::Auto
                                && subject.code().is_some()
                            {
                                verdict.why = Some(lang.bare_number(subject));
                            }
                            Ok(verdict)
                        }
                        Err(error) => Ok(Verdict::invalid(code, lang.code_error(&error), day)),
                    }
                }
            })
            .buffered(CONCURRENCY)
    );
    let (mut end, mut failed, mut in_a_row) = (End::Done, None, 0);
    let (mut done, mut stopped) = (0, None::<SourceError>);
    while let Some(verdict) = verdicts.next().await {
        let verdict = match verdict {
            Ok(verdict) => verdict,
            Err(error) => {
                stopped = Some(error);
                break;
            }
        };
        in_a_row = if verdict.state == State::Error {
            in_a_row + 1
        } else {
            0
        };
        match verdict.state {
            State::Error => failed = failed.or(verdict.why.clone()),
            State::Missing | State::Invalid => end = End::Short,
            State::Active | State::Ended | State::Unknown => {}
        }
        rows.write(&verdict)?;
        done += 1;
        progress.at(done, total);
        if in_a_row == FAILURES_IN_A_ROW {
            break;
        }
    }
    progress.clear();
    rows.finish()?;
    if let Some(error) = stopped {
        return Err(error.into());
    }
    match failed {
        Some(why) => Err(Failure::usage(lang.not_all_answered(done, total, why))),
        None => Ok(end),
    }
}

/// The answers so far: a repeated code is requested once.
struct Asked<'a> {
    source: &'a Source,
    day: Date,
    lang: Lang,
    answered: Mutex<BTreeMap<Subject, Verdict>>,
}

impl<'a> Asked<'a> {
    fn new(source: &'a Source, day: Date, lang: Lang) -> Self {
        Self {
            source,
            day,
            lang,
            answered: Mutex::default(),
        }
    }

    /// Answers all codes from one state of a mirror, even if other processes change it meanwhile.
    fn preload(
        &self,
        mirror: &Mirror,
        subjects: impl Iterator<Item = Subject>,
    ) -> Result<(), MirrorError> {
        let subjects: Vec<_> = subjects.collect::<BTreeSet<_>>().into_iter().collect();
        let statuses = mirror.statuses(&subjects, self.day)?;
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        for (subject, status) in subjects.into_iter().zip(statuses) {
            let verdict = match (subject, status) {
                (Subject::Certification(code), Ok(Status::Certification(current))) => {
                    Verdict::of_certification(code, &current, self.day)
                }
                (_, Ok(Status::Fiche(current))) => Verdict::of_fiche(&current, self.day),
                (_, Err(error)) => Verdict::failed(subject, explain_on_one_line(&error), self.day),
                // An answer of a kind that this version does not know: asked for by itself.
                _ => continue,
            };
            answered.insert(subject, verdict);
        }
        Ok(())
    }

    /// The verdict on a code. A failure that every code would meet is an error; any other becomes part
    /// of the verdict.
    async fn verdict(&self, text: &str, subject: Subject) -> Result<Verdict, SourceError> {
        let answered = |known: Option<Verdict>| {
            let mut all = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
            match known {
                Some(verdict) => Some(all.entry(subject).or_insert(verdict).clone()),
                None => all.get(&subject).cloned(),
            }
        };
        let verdict = match answered(None) {
            Some(verdict) => verdict,
            None => match self.ask(self.source, subject).await {
                Ok(verdict) => {
                    let verdict = self.completed(subject, verdict).await;
                    answered(Some(verdict.clone())).unwrap_or(verdict)
                }
                Err(error) if error.is_of_the_question() => {
                    Verdict::failed(subject, explain_on_one_line(&error), self.day)
                }
                Err(error) => return Err(error),
            },
        };
        Ok(verdict.asked_as(text))
    }

    async fn ask<R: Registry>(&self, registry: &R, subject: Subject) -> Result<Verdict, R::Error> {
        let lineage = Lineage::new(registry).on(self.day);
        Ok(match subject {
            Subject::Certification(code) => {
                Verdict::of_certification(code, &lineage.current(code).await?, self.day)
            }
            Subject::Fiche(fiche) => {
                Verdict::of_fiche(&lineage.current_fiche(fiche).await?, self.day)
            }
        })
    }

    /// What the service does not know, a mirror may: old codes, through what replaced them.
    async fn completed(&self, subject: Subject, verdict: Verdict) -> Verdict {
        let Some(mirror) = self
            .source
            .copy()
            .filter(|_| verdict.state == State::Missing)
        else {
            return verdict;
        };
        match self.ask(mirror, subject).await {
            Ok(mut known) if known.state != State::Missing => {
                known.why = Some(self.lang.known_from_mirror().to_owned());
                known
            }
            // Then the service's answer is kept.
            _ => verdict,
        }
    }
}
