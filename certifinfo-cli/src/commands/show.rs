//! `certifinfo show`: everything about one certification, or the list of those of a sheet.

use std::fmt::Display;
use std::io::{self, Write};

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::Node;
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;
use certifinfo_ext::views::{CertificationDetail, CodeLibelle};

use super::End;
use crate::console::Console;
use crate::day;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{Format, Rows, Stdout, one_line, table, terminal_width};
use crate::record::Record;
use crate::source::Source;

/// Show a certification: what it is, its sheets, whether it is in force, what replaces it
///
/// A sheet that covers several certifications is listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  certifinfo show RNCP37380 --on 31/12/2025")]
pub(crate) struct Args {
    /// A Certif Info code (58434), or a sheet (RNCP37380, RS6117, or its address)
    #[arg(value_name = "CODE", required = true)]
    code: Vec<String>,
    /// The day to judge by, as 31/12/2025 [default: today in Paris]
    #[arg(long, value_name = "DAY", value_parser = day::parse)]
    on: Option<Date>,
    /// How to write it; JSON is the record as it came
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let lang = console.lang;
    let subject: Subject =
        (args.code.join(" ").parse()).map_err(|error| Failure::usage(lang.code_error(&error)))?;
    let source = Source::open(console).await?;
    let code = match subject {
        Subject::Certification(code) => code,
        Subject::Fiche(fiche) => {
            let items = source.certifications_of(fiche).await?;
            match &items[..] {
                [] => return Ok(not_found(subject, console)),
                [item] => item.code()?,
                several => {
                    console.note(lang.covers(fiche, several.len()));
                    let mut rows = Rows::to_stdout::<Record<'_>>(args.format, lang)?;
                    for item in several {
                        rows.write(&Record::item(item, item.raw().get()))?;
                    }
                    rows.finish()?;
                    return Ok(End::Done);
                }
            }
        }
    };
    if args.format != Format::Table {
        let Some(certification) = source.certification(code).await? else {
            return Ok(not_found(subject, console));
        };
        let mut rows = Rows::to_stdout::<Record<'_>>(args.format, lang)?;
        rows.write(&Record::full(&certification, certification.raw()))?;
        rows.finish()?;
        return Ok(End::Done);
    }
    // The certification and its direct links, each asked for once.
    let day = args.on.unwrap_or_else(paris::today);
    let lineage = Lineage::new(&source).on(day).max_depth(1);
    let graph = lineage.graph(code).await?;
    let Some(certification) = graph.node(code).and_then(Node::certification) else {
        return Ok(not_found(subject, console));
    };
    let mut card = Card::new(lang);
    card.certification(certification, day);
    for node in graph.predecessors_of(code) {
        card.row(lang.replaces(), lang.node(node));
    }
    for node in graph.successors_of(code) {
        card.row(lang.replaced_by(), lang.node(node));
    }
    card.print()?;
    Ok(End::Done)
}

fn not_found(subject: Subject, console: &Console) -> End {
    console.say(console.lang.not_found(subject));
    End::Short
}

/// A certification as lines of a name and a value.
struct Card {
    lang: Lang,
    title: String,
    rows: Vec<[String; 2]>,
}

impl Card {
    fn new(lang: Lang) -> Self {
        Self {
            lang,
            title: String::new(),
            rows: Vec::new(),
        }
    }

    fn row(&mut self, name: &str, value: impl Display) {
        self.rows
            .push([name.to_owned(), one_line(&value.to_string())]);
    }

    fn certification(&mut self, cert: &types::Certification, day: Date) {
        let lang = self.lang;
        let title = cert.intitule().unwrap_or("-");
        self.title = one_line(&format!("{} {title}", shown(cert.code())));
        self.row(&lang.on(lang.day(day)), lang.validite(cert.validite(day)));
        self.optional(lang.genre(), cert.type_diplome(), |genre| {
            format!("{genre} {}", genre.label().unwrap_or_default())
        });
        self.optional(lang.level(), cert.niveau(), |niveau| niveau.to_string());
        for entry in cert.enregistrements() {
            let held = match entry.is_active_on(day) {
                Some(true) => lang.in_force(),
                Some(false) => lang.ended(),
                None => lang.unknown(),
            };
            let until = match &entry.fin {
                Ok(Some(fin)) => format!(", {}", lang.until(lang.day(*fin))),
                Ok(None) => String::new(),
                Err(error) => format!(", {error}"),
            };
            self.row(
                lang.sheet(),
                lang.pair(shown(entry.fiche), format_args!("{held}{until}")),
            );
        }
        self.optional(lang.cfd(), cert.scolarite(), |cfd| cfd.to_string());
        self.labelled(lang.rome(), cert.rome());
        self.labelled(lang.nsf(), cert.nsf());
        self.labelled(lang.formacode(), cert.formacodes());
        for body in cert.certificateurs() {
            self.row(lang.bodies(), body.nom.unwrap_or("-"));
        }
        for body in cert.valideurs() {
            self.row(lang.validating_bodies(), body.nom.unwrap_or("-"));
        }
        for &route in Acces::ALL {
            let open = lang.accessibilite(cert.acces(route));
            self.row(lang.open_to(), lang.pair(route.label(), open));
        }
        self.optional(lang.first_session(), cert.premiere_session(), |year| {
            year.to_string()
        });
        self.optional(lang.last_session(), cert.derniere_session(), |year| {
            year.to_string()
        });
        self.optional(lang.updated(), cert.date_maj(), |day| lang.day(day));
    }

    fn labelled<T: Display>(&mut self, name: &str, codes: Vec<CodeLibelle<'_, T>>) {
        for CodeLibelle { code, libelle, .. } in codes {
            let line = format!("{} {}", shown(code), libelle.unwrap_or_default());
            self.row(name, line.trim_end());
        }
    }

    /// What is there; what cannot be read says why.
    fn optional<T>(
        &mut self,
        name: &str,
        read: Result<Option<T>, CodeError>,
        text: impl Fn(T) -> String,
    ) {
        match read {
            Ok(Some(value)) => self.row(name, text(value)),
            Ok(None) => {}
            Err(error) => self.row(name, error),
        }
    }

    fn print(self) -> io::Result<()> {
        let mut table = table(terminal_width());
        // A name that repeats is written once.
        let mut last = String::new();
        for [name, value] in self.rows {
            let shown = if name == last { "" } else { name.as_str() };
            table.add_row([shown, value.as_str()]);
            last = name;
        }
        for column in table.column_iter_mut() {
            column.set_padding((2, 0));
        }
        let card = format!("{}\n{}\n", self.title, table.trim_fmt());
        Stdout.write_all(card.as_bytes())?;
        Stdout.flush()
    }
}

/// A code, or why it is none.
fn shown<T: Display>(code: Result<T, CodeError>) -> String {
    code.map_or_else(|error| error.to_string(), |code| code.to_string())
}
