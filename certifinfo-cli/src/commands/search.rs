//! `certifinfo search`: the certifications that meet conditions.

use certifinfo_ext::prelude::*;
use clap::ValueEnum;

use super::End;
use crate::console::Console;
use crate::failure::{Failure, explain_on_one_line};
use crate::output::{Format, Rows, Stdout};
use crate::record::Record;
use crate::source::{Service, Source};

/// A table for people has so many rows unless they ask for more.
const FEW: u64 = 20;

/// List the certifications that meet every condition given
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  certifinfo search boulanger
  certifinfo search --niveau 5 --acces apprentissage --format csv-excel > bts.csv")]
pub(crate) struct Args {
    /// Words of the title
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// European level, 1 to 8
    #[arg(long, value_name = "N", value_parser = Niveau::parse_lenient)]
    niveau: Option<Niveau>,
    /// ROME code of a job, as D1102; several may be given
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = RomeCode::parse_lenient)]
    rome: Vec<RomeCode>,
    /// Formacode of a field of training, as 21538; several may be given
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = Formacode::parse_lenient)]
    formacode: Vec<Formacode>,
    /// Sheet of the RNCP, as RNCP37537
    #[arg(long, value_name = "CODE", value_parser = RncpCode::parse_lenient)]
    rncp: Option<RncpCode>,
    /// Sheet of the RS, as RS5000
    #[arg(long, value_name = "CODE", value_parser = RsCode::parse_lenient)]
    rs: Option<RsCode>,
    /// Open to this route; `apprentissage=non` for those that are not; several may be given
    #[arg(long, value_name = "ROUTE[=non]", value_delimiter = ',', value_parser = route)]
    acces: Vec<(Route, bool)>,
    /// Eligible to the Pro-A; `--proa=non` for those that are not
    #[arg(long, value_name = "oui|non", num_args = 0..=1, require_equals = true, default_missing_value = "oui", value_parser = yes)]
    proa: Option<bool>,
    /// Branch of the Pro-A; several may be given
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    proa_code: Vec<BrancheProA>,
    /// Archived certifications; `--archive=non` for those that are not
    #[arg(long, value_name = "oui|non", num_args = 0..=1, require_equals = true, default_missing_value = "oui", value_parser = yes)]
    archive: Option<bool>,
    /// A parameter of the service that this version has no option for; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    param: Vec<(String, String)>,
    /// How many to list at most [default: 20 in a table, otherwise all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

/// A route to a certification, by its name on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Route {
    FormationInitiale,
    Apprentissage,
    FormationContinue,
    ContratProfessionnalisation,
    Vae,
    DemandeIndividuelle,
}

impl From<Route> for Acces {
    fn from(route: Route) -> Self {
        match route {
            Route::FormationInitiale => Self::FormationInitiale,
            Route::Apprentissage => Self::Apprentissage,
            Route::FormationContinue => Self::FormationContinue,
            Route::ContratProfessionnalisation => Self::ContratProfessionnalisation,
            Route::Vae => Self::Vae,
            Route::DemandeIndividuelle => Self::DemandeIndividuelle,
        }
    }
}

fn route(text: &str) -> Result<(Route, bool), String> {
    let (name, open) = match text.split_once('=') {
        Some((name, open)) => (name, yes(open)?),
        None => (text, true),
    };
    let name = name.trim().replace([' ', '_'], "-");
    let route = Route::from_str(&name, true).map_err(|_| {
        let names = Route::value_variants()
            .iter()
            .filter_map(Route::to_possible_value);
        let names: Vec<_> = names.map(|value| value.get_name().to_owned()).collect();
        format!("the routes are {}", names.join(", "))
    })?;
    Ok((route, open))
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = parts.ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn yes(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "oui" | "yes" | "true" | "1" => Ok(true),
        "non" | "no" | "false" | "0" => Ok(false),
        _ => Err("write oui or non".to_owned()),
    }
}

impl Args {
    fn query(&self) -> Recherche {
        let mut query = Recherche::new()
            .rome(self.rome.iter().copied())
            .formacodes(self.formacode.iter().copied())
            .proa_codes(self.proa_code.iter().cloned());
        if !self.words.is_empty() {
            query = query.intitule(self.words.join(" "));
        }
        if let Some(niveau) = self.niveau {
            query = query.niveau_europeen(niveau);
        }
        if let Some(code) = self.rncp {
            query = query.rncp(code);
        }
        if let Some(code) = self.rs {
            query = query.rs(code);
        }
        if let Some(eligible) = self.proa {
            query = query.proa(eligible);
        }
        if let Some(archived) = self.archive {
            query = query.archive(archived);
        }
        for (name, value) in &self.param {
            query = query.extra(name, value);
        }
        for &(route, open) in &self.acces {
            query = query.acces(route.into(), open);
        }
        query
    }
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let query = args.query();
    if query == Recherche::default() {
        return Err(Failure::usage(
            "no condition is given: name words of the title or an option such as --niveau 5 \
             (`certifinfo harvest` writes the whole catalogue)",
        ));
    }
    let few = (args.format == Format::Table).then_some(FEW);
    let limit = args.limit.or(few).unwrap_or(u64::MAX);
    let lang = console.lang;
    let source = Source::open(console).await?;
    let mut rows = Rows::to_stdout::<Record<'_>>(args.format, lang)?;
    let (shown, total) = match &source {
        Source::Service(service) => online(service, query, limit, &mut rows, console).await?,
        Source::Mirror(mirror) => {
            let mut shown = 0;
            for item in mirror
                .items(&query)
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
            {
                let item = item?;
                rows.write(&Record::item(&item, item.raw().get()))?;
                shown += 1;
            }
            (shown, Some(mirror.total(&query)?))
        }
    };
    rows.finish()?;
    match total {
        Some(total) if total > shown => console.note(lang.some_of(shown, total)),
        _ => console.note(lang.found(shown)),
    }
    Ok(End::found(shown > 0))
}

/// Writes what the service lists: how many rows, and how many there are by its word.
async fn online(
    service: &Service,
    query: Recherche,
    limit: u64,
    rows: &mut Rows<Stdout>,
    console: &Console,
) -> Result<(u64, Option<u64>), Failure> {
    let request = service.api.recherche(query);
    let request = match u32::try_from(limit) {
        Ok(few @ 1..100) => request.page_size(few),
        _ => request,
    };
    let mut items = request.items();
    let mut shown = 0;
    while shown < limit {
        match items.next().await {
            Some(Ok(item)) => {
                rows.write(&Record::item(&item, item.raw().get()))?;
                shown += 1;
            }
            // One record that does not decode; the others follow.
            Some(Err(error)) if error.record().is_some() => {
                console.say(console.lang.left_out(explain_on_one_line(&error)));
            }
            Some(Err(error)) => return Err(error.into()),
            None => break,
        }
    }
    Ok((shown, items.total()))
}
