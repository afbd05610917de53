//! Checks of the base URL and of the token, before anything is sent.

use std::net::IpAddr;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::error::{Error, Result};

/// Parses the base URL, and refuses one that the token must not be sent to.
pub(super) fn base_url(text: &str, insecure: bool) -> Result<Url> {
    let refuse = |why: &str| Err(Error::config(format!("base URL {}: {why}", shown(text))));
    let Ok(url) = Url::parse(text.trim()) else {
        return refuse("it is not a URL such as https://api-certifinfo.intercariforef.org");
    };
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("it has a query or a fragment, which every request would lose");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if insecure || is_loopback(&url) => Ok(url),
        "http" => refuse(
            "the token would travel in the clear; use https, or allow_insecure_http() if that is \
             meant",
        ),
        _ => refuse("only https is served (and http on this machine)"),
    }
}

/// Whether this build can reach the base URL: without TLS, https would fail at every request, and
/// say that the URL is invalid.
pub(super) fn reachable(base: &Url, tls: bool) -> Result<()> {
    if base.scheme() == "https" && !tls {
        return Err(Error::config(format!(
            "base URL {}: no TLS in this build; enable feature rustls or native-tls of \
             certifinfo-ext, or give an http_client_builder that has it",
            shown(base.as_str())
        )));
    }
    Ok(())
}

/// The URL without the parts that may be secret. A text that is not a URL is not shown: it may be
/// the token, set in the wrong variable.
pub(super) fn shown(text: &str) -> String {
    match Url::parse(text.trim()) {
        Ok(mut url) => {
            // Fails only on URLs that cannot have them.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_query(None);
            url.set_fragment(None);
            url.to_string()
        }
        Err(_) => format!(
            "({} characters, not shown: it may be the token)",
            text.chars().count()
        ),
    }
}

/// Whether the URL is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

/// The token as a header, marked sensitive.
pub(super) fn token_header(token: Option<&SecretString>) -> Result<HeaderValue> {
    let token = token
        .map(|token| token.expose_secret().trim())
        .unwrap_or_default();
    if token.is_empty() {
        return Err(Error::config(
            "the token is missing; the producer's support (Réseau des Carif-Oref) gives one by e-mail, \
             and it is set in CERTIFINFO_TOKEN (in Rust also with Builder::token)",
        ));
    }
    let mut header = HeaderValue::from_str(token).map_err(|_| {
        Error::config("the token holds a character that no header can carry, such as a line break")
    })?;
    // `Debug` shows `Sensitive`, and HTTP/2 does not index it.
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_needs_tls_and_loopback_does_not() {
        for (url, tls, reached) in [
            ("https://example.org", true, true),
            ("https://example.org", false, false),
            ("http://127.0.0.1:8080", false, true),
        ] {
            let outcome = reachable(&base_url(url, false).unwrap(), tls);
            assert_eq!(outcome.is_ok(), reached, "{url}, {tls}: {outcome:?}");
        }
    }
}
