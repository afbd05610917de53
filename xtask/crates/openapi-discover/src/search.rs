//! Follows the hints of a page, one after the other, until one of them is a document.

use std::collections::VecDeque;

use url::Url;

use crate::content::{Content, embedded, found};
use crate::fetch::FetchError;
use crate::location::{Location, ReadError, Reader, Refusal};
use crate::reading::html::{decode, first_words, quoted};
use crate::reading::{self, Choice, Hint, Reading, Strength, Target, well_known};
use crate::{Loaded, Missing, Options, SourceError};

/// Maximum number of pages that one source may lead through: a refresh, then a frame.
const MAX_PAGES: usize = 4;
/// Maximum number of lines of each list in a message.
const MAX_LINES: usize = 100;

/// A page whose references are followed.
#[derive(Clone)]
struct Referrer {
    location: Location,
    base: Option<String>,
    /// The name of the document to show first, from the query of the page's URL.
    primary: Option<String>,
}

impl Referrer {
    fn of(location: Location) -> Referrer {
        Referrer {
            location,
            base: None,
            primary: None,
        }
    }
}

struct Search<'a> {
    reader: Reader<'a>,
    requests_left: usize,
    pages_left: usize,
    seen: Vec<Location>,
    queue: VecDeque<(Hint, Referrer)>,
    /// The pages read so far; guesses start there.
    pages: Vec<Url>,
    missing: Missing,
}

pub(super) async fn run(source: &str, options: &Options) -> Result<Loaded, SourceError> {
    let location = Location::of_source(source);
    let mut search = Search {
        reader: Reader::new(options),
        requests_left: options.max_requests,
        pages_left: MAX_PAGES,
        seen: vec![location.clone()],
        queue: VecDeque::new(),
        pages: Vec::new(),
        missing: Missing::default(),
    };
    let received = search
        .reader
        .read(&location)
        .await
        .map_err(|error| match error {
            ReadError::Fetch(error) => SourceError::Fetch(error),
            ReadError::File(reason) => SourceError::File {
                path: quoted(source),
                reason,
            },
        })?;
    let location = received.location.clone();
    search.seen.push(location.clone());
    search.missing.location = location.to_string();
    search.missing.words = first_words(&received.bytes);
    match Content::of(&received) {
        Content::Document(document) => {
            return Ok(found(
                received,
                document,
                "The source is the document.".to_owned(),
            ));
        }
        Content::Page(text) => {
            search.page(&text, &received.links, location);
        }
        Content::Other(value) => {
            let mut reading = reading::configuration(&value, None);
            reading::link_headers(&received.links, &mut reading);
            search.enqueue(reading, &Referrer::of(location));
        }
        Content::Faulty { fault, is_meant } => {
            search.missing.fault = Some(fault).filter(|_| is_meant)
        }
    }
    if let Some(loaded) = search.follow().await? {
        return Ok(loaded);
    }
    if !search.missing.named {
        search.guess();
        if let Some(loaded) = search.follow().await? {
            return Ok(loaded);
        }
    }
    Err(SourceError::Missing(Box::new(search.missing)))
}

impl Search<'_> {
    /// Queues the hints of a page and those in the query of its URL.
    fn page(&mut self, text: &str, links: &[String], location: Location) {
        let query = |name: &str| {
            let mut pairs = location.url()?.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let primary = query("urls.primaryName");
        let mut reading = reading::page(text, primary.as_deref());
        reading::link_headers(links, &mut reading);
        for (name, target) in [
            ("configUrl", query("configUrl").map(Target::Config)),
            ("url", query("url").map(Target::Url)),
        ] {
            let how = format!("the `{name}` in its own URL");
            let strength = Strength::Possible;
            let hint = target.map(|target| Hint {
                how,
                target,
                strength,
            });
            reading.hints.splice(0..0, hint);
        }
        self.pages.extend(location.url().cloned());
        let page = Referrer {
            location,
            base: reading.base.take(),
            primary,
        };
        self.enqueue(reading, &page);
    }

    /// Queues hints at the end, in their order.
    fn enqueue(&mut self, reading: Reading, page: &Referrer) {
        self.missing.notes.extend(reading.notes);
        self.queue
            .extend(reading.hints.into_iter().map(|hint| (hint, page.clone())));
    }

    /// Queues hints before all others, in their order.
    fn enqueue_first(&mut self, reading: Reading, page: &Referrer) {
        self.missing.notes.extend(reading.notes);
        for hint in reading.hints.into_iter().rev() {
            self.queue.push_front((hint, page.clone()));
        }
    }

    /// Queues the well-known locations around the pages read.
    fn guess(&mut self) {
        for page in &self.pages {
            for place in well_known::places(page) {
                let hint = Hint {
                    how: "a well-known location, because the page names no document".to_owned(),
                    target: Target::Url(place.into()),
                    strength: Strength::Possible,
                };
                self.queue
                    .push_back((hint, Referrer::of(Location::Web(page.clone()))));
            }
        }
    }

    fn looked(&mut self, line: String) {
        if self.missing.looked.len() < MAX_LINES {
            self.missing.looked.push(line);
        }
    }

    async fn follow(&mut self) -> Result<Option<Loaded>, SourceError> {
        while let Some((hint, page)) = self.queue.pop_front() {
            self.missing.named |= hint.strength == Strength::Named;
            let reference = match &hint.target {
                Target::Document(document) => {
                    return Ok(Some(embedded(&page.location, document.clone(), &hint.how)));
                }
                Target::Several(choices, primary) => {
                    match primary.and_then(|primary| choices.get(primary)) {
                        Some(choice) => &choice.url,
                        None => {
                            self.offer(choices, &page);
                            return Ok(None);
                        }
                    }
                }
                Target::Url(url)
                | Target::Config(url)
                | Target::Script(url)
                | Target::Page(url) => url,
            };
            match page.location.refer(page.base.as_deref(), reference) {
                Ok(location) => {
                    if let Some(loaded) = self.look(location, &hint, &page).await? {
                        return Ok(Some(loaded));
                    }
                }
                Err(refusal) => self.refused(refusal, &hint),
            }
        }
        Ok(None)
    }

    /// Records a reference that is not followed.
    fn refused(&mut self, refusal: Refusal, hint: &Hint) {
        match (refusal, &hint.target) {
            // Libraries come from any host; only documents and pages are worth reporting.
            (_, Target::Script(_)) => {}
            (Refusal::Elsewhere(url), Target::Page(_)) => {
                self.looked(format!("{url}: on another host, not fetched"));
            }
            (Refusal::Elsewhere(url), _) => {
                let elsewhere = &mut self.missing.elsewhere;
                if elsewhere.len() < MAX_LINES && !elsewhere.contains(&url) {
                    elsewhere.push(url);
                }
            }
            (Refusal::Unusable(reference), _) => {
                self.looked(format!("{reference} ({}): cannot be followed", hint.how));
            }
        }
    }

    /// Reads one location, which may add more hints.
    async fn look(
        &mut self,
        location: Location,
        hint: &Hint,
        page: &Referrer,
    ) -> Result<Option<Loaded>, SourceError> {
        if self.seen.contains(&location) {
            return Ok(None);
        }
        self.seen.push(location.clone());
        let place = match hint.strength {
            Strength::Named => format!("{location} ({})", hint.how),
            Strength::Possible => location.to_string(),
        };
        let Some(left) = self.requests_left.checked_sub(1) else {
            self.looked(format!(
                "{place}: not tried, nor any after it: too many locations"
            ));
            self.queue.clear();
            return Ok(None);
        };
        self.requests_left = left;
        let received = match self.reader.read(&location).await {
            Ok(received) => received,
            Err(ReadError::Fetch(error @ FetchError::TimedOut { .. })) => {
                return Err(SourceError::Fetch(error));
            }
            Err(error) => {
                self.looked(format!("{place}: {}", error.reason(&location)));
                return Ok(None);
            }
        };
        let what = match (&hint.target, Content::of(&received)) {
            (Target::Script(_), _) => {
                let text = decode(&received.bytes);
                let mut reading = reading::script(&text, page.primary.as_deref());
                for inner in &mut reading.hints {
                    inner.how = format!("{} in {location}", inner.how);
                }
                let is_silent = reading.hints.is_empty();
                self.enqueue_first(reading, page);
                if is_silent {
                    "a script that does not name a document"
                } else {
                    "a script"
                }
            }
            (_, Content::Document(document)) => {
                let how = format!("Found through {}: {}.", page.location, hint.how);
                return Ok(Some(found(received, document, how)));
            }
            (Target::Config(_), Content::Other(value)) => {
                let reading = reading::configuration(&value, page.primary.as_deref());
                self.enqueue_first(reading, page);
                "the configuration of a viewer"
            }
            (Target::Page(_), Content::Page(text)) => match self.pages_left.checked_sub(1) {
                Some(left) => {
                    self.pages_left = left;
                    self.page(&text, &received.links, received.location);
                    "a page"
                }
                None => "one page too many",
            },
            (_, Content::Page(_)) => "a page, not a document",
            (_, Content::Other(_)) => "not an OpenAPI document",
            (_, Content::Faulty { fault, .. }) => {
                let fault = fault.to_string();
                self.looked(format!(
                    "{place}: {}",
                    fault.lines().next().unwrap_or_default()
                ));
                return Ok(None);
            }
        };
        self.looked(format!("{place}: {what}"));
        Ok(None)
    }

    /// Reports several documents without a first one: the user has to choose.
    fn offer(&mut self, choices: &[Choice], page: &Referrer) {
        let absolute = |url: &str| match page.location.refer(page.base.as_deref(), url) {
            Ok(location) => location.to_string(),
            Err(Refusal::Elsewhere(url) | Refusal::Unusable(url)) => url,
        };
        let choice = |choice: &Choice| Choice {
            name: quoted(&choice.name),
            url: absolute(&choice.url),
        };
        self.missing.choices = choices.iter().map(choice).collect();
    }
}
