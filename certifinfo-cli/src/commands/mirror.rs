//! `certifinfo mirror`: a copy of the catalogue on this machine, and what changed in it.

mod changes;
mod refresh;
mod sql;
mod status;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::mirror::{ImportOptions, Mirror, MirrorError, MirrorErrorKind};
use clap::Subcommand;

use super::End;
use crate::console::Console;
use crate::day;
use crate::failure::{Failure, explain};
use crate::source::{open_mirror, usual_mirror};

/// Fill, refresh and ask a mirror: a copy of the catalogue in one SQLite file
///
/// The file is the one that --mirror names, otherwise CERTIFINFO_MIRROR, otherwise
/// certifinfo/mirror.sqlite in the user's folder of data. It opens in DuckDB, pandas, R and every
/// browser of SQLite.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo mirror import opendata-certifinfo-01012025.csv
  certifinfo mirror refresh
  certifinfo mirror changes --since 01/11/2025 --format csv-excel > changes.csv
  certifinfo mirror sql \"SELECT niveau, count(*) FROM certification GROUP BY niveau\"")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Refresh(refresh::Args),
    Import(ImportArgs),
    Changes(changes::Args),
    Status(status::Args),
    Sql(sql::Args),
}

/// Import the producer's monthly open-data export, as published on data.gouv.fr
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  certifinfo mirror import opendata-certifinfo-01012025.csv")]
struct ImportArgs {
    /// The export, as it was downloaded; `-` is standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    /// The day that the export is of, as 01/01/2025 [default: the latest update in it]
    #[arg(long, value_name = "DAY", value_parser = day::parse)]
    as_of: Option<Date>,
    /// Import it although it is older than the last one
    #[arg(long)]
    allow_older: bool,
    /// Import it although it lacks much of what the mirror holds
    #[arg(long)]
    allow_smaller: bool,
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    match &args.command {
        Command::Refresh(args) => refresh::run(args, console).await,
        Command::Import(args) => import(args, console),
        Command::Changes(args) => changes::run(args, console),
        Command::Status(args) => status::run(args, console),
        Command::Sql(args) => sql::run(args, console),
    }
}

fn import(args: &ImportArgs, console: &Console) -> Result<End, Failure> {
    let from_stdin = args.file == Path::new("-");
    let file: Box<dyn io::Read> = if from_stdin {
        Box::new(io::stdin().lock())
    } else {
        let shown = args.file.display();
        Box::new(
            File::open(&args.file)
                .map_err(|error| Failure::usage(format!("{shown} cannot be opened: {error}")))?,
        )
    };
    let name = args.file.file_name().unwrap_or(args.file.as_os_str());
    let mut options = ImportOptions::new(name.to_string_lossy()).allow_older(args.allow_older);
    if let Some(day) = args.as_of {
        options = options.as_of(day);
    }
    if args.allow_smaller {
        options = options.max_loss(1.0);
    }
    let mirror = create(console)?;
    let report = mirror.import_open_data(file, options).map_err(with_flag)?;
    let (certifications, new, changed, gone) = (
        report.certifications,
        report.new,
        report.changed,
        report.gone,
    );
    console.note(format_args!(
        "{certifications} certifications in {}: {new} new, {changed} changed, {gone} gone",
        mirror.path().display()
    ));
    Ok(End::Done)
}

/// The library names its own options: names those of the command line.
fn with_flag(error: MirrorError) -> Failure {
    let flag = match error.kind() {
        MirrorErrorKind::Shrunk => "--allow-smaller",
        MirrorErrorKind::OlderExport => "--allow-older",
        _ => return error.into(),
    };
    Failure::usage(format!("{}\n  here: {flag}", explain(&error)))
}

/// The file that the command is about.
fn file(console: &Console) -> Result<PathBuf, Failure> {
    console
        .mirror
        .clone()
        .flatten()
        .map_or_else(usual_mirror, Ok)
}

/// The mirror, which is created if there is none.
fn create(console: &Console) -> Result<Mirror, Failure> {
    let file = file(console)?;
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::usage(format!("{} cannot be created: {error}", folder.display()))
        })?;
    }
    Ok(Mirror::open(file)?)
}

/// The mirror that is there.
fn open(console: &Console) -> Result<Mirror, Failure> {
    open_mirror(&file(console)?)
}
