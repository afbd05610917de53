//! Shared by the examples: the real API if there is a token, else an embedded sandbox.
//!
//! `examples/common.rs` would be an example to cargo.
#![allow(
    clippy::mod_module_files,
    reason = "cargo takes every file of examples/ for one"
)]

use std::fmt::Display;
use std::io::{self, Write};

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Builder, RateLimit};
use certifinfo_sandbox::{DEFAULT_TOKEN, Sandbox};

/// Says something on standard error. Unlike `eprintln!`, it does not panic when nobody listens.
pub(crate) fn note(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A client, and the sandbox that it talks to if there is no real API.
pub(crate) struct Connection {
    /// The client.
    pub(crate) api: CertifInfo,
    /// Where it goes, for people.
    pub(crate) place: String,
    /// Stops when it is dropped.
    _sandbox: Option<Sandbox>,
}

/// With `CERTIFINFO_TOKEN`, the real API or the service that `CERTIFINFO_BASE_URL` names; without
/// it, a sandbox in this process.
pub(crate) async fn connect() -> Result<Connection, Box<dyn std::error::Error>> {
    let base_url = std::env::var("CERTIFINFO_BASE_URL")
        .ok()
        .filter(|url| !url.is_empty());
    if std::env::var_os("CERTIFINFO_TOKEN").is_some_and(|token| !token.is_empty()) {
        let place = base_url.unwrap_or_else(|| certifinfo_ext::sdk::BASE_URL.to_owned());
        let builder = CertifInfo::builder()
            .from_env()?
            .user_agent("certifinfo-examples");
        let api = at_home(builder, &place).build()?;
        return Ok(Connection {
            api,
            place: shown(&place),
            _sandbox: None,
        });
    }
    if let Some(url) = base_url {
        return Err(format!(
            "CERTIFINFO_BASE_URL is {}, but CERTIFINFO_TOKEN is not set; set it (the sandbox takes \
             `{DEFAULT_TOKEN}` by default), or unset both to use an embedded sandbox",
            shown(&url)
        )
        .into());
    }
    let sandbox = Sandbox::builder().start().await?;
    let url = sandbox.base_url();
    let builder = CertifInfo::builder().token(sandbox.token()).base_url(&url);
    let api = at_home(builder, &url).build()?;
    let place = format!("an embedded sandbox ({url}); set CERTIFINFO_TOKEN for the real API");
    Ok(Connection {
        api,
        place,
        _sandbox: Some(sandbox),
    })
}

/// An address for people and files: without the user and the password that may stand in it.
fn shown(url: &str) -> String {
    match url
        .split_once("://")
        .and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?)))
    {
        Some((scheme, (before, after))) if !before.contains('/') => format!("{scheme}://{after}"),
        _ => url.to_owned(),
    }
}

/// This machine's own server needs no protection from us.
fn at_home(builder: Builder, url: &str) -> Builder {
    let home = ["http://127.", "http://localhost", "http://[::1]"];
    let home = home.iter().any(|start| url.starts_with(start));
    if home {
        builder.rate_limit(RateLimit::unlimited())
    } else {
        builder
    }
}
