//! Locations on the web or on disk, and the locations that each may lead to.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use url::Url;

use crate::fetch::{FetchError, Fetcher, Options, same_host, shown, without_userinfo};
use crate::reading::html::quoted;

/// A URL or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// To be fetched.
    Web(Url),
    /// To be read from disk.
    Disk(PathBuf),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Web(url) => f.write_str(&shown(url)),
            Location::Disk(path) => f.write_str(&path.to_string_lossy()),
        }
    }
}

/// The content read from a location.
#[derive(Debug)]
pub(super) struct Received {
    /// The location after redirects.
    pub(super) location: Location,
    pub(super) bytes: Vec<u8>,
    /// `Link` headers.
    pub(super) links: Vec<String>,
    /// Whether the server declares it as HTML.
    pub(super) is_html: bool,
}

/// Why a reference is not followed.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It leads to another host.
    Elsewhere(String),
    /// It is not a valid location.
    Unusable(String),
}

impl Location {
    /// Parses the location of a source as entered by the user.
    pub(super) fn of_source(source: &str) -> Location {
        match Url::parse(source) {
            Ok(url) if source.contains("://") => match (url.scheme(), url.to_file_path()) {
                ("file", Ok(path)) => Location::Disk(path),
                _ => Location::Web(url),
            },
            _ => Location::Disk(PathBuf::from(source)),
        }
    }

    /// Resolves a reference in a page; `base` is the page's `<base href>`.
    pub(super) fn refer(&self, base: Option<&str>, reference: &str) -> Result<Location, Refusal> {
        match self {
            Location::Web(page) => {
                let from = base.and_then(|base| page.join(base).ok());
                let from = from.as_ref().unwrap_or(page);
                let unusable = || Refusal::Unusable(quoted(reference));
                let mut to = from.join(reference).map_err(|_| unusable())?;
                to.set_fragment(None);
                match to.scheme() {
                    "http" | "https" if same_host(page, &to) => Ok(Location::Web(to)),
                    "http" | "https" => Err(Refusal::Elsewhere(shown(&to))),
                    _ => Err(unusable()),
                }
            }
            Location::Disk(page) => refer_on_disk(page, base, reference),
        }
    }

    /// The base URL of a document that was read or embedded here.
    pub(super) fn base(&self) -> Option<Url> {
        self.url().map(without_userinfo)
    }

    /// The complete URL, credentials included; `None` for a file.
    pub(super) fn url(&self) -> Option<&Url> {
        match self {
            Location::Web(url) => Some(url),
            Location::Disk(_) => None,
        }
    }
}

/// A saved page may lead only to files in its own folder and below.
fn refer_on_disk(page: &Path, base: Option<&str>, reference: &str) -> Result<Location, Refusal> {
    let absolute = match base.and_then(|base| Url::parse(base).ok()) {
        Some(base) => base.join(reference),
        None if reference.starts_with("//") => Url::parse(&format!("https:{reference}")),
        None => Url::parse(reference),
    };
    if let Ok(url) = absolute
        && matches!(url.scheme(), "http" | "https")
    {
        return Err(Refusal::Elsewhere(shown(&url)));
    }
    let written = reference.split(['?', '#']).next().unwrap_or_default();
    let path = Path::new(written);
    let stays = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if written.is_empty() || !stays {
        return Err(Refusal::Unusable(quoted(reference)));
    }
    let folder = page.parent().unwrap_or(Path::new(""));
    Ok(Location::Disk(
        folder
            .join(base.filter(|base| is_below(base)).unwrap_or(""))
            .join(path),
    ))
}

fn is_below(base: &str) -> bool {
    Path::new(base)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// Reads locations; the HTTP client is created on first use.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    options: &'a Options,
    fetcher: Option<Fetcher>,
}

/// Why a location could not be read.
#[derive(Debug)]
pub(super) enum ReadError {
    Fetch(FetchError),
    File(String),
}

impl ReadError {
    /// The reason, for a message that names the location already.
    pub(super) fn reason(&self, place: &Location) -> String {
        match self {
            ReadError::Fetch(FetchError::Status { status, .. }) => status.clone(),
            ReadError::Fetch(FetchError::Redirect { to, .. }) => {
                format!("redirects to another location: {to}")
            }
            ReadError::Fetch(error) => {
                let whole = error.to_string();
                let rest = whole.strip_prefix(&format!("{place}: ")).map(str::to_owned);
                rest.unwrap_or(whole)
            }
            ReadError::File(reason) => reason.clone(),
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        Reader {
            options,
            fetcher: None,
        }
    }

    pub(super) async fn read(&mut self, location: &Location) -> Result<Received, ReadError> {
        match location {
            Location::Web(url) => {
                if self.fetcher.is_none() {
                    self.fetcher = Some(Fetcher::new(self.options).map_err(ReadError::Fetch)?);
                }
                let Some(fetcher) = &self.fetcher else {
                    return Err(ReadError::File("no HTTP client".to_owned()));
                };
                let fetched = fetcher.get(url).await.map_err(ReadError::Fetch)?;
                Ok(Received {
                    location: Location::Web(fetched.url),
                    bytes: fetched.body,
                    links: fetched.links,
                    is_html: fetched.media_type == "text/html",
                })
            }
            Location::Disk(path) => {
                let bytes = read_file(path, self.options.max_bytes).map_err(ReadError::File)?;
                Ok(Received {
                    location: location.clone(),
                    bytes,
                    links: Vec::new(),
                    is_html: false,
                })
            }
        }
    }
}

fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    // One more byte than allowed distinguishes a file that is too large from one that just fits.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() > limit {
        return Err(format!("larger than {limit} bytes"));
    }
    Ok(bytes)
}
