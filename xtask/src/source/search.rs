//! Follows the hints of a page, one after the other, until one of them is a document.

use std::collections::VecDeque;

use serde_json::Value;

use super::spot::{ReadError, Reader, Refusal, Spot};
use super::{Loaded, Missing, Options, SourceError};
use crate::discover::html::{decode, first_words, is_page};
use crate::discover::{self, Choice, Hint, Reading, Strength, Target, well_known};
use crate::fetch::FetchError;
use crate::parse::{ParseError, parse};

/// Pages that one source may lead through: a refresh, then a frame.
const MAX_PAGES: usize = 4;

/// What the bytes of a spot are.
enum Content {
    Document(Value),
    Other(Value),
    Page(String),
    Faulty(ParseError),
}

fn content(bytes: &[u8], is_html: bool) -> Content {
    let text = decode(bytes);
    if is_page(&text) || is_html {
        return Content::Page(text);
    }
    match parse(bytes) {
        Ok(value) if discover::looks_like_document(&value) => Content::Document(value),
        Ok(value) => Content::Other(value),
        Err(fault) => Content::Faulty(fault),
    }
}

/// A page whose references are followed.
#[derive(Clone)]
struct Page {
    spot: Spot,
    base: Option<String>,
    /// The name of the document to show first, as the query of the page's URL has it.
    primary: Option<String>,
}

struct Search<'a> {
    reader: Reader<'a>,
    requests_left: usize,
    pages_left: usize,
    seen: Vec<Spot>,
    queue: VecDeque<(Hint, Page)>,
    /// A page named a document, so that guessing is over.
    named: bool,
    missing: Missing,
}

pub(super) async fn run(source: &str, options: &Options) -> Result<Loaded, SourceError> {
    let spot = Spot::of_source(source);
    let mut search = Search {
        reader: Reader::new(options),
        requests_left: options.max_requests,
        pages_left: MAX_PAGES,
        seen: vec![spot.clone()],
        queue: VecDeque::new(),
        named: false,
        missing: Missing::default(),
    };
    let read = search
        .reader
        .read(&spot)
        .await
        .map_err(|error| match error {
            ReadError::Fetch(error) => SourceError::Fetch(error),
            ReadError::File(reason) => SourceError::File {
                path: source.to_owned(),
                reason,
            },
        })?;
    search.seen.push(read.spot.clone());
    search.missing.location = read.spot.to_string();
    search.missing.words = first_words(&read.bytes);
    let looks_meant = search.missing.words.starts_with(['{', '['])
        || ["openapi:", "swagger:"]
            .iter()
            .any(|key| decode(&read.bytes).contains(key));
    match content(&read.bytes, read.is_html) {
        Content::Document(document) => {
            return Ok(loaded(
                read.spot,
                read.bytes,
                document,
                "The source is the document.".into(),
            ));
        }
        Content::Page(text) => search.page(&text, &read.links, read.spot.clone()),
        Content::Other(value) => {
            let mut reading = discover::configuration(&value, None);
            discover::link_headers(&read.links, &mut reading);
            search.enqueue(
                reading,
                &Page {
                    spot: read.spot.clone(),
                    base: None,
                    primary: None,
                },
            );
        }
        Content::Faulty(fault) if looks_meant => {
            search.missing.fault = Some(fault);
            return Err(SourceError::Missing(Box::new(search.missing)));
        }
        Content::Faulty(_) => {}
    }
    if let Some(found) = search.follow().await? {
        return Ok(found);
    }
    if let Spot::Web(url) = &read.spot
        && !search.named
    {
        search.guess(url);
        if let Some(found) = search.follow().await? {
            return Ok(found);
        }
    }
    Err(SourceError::Missing(Box::new(search.missing)))
}

impl Search<'_> {
    /// Queues what a page says, and what the query of its URL tells the viewer in it.
    fn page(&mut self, text: &str, links: &[String], spot: Spot) {
        let query = |name: &str| match &spot {
            Spot::Web(url) => url
                .query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned()),
            Spot::Disk(_) => None,
        };
        let primary = query("urls.primaryName");
        let mut reading = discover::page(text, primary.as_deref());
        discover::link_headers(links, &mut reading);
        for (name, target) in [
            ("configUrl", Target::Config as fn(String) -> Target),
            ("url", Target::Url as fn(String) -> Target),
        ] {
            if let Some(value) = query(name) {
                let how = format!("the `{name}` in the page's own URL");
                let hint = Hint {
                    how,
                    target: target(value),
                    strength: Strength::Possible,
                };
                reading.hints.insert(0, hint);
            }
        }
        let page = Page {
            spot,
            base: reading.base.take(),
            primary,
        };
        self.enqueue(reading, &page);
    }

    /// Queues hints at the end, in their order.
    fn enqueue(&mut self, reading: Reading, page: &Page) {
        self.missing.notes.extend(reading.notes);
        self.queue
            .extend(reading.hints.into_iter().map(|hint| (hint, page.clone())));
    }

    /// Queues hints before all others, in their order.
    fn enqueue_first(&mut self, reading: Reading, page: &Page) {
        self.missing.notes.extend(reading.notes);
        for hint in reading.hints.into_iter().rev() {
            self.queue.push_front((hint, page.clone()));
        }
    }

    fn guess(&mut self, page: &url::Url) {
        for place in well_known::places(page) {
            let target = Target::Url(place.to_string());
            let how = "a well-known place".to_owned();
            let hint = Hint {
                how,
                target,
                strength: Strength::Possible,
            };
            let page = Page {
                spot: Spot::Web(page.clone()),
                base: None,
                primary: None,
            };
            self.queue.push_back((hint, page));
        }
    }

    async fn follow(&mut self) -> Result<Option<Loaded>, SourceError> {
        while let Some((hint, page)) = self.queue.pop_front() {
            if hint.strength == Strength::Named {
                self.named = true;
            }
            let is_script = matches!(hint.target, Target::Script(_));
            let reference = match &hint.target {
                Target::Document(document) => {
                    return Ok(Some(embedded(&page.spot, document.clone(), &hint.how)));
                }
                Target::Several(choices, Some(primary)) => match choices.get(*primary) {
                    Some(choice) => choice.url.clone(),
                    None => continue,
                },
                Target::Several(choices, None) => {
                    self.offer(choices, &page);
                    return Ok(None);
                }
                Target::Url(url)
                | Target::Config(url)
                | Target::Script(url)
                | Target::Page(url) => url.clone(),
            };
            let spot = match page.spot.refer(page.base.as_deref(), &reference) {
                Ok(spot) => spot,
                // Libraries come from everywhere; only documents on other hosts are news.
                Err(_) if is_script => continue,
                Err(Refusal::Elsewhere(url)) => {
                    if !self.missing.elsewhere.contains(&url) {
                        self.missing.elsewhere.push(url);
                    }
                    continue;
                }
                Err(Refusal::Unusable(reference)) => {
                    self.missing
                        .looked
                        .push(format!("{reference}: cannot be followed ({})", hint.how));
                    continue;
                }
            };
            if let Some(found) = self.look(spot, &hint, &page).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Reads one place; more hints may come of it.
    async fn look(
        &mut self,
        spot: Spot,
        hint: &Hint,
        page: &Page,
    ) -> Result<Option<Loaded>, SourceError> {
        if self.seen.contains(&spot) {
            return Ok(None);
        }
        self.seen.push(spot.clone());
        let Some(left) = self.requests_left.checked_sub(1) else {
            self.missing
                .looked
                .push(format!("{spot}: not asked, too many places"));
            self.queue.clear();
            return Ok(None);
        };
        self.requests_left = left;
        let read = match self.reader.read(&spot).await {
            Ok(read) => read,
            Err(ReadError::Fetch(error @ FetchError::TimedOut { .. })) => {
                return Err(SourceError::Fetch(error));
            }
            Err(error) => {
                if let ReadError::Fetch(FetchError::Redirect { to, .. }) = &error
                    && hint.strength == Strength::Named
                {
                    self.missing.elsewhere.push(to.clone());
                }
                self.missing.looked.push(refused(&spot, &error));
                return Ok(None);
            }
        };
        let what = match (&hint.target, content(&read.bytes, read.is_html)) {
            (Target::Script(_), _) => {
                let mut reading = discover::script(&decode(&read.bytes), page.primary.as_deref());
                for inner in &mut reading.hints {
                    inner.how += &format!(" in {spot}");
                }
                let what = if reading.hints.is_empty() {
                    "names no document"
                } else {
                    "a script"
                };
                self.enqueue_first(reading, page);
                what
            }
            (_, Content::Document(document)) => {
                let found = format!("Found through {} of {}.", hint.how, page.spot);
                return Ok(Some(loaded(read.spot, read.bytes, document, found)));
            }
            (Target::Config(_), Content::Other(value)) => {
                let reading = discover::configuration(&value, page.primary.as_deref());
                self.enqueue_first(reading, page);
                "a viewer's configuration"
            }
            (Target::Page(_), Content::Page(text)) => match self.pages_left.checked_sub(1) {
                Some(left) => {
                    self.pages_left = left;
                    self.page(&text, &read.links, read.spot);
                    "a page"
                }
                None => "one page too many",
            },
            (_, Content::Page(_)) => "a page, not a document",
            (_, Content::Other(_)) => "not an OpenAPI document",
            (_, Content::Faulty(fault)) => {
                let fault = fault.to_string();
                let line = fault.lines().next().unwrap_or_default();
                self.missing.looked.push(format!("{spot}: {line}"));
                return Ok(None);
            }
        };
        self.missing.looked.push(format!("{spot}: {what}"));
        Ok(None)
    }

    fn offer(&mut self, choices: &[Choice], page: &Page) {
        self.missing.choices = choices
            .iter()
            .map(|choice| Choice {
                name: choice.name.clone(),
                url: match page.spot.refer(page.base.as_deref(), &choice.url) {
                    Ok(spot) => spot.to_string(),
                    Err(Refusal::Elsewhere(url)) => url,
                    Err(Refusal::Unusable(written)) => written,
                },
            })
            .collect();
    }
}

/// A line of "looked at", which names the place once.
fn refused(spot: &Spot, error: &ReadError) -> String {
    let place = spot.to_string();
    let reason = match error {
        ReadError::Fetch(FetchError::Status { url, status, .. }) if *url == place => status.clone(),
        error => error.to_string(),
    };
    match reason.strip_prefix(&place) {
        Some(rest) => format!("{place}{rest}"),
        None => format!("{place}: {reason}"),
    }
}

fn loaded(spot: Spot, bytes: Vec<u8>, document: Value, found: String) -> Loaded {
    Loaded {
        bytes,
        document,
        location: spot.to_string(),
        base: spot.base(),
        found,
        fetched: matches!(spot, Spot::Web(_)),
    }
}

fn embedded(page: &Spot, document: Value, how: &str) -> Loaded {
    let bytes = format!("{document:#}\n").into_bytes();
    let found = format!("Embedded in {page}: {how}.");
    let mut loaded = loaded(page.clone(), bytes, document, found);
    loaded.location += " (embedded)";
    loaded
}
