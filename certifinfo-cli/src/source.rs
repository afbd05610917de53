//! Where answers come from: the API with a token, otherwise a sandbox in this process.

use std::env;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Builder, RateLimit};
use certifinfo_sandbox::{DEFAULT_TOKEN, Sandbox};

use crate::console::Console;
use crate::failure::Failure;

/// A client, and the sandbox that it talks to if there is no real API.
pub(crate) struct Source {
    /// The client.
    pub(crate) api: CertifInfo,
    /// The service, as it is written to files: the same in every run.
    pub(crate) service: String,
    /// Stops when it is dropped.
    _sandbox: Option<Sandbox>,
}

impl Source {
    /// With `CERTIFINFO_TOKEN`, the real API or the service that `CERTIFINFO_BASE_URL` names;
    /// without it, a sandbox in this process. Says which.
    pub(crate) async fn open(console: &Console) -> Result<Self, Failure> {
        let lang = console.lang;
        let base_url = set("CERTIFINFO_BASE_URL");
        if set("CERTIFINFO_TOKEN").is_some() {
            let url = base_url.unwrap_or_else(|| certifinfo_ext::sdk::BASE_URL.to_owned());
            let api = polite(CertifInfo::builder().from_env()?, &url).build()?;
            let service = shown(&url);
            console.note(lang.source(&service));
            return Ok(Self {
                api,
                service,
                _sandbox: None,
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
        // Even with --quiet: what a demonstration answers must not pass for the reference.
        let place = format!("{}: {}", lang.sandbox(&url), lang.real_api_needs_token());
        console.say(lang.source(place));
        Ok(Self {
            api,
            // An embedded sandbox has another address each time.
            service: "an embedded sandbox".to_owned(),
            _sandbox: Some(sandbox),
        })
    }
}

/// An environment variable; one that is set to nothing counts as not set.
pub(crate) fn set(name: &str) -> Option<String> {
    env::var_os(name)
        .map(|value| value.to_string_lossy().into_owned())
        .filter(|value| !value.trim().is_empty())
}

/// An address for people and files: without the user and the password that may be in it. A text
/// that is none is not shown: it may be the token, put into the wrong variable.
fn shown(url: &str) -> String {
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
