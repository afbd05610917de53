//! From the search to the file: items, or with `--details` the certification of each.

use std::fmt;
use std::pin::pin;

use certifinfo_ext::prelude::*;
use futures_util::stream;

use crate::common::connect;
use crate::part::{Part, Place};
use crate::{Arguments, progress};

/// A place is saved every so many lines.
const SAVE_EVERY: u64 = 100;

/// How a run ended that could write.
pub(crate) struct Outcome {
    lines: u64,
    file: String,
    /// Why it stopped before the end.
    stopped: Option<String>,
    /// Records that did not come, one sentence each.
    missing: Vec<String>,
}

impl Outcome {
    /// Whether the file is whole.
    pub(crate) fn whole(&self) -> bool {
        self.stopped.is_none() && self.missing.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for missing in &self.missing {
            writeln!(f, "missing: {missing}")?;
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
    let connection = connect().await?;
    eprintln!("harvesting {}", connection.place);
    let mut part = Part::open(&arguments.out, arguments.resume)?;
    let bar = progress::bar(arguments.limit, part.count);

    let place = part.place.take();
    if place
        .as_ref()
        .is_some_and(|place| place.details != arguments.details)
    {
        let kind = if arguments.details {
            "search items"
        } else {
            "full certifications"
        };
        return Err(format!(
            "{} holds {kind}: resume it as it was begun",
            part.path().display()
        )
        .into());
    }
    let request = match place.and_then(|place| place.search) {
        Some(resume) => connection.api.resume(resume),
        None => connection.api.recherche(Recherche::new()),
    };
    let request = request
        .concurrency(arguments.concurrency)
        .delivered(part.delivered.drain(..));

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
    let mut lines = pin!(lines.buffered(arguments.concurrency));
    let mut interrupt = pin!(tokio::signal::ctrl_c());

    let mut missing = Vec::new();
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
            Ok(json) => part.line(&json)?,
            Err(Trouble::Record(why)) => missing.push(why),
            Err(Trouble::End(why)) => break Some(why),
        }
        last = place.or(last);
        bar.set_length(arguments.limit.or(total).unwrap_or(part.count));
        bar.set_position(part.count);
        if part.count % SAVE_EVERY == 0 {
            part.save(&at(&last, &missing, arguments))?;
        }
    };
    bar.finish_and_clear();

    let mut outcome = Outcome {
        lines: part.count,
        file: String::new(),
        stopped,
        missing,
    };
    if outcome.whole() {
        outcome.file = arguments.out.display().to_string();
        part.finish()?;
    } else {
        outcome.file = part.path().display().to_string();
        part.save(&at(&last, &outcome.missing, arguments))?;
    }
    Ok(outcome)
}

/// The place to save: with records missing, everything is read again for them.
fn at(search: &Option<Resume>, missing: &[String], arguments: &Arguments) -> Place {
    let search = search.clone().filter(|_| missing.is_empty());
    Place {
        search,
        details: arguments.details,
    }
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
        // Listed, and gone or unreadable: its neighbours are asked for all the same.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Decode) => Err(
            Trouble::Record(format!("{code} ({place}): {}", explain(&error))),
        ),
        Err(error) => Err(Trouble::End(format!(
            "{code} ({place}): {}",
            explain(&error)
        ))),
    }
}

/// An error and its causes, on one line.
fn explain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}
