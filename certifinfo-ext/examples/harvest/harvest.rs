//! From the search to the file: items, or with `--details` the certification of each.

use std::fmt;
use std::pin::pin;

use certifinfo_ext::futures_util::stream;
use certifinfo_ext::prelude::*;

use crate::Arguments;
use crate::common::connect;
use crate::part::Part;
use crate::place::Terms;
use crate::progress::Progress;

/// A place is saved every so many lines.
const SAVE_EVERY: u64 = 100;
/// So many records in a row that do not come are the service's failing, not theirs.
const MISSING_IN_A_ROW: usize = 20;
/// So many missing records are named.
const NAMED: usize = 20;

/// How a run ended that could write.
pub(crate) struct Outcome {
    lines: u64,
    file: String,
    /// Why it stopped before the end.
    stopped: Option<String>,
    /// Records that did not come, one sentence each.
    missing: Vec<String>,
    /// Whether there was nothing to do.
    already: bool,
}

impl Outcome {
    /// Whether the file is whole.
    pub(crate) fn whole(&self) -> bool {
        self.stopped.is_none() && self.missing.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.already {
            let file = &self.file;
            return write!(
                f,
                "{file} is whole already: leave out --resume to harvest it anew"
            );
        }
        for missing in self.missing.iter().take(NAMED) {
            writeln!(f, "missing: {missing}")?;
        }
        if let Some(more @ 1..) = self.missing.len().checked_sub(NAMED) {
            writeln!(f, "missing: {more} more")?;
        }
        if let Some(why) = &self.stopped {
            writeln!(f, "stopped: {why}")?;
        }
        write!(f, "{} certifications in {}", self.lines, self.file)?;
        if !self.whole() {
            write!(f, "; it is not whole: go on with --resume")?;
        }
        Ok(())
    }
}

/// Harvests as the arguments say.
pub(crate) async fn run(arguments: &Arguments) -> Result<Outcome, Box<dyn std::error::Error>> {
    if arguments.resume && Part::is_finished(&arguments.out)? {
        return Ok(Outcome {
            lines: 0,
            file: arguments.out.display().to_string(),
            stopped: None,
            missing: Vec::new(),
            already: true,
        });
    }
    let connection = connect().await?;
    eprintln!("harvesting {}", connection.place);
    // An embedded sandbox has another address each time.
    let service = connection.place.split(" (").next().unwrap_or_default();
    let terms = Terms {
        details: arguments.details,
        service: service.trim_end_matches('/').to_owned(),
    };
    let mut part = Part::open(&arguments.out, arguments.resume, terms)?;
    if let Some(limit) = arguments.limit.filter(|&limit| limit < part.count) {
        return Err(format!(
            "{} holds {} lines already, more than --limit {limit}",
            part.path().display(),
            part.count
        )
        .into());
    }
    let mut progress = Progress::new(arguments.limit, part.count);

    let request = match part.search.take() {
        Some(resume) => connection.api.resume(resume),
        None => connection.api.recherche(Recherche::new()),
    };
    let request = request
        .concurrency(arguments.concurrency.into())
        .exclude(part.delivered.drain(..));

    // With each item, the place before it: saved once the item is on disk, so never ahead of it.
    let items = stream::unfold(request.items(), |mut items| async {
        let place = items.resume();
        let item = items.next().await?;
        Some(((item, place, items.total()), items))
    });
    let lines = items.map(|(item, place, total)| {
        let api = connection.api.clone();
        async move {
            let line = match item {
                Ok(item) if arguments.details => detail(&api, &item).await,
                Ok(item) => Ok(item.raw().get().to_owned()),
                Err(error) => Err(Trouble::of(error)),
            };
            (line, place, total)
        }
    });
    let mut lines = pin!(lines.buffered(arguments.concurrency.into()));
    let mut interrupt = pin!(tokio::signal::ctrl_c());

    let mut missing = Vec::new();
    let mut in_a_row = 0;
    let mut last = None;
    let stopped = loop {
        if arguments.limit.is_some_and(|limit| part.count >= limit) {
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
                part.line(&json)?;
            }
            Err(Trouble::Record(why)) => {
                in_a_row += 1;
                missing.push(why);
            }
            Err(Trouble::End(why)) => break Some(why),
        }
        if in_a_row == MISSING_IN_A_ROW {
            break Some(format!(
                "{in_a_row} records in a row did not come, which is not their fault"
            ));
        }
        last = place.or(last);
        progress.at(part.count, total.unwrap_or(part.count));
        if part.count % SAVE_EVERY == 0 {
            part.save(at(&last, &missing))?;
        }
    };
    progress.clear();

    let mut outcome = Outcome {
        lines: part.count,
        file: String::new(),
        stopped,
        missing,
        already: false,
    };
    if outcome.whole() {
        outcome.file = arguments.out.display().to_string();
        part.finish()?;
    } else {
        outcome.file = part.path().display().to_string();
        part.save(at(&last, &outcome.missing))?;
    }
    Ok(outcome)
}

/// The place to save: with records missing, everything is read again for them.
fn at(search: &Option<Checkpoint>, missing: &[String]) -> Option<Checkpoint> {
    search.clone().filter(|_| missing.is_empty())
}

/// Why a line did not come.
enum Trouble {
    /// This one alone.
    Record(String),
    /// Nor anything behind it.
    End(String),
}

impl Trouble {
    fn of(error: Error) -> Self {
        let text = explain(&error);
        if error.record().is_some() {
            Self::Record(text)
        } else {
            Self::End(text)
        }
    }
}

/// The full certification of an item.
async fn detail(api: &CertifInfo, item: &Item) -> Result<String, Trouble> {
    let place = format!("page {}, record {}", item.page(), item.index());
    let number = item.certifinfo_code.as_ref().and_then(|code| code.get());
    let code = number
        .and_then(|number| u32::try_from(number).ok())
        .and_then(|number| CertifInfoCode::new(number).ok())
        .ok_or_else(|| Trouble::Record(format!("{place}: it has no Certif Info code")))?;
    match api.certification(code).await {
        Ok(certification) => Ok(certification.raw().to_owned()),
        Err(error) => {
            let why = format!("{code} ({place}): {}", explain(&error));
            // Listed, and gone or unreadable: its neighbours are asked for all the same.
            let alone = match error.kind() {
                ErrorKind::NotFound => true,
                ErrorKind::Decode => !error.is_transient(),
                _ => false,
            };
            Err(if alone {
                Trouble::Record(why)
            } else {
                Trouble::End(why)
            })
        }
    }
}

/// An error and its causes, on one line.
fn explain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut between = " Cause: ";
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!("{between}{cause}"));
        between = ": ";
        source = cause.source();
    }
    text
}
