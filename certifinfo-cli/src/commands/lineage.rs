//! `certifinfo lineage`: what a certification replaced and what replaces it, as a tree, as rows or
//! as a picture.

mod dot;
mod mermaid;
mod picture;
mod row;
mod svg;

use std::fmt::Write as _;
use std::io::Write as _;

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::{Graph, TreeLine};
use certifinfo_ext::prelude::*;
use clap::ValueEnum;

use self::picture::Picture;
use self::row::NodeRow;
use super::End;
use crate::console::Console;
use crate::day;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{Format, Rows, Stdout, one_line};
use crate::source::Source;

/// Draw what a certification, or those of a sheet, replaced and were replaced by
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo lineage RNCP19468
  certifinfo lineage 58434 --format svg > lineage.svg")]
pub(crate) struct Args {
    /// A Certif Info code (58434), or a sheet (RNCP37380, RS6117, or its address)
    #[arg(value_name = "CODE", required = true)]
    code: Vec<String>,
    /// How many replacements away from CODE to look
    #[arg(long, value_name = "N", default_value_t = 16)]
    depth: usize,
    /// The day to judge by, as 31/12/2025 [default: today in Paris]
    #[arg(long, value_name = "DAY", value_parser = day::parse)]
    on: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Drawing::Tree)]
    format: Drawing,
}

/// How a lineage is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Drawing {
    /// A tree of lines, and what is in force
    Tree,
    /// A row per certification, in columns for people
    Table,
    /// A row per certification, for programs
    Csv,
    /// A row per certification, for French Excel
    CsvExcel,
    /// One JSON array
    Json,
    /// One JSON object per line
    Ndjson,
    /// A flowchart in the language of Mermaid, for Markdown pages
    Mermaid,
    /// A graph in the language of Graphviz
    Dot,
    /// A picture, for a browser
    Svg,
}

impl Drawing {
    /// The format of rows, if it is one.
    fn rows(self) -> Option<Format> {
        match self {
            Self::Table => Some(Format::Table),
            Self::Csv => Some(Format::Csv),
            Self::CsvExcel => Some(Format::CsvExcel),
            Self::Json => Some(Format::Json),
            Self::Ndjson => Some(Format::Ndjson),
            Self::Tree | Self::Mermaid | Self::Dot | Self::Svg => None,
        }
    }
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let lang = console.lang;
    let subject: Subject =
        (args.code.join(" ").parse()).map_err(|error| Failure::usage(lang.code_error(&error)))?;
    let day = args.on.unwrap_or_else(paris::today);
    let source = Source::open(console).await?;
    let lineage = Lineage::new(&source).on(day).max_depth(args.depth);
    let graph = lineage.graph(subject).await?;
    let mut starts = graph.starts().iter();
    if !starts.any(|at| graph.node(*at).is_some_and(|node| !node.is_missing())) {
        console.say(lang.not_found(subject));
        return Ok(End::Short);
    }
    if let Some(format) = args.format.rows() {
        let mut rows = Rows::to_stdout::<NodeRow<'_>>(format, lang)?;
        for node in graph.nodes() {
            rows.write(&NodeRow::new(&graph, node, day))?;
        }
        rows.finish()?;
    } else {
        let picture = || Picture::new(&graph, lang.lineage_of(subject, lang.day(day)), day, lang);
        let text = match args.format {
            Drawing::Mermaid => mermaid::write(&picture()),
            Drawing::Dot => dot::write(&picture()),
            Drawing::Svg => svg::write(&picture()),
            _ => {
                let current = match subject {
                    Subject::Certification(code) => lang.current(&lineage.current(code).await?),
                    Subject::Fiche(fiche) => {
                        lang.current_fiche(&lineage.current_fiche(fiche).await?)
                    }
                };
                format!(
                    "{}\n{}\n{current}\n",
                    tree(&graph, lang),
                    lang.on_day(lang.day(day))
                )
            }
        };
        Stdout.write_all(text.as_bytes())?;
        Stdout.flush()?;
    }
    // What is not in the picture is said beside it.
    for limit in graph.limits_reached() {
        console.say(lang.limit(*limit));
    }
    for (code, error) in graph.unreadable() {
        console.say(lang.unreadable_link(code, lang.code_error(error)));
    }
    Ok(End::Done)
}

/// The graph as a tree of lines.
fn tree(graph: &Graph, lang: Lang) -> String {
    let mut text = String::new();
    for TreeLine {
        before,
        subject,
        node,
        is_start,
        ..
    } in graph.tree()
    {
        let line = match node {
            Some(node) => one_line(&lang.node(node)),
            None => format!("{subject} ({})", lang.again()),
        };
        let mark = if is_start {
            format!("  <- {}", lang.asked_for())
        } else {
            String::new()
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{before}{line}{mark}");
    }
    text
}
