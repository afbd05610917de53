//! Where answers come from: the API, a mirror, or a sandbox in this process.

mod error;

use std::path::{Path, PathBuf};
use std::{env, fmt};

use certifinfo_ext::codes::CertifInfoCode;
use certifinfo_ext::lineage::Registry;
use certifinfo_ext::mirror::{Mirror, MirrorStatus};
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;
use certifinfo_ext::{Builder, RateLimit};
use certifinfo_sandbox::{DEFAULT_TOKEN, Sandbox};

pub(crate) use self::error::SourceError;
use crate::console::Console;
use crate::failure::Failure;

/// Where answers come from.
pub(crate) enum Source {
    /// The API, or a sandbox that behaves like it.
    Service(Service),
    /// A copy of the catalogue on this machine.
    Mirror(Box<Mirror>),
}

/// The API, or the sandbox that takes its place.
pub(crate) struct Service {
    pub(crate) api: CertifInfo,
    /// Its address, as it is written to files: the same in every run.
    pub(crate) name: String,
    /// A mirror in its usual place, which may know what the service does not.
    copy: Option<Box<Mirror>>,
    /// Stops when it is dropped.
    sandbox: Option<Sandbox>,
}

impl Source {
    /// The mirror that `--mirror` names; otherwise the API with a token; otherwise the mirror in
    /// its usual place, if there is one; otherwise a sandbox. Says which.
    pub(crate) async fn open(console: &Console) -> Result<Self, Failure> {
        if let Some(file) = &console.mirror {
            let file = file.clone().map_or_else(usual_mirror, Ok)?;
            return Self::mirror(&file, console);
        }
        let names_a_service = has_token() || set("CERTIFINFO_BASE_URL").is_some();
        if !names_a_service
            && let Ok(file) = usual_mirror()
            && file.exists()
        {
            return Self::mirror(&file, console);
        }
        Service::open(console).await.map(Self::Service)
    }

    fn mirror(file: &Path, console: &Console) -> Result<Self, Failure> {
        let mirror = open_mirror(file)?;
        let status = mirror.status()?;
        let lang = console.lang;
        console.note(lang.source(lang.mirror(file.display(), age(&status, console))));
        Ok(Self::Mirror(Box::new(mirror)))
    }

    /// The mirror beside a service, if there is one.
    pub(crate) fn copy(&self) -> Option<&Mirror> {
        match self {
            Self::Service(service) => service.copy.as_deref(),
            Self::Mirror(_) => None,
        }
    }

    /// One certification; `None` if the source does not know it.
    pub(crate) async fn certification(
        &self,
        code: CertifInfoCode,
    ) -> Result<Option<Certification>, SourceError> {
        match self {
            Self::Service(service) => match service.api.certification(code).await {
                Ok(certification) => Ok(Some(certification)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            },
            Self::Mirror(mirror) => {
                let stored = mirror.certification(code)?;
                Ok(stored.map(|stored| stored.certification))
            }
        }
    }

    /// The certifications that a sheet covers.
    pub(crate) async fn certifications_of(
        &self,
        fiche: FicheCode,
    ) -> Result<Vec<Item>, SourceError> {
        match self {
            Self::Service(service) => Ok(service.api.certifications_of(fiche).await?),
            Self::Mirror(mirror) => Ok(mirror.certifications_of(fiche)?),
        }
    }
}

impl Service {
    /// With `CERTIFINFO_TOKEN`, the real API or the service that `CERTIFINFO_BASE_URL` names;
    /// without it, a sandbox in this process. Says which.
    pub(crate) async fn open(console: &Console) -> Result<Self, Failure> {
        let lang = console.lang;
        let base_url = set("CERTIFINFO_BASE_URL");
        if has_token() {
            let url = base_url.unwrap_or_else(|| certifinfo_ext::sdk::BASE_URL.to_owned());
            let api = polite(CertifInfo::builder().from_env()?, &url).build()?;
            let name = shown(&url);
            console.note(lang.source(&name));
            // A mirror that cannot be read is ignored, because the user did not choose it.
            let file = usual_mirror().ok().filter(|file| file.exists());
            return Ok(Self {
                api,
                name,
                copy: file
                    .and_then(|file| Mirror::options().create(false).open(file).ok())
                    .map(Box::new),
                sandbox: None,
            });
        }
        if let Some(url) = base_url {
            return Err(Failure::usage(format!(
                "CERTIFINFO_BASE_URL is {}, but CERTIFINFO_TOKEN is not set; set it (the sandbox \
                 takes `{DEFAULT_TOKEN}` by default), or unset both to use an embedded sandbox",
                shown(&url)
            )));
        }
        let sandbox = Sandbox::builder().start().await?;
        let url = sandbox.base_url();
        let builder = CertifInfo::builder().token(sandbox.token()).base_url(&url);
        let api = polite(builder, &url).build()?;
        // Also with --quiet: answers of a demonstration must not be taken for the reference.
        let place = lang.pair(lang.sandbox(&url), lang.real_api_needs_token());
        console.say(lang.source(place));
        Ok(Self {
            api,
            // An embedded sandbox has another address each time.
            name: "an embedded sandbox".to_owned(),
            copy: None,
            sandbox: Some(sandbox),
        })
    }

    /// Whether it is a demonstration, and not the reference.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }
}

impl Registry for Source {
    type Error = SourceError;

    async fn certification(
        &self,
        code: CertifInfoCode,
    ) -> Result<Option<types::Certification>, SourceError> {
        match self {
            Self::Service(service) => Ok(Registry::certification(&service.api, code).await?),
            Self::Mirror(mirror) => Ok(Registry::certification(&**mirror, code).await?),
        }
    }

    async fn of_fiche(&self, fiche: FicheCode) -> Result<Vec<CertifInfoCode>, SourceError> {
        match self {
            Self::Service(service) => Ok(service.api.of_fiche(fiche).await?),
            Self::Mirror(mirror) => Ok(mirror.of_fiche(fiche).await?),
        }
    }
}

/// How old the data of a mirror are, and where they are from.
pub(crate) fn age(status: &MirrorStatus, console: &Console) -> impl fmt::Display {
    let lang = console.lang;
    let day = |text: &Option<String>| {
        let day = text.as_deref().and_then(|text| text.parse().ok());
        day.map_or_else(|| lang.unknown().to_owned(), |day| lang.day(day))
    };
    let refresh = status.last_whole_refresh.as_ref();
    let import = status.last_import.as_ref();
    let parts: Vec<_> = [
        refresh.map(|run| lang.refreshed_on(day(&run.as_of))),
        import.map(|run| lang.export_of(day(&run.as_of))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        lang.never_filled().to_owned()
    } else {
        parts.join(", ")
    }
}

/// Opens the mirror that is in a file.
pub(crate) fn open_mirror(file: &Path) -> Result<Mirror, Failure> {
    if !file.exists() {
        return Err(Failure::usage(format!(
            "there is no mirror at {}: fill one with `certifinfo mirror import FILE` or `certifinfo \
             mirror refresh`",
            file.display()
        )));
    }
    Ok(Mirror::options().create(false).open(file)?)
}

/// Where a mirror is unless something else is said: `CERTIFINFO_MIRROR`, otherwise
/// `certifinfo/mirror.sqlite` in the user's folder of data.
pub(crate) fn usual_mirror() -> Result<PathBuf, Failure> {
    if let Some(file) = set("CERTIFINFO_MIRROR") {
        return Ok(file.into());
    }
    let data = if cfg!(windows) {
        set("LOCALAPPDATA").map(PathBuf::from)
    } else {
        let home = || set("HOME").map(|home| Path::new(&home).join(".local/share"));
        set("XDG_DATA_HOME").map(PathBuf::from).or_else(home)
    };
    match data {
        Some(data) => Ok(data.join("certifinfo/mirror.sqlite")),
        None => Err(Failure::usage(
            "there is no usual place for a mirror without HOME: name the file, as --mirror=FILE",
        )),
    }
}

pub(crate) fn has_token() -> bool {
    set("CERTIFINFO_TOKEN").is_some()
}

/// An environment variable; one that is set to nothing counts as not set.
pub(crate) fn set(name: &str) -> Option<String> {
    env::var_os(name)
        .map(|value| value.to_string_lossy().into_owned())
        .filter(|value| !value.trim().is_empty())
}

/// An address for people and files: without the user and the password that may be in it. A text
/// that is none is not shown: it may be the token, put into the wrong variable.
pub(crate) fn shown(url: &str) -> String {
    let Some((scheme, rest)) = url.trim().trim_end_matches('/').split_once("://") else {
        return "not an address (not shown here: it may be the token)".to_owned();
    };
    match rest.split_once('@') {
        Some((before, after)) if !before.contains('/') => format!("{scheme}://{after}"),
        _ => format!("{scheme}://{rest}"),
    }
}

/// The default rate limit, except for a service on this machine: it needs no protection from us.
fn polite(builder: Builder, url: &str) -> Builder {
    let home = ["http://127.", "http://localhost", "http://[::1]"];
    if home.iter().any(|start| url.starts_with(start)) {
        builder.rate_limit(RateLimit::unlimited())
    } else {
        builder
    }
    .user_agent(concat!("certifinfo-cli/", env!("CARGO_PKG_VERSION")))
}
