//! The token is in nothing that can be printed. Every harvest of these tests, under every fault,
//! looks at what it meets.

use std::error::Error as _;
use std::fmt::Debug;

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Fault, Sandbox, Token};

use crate::faults::run::{TOKEN, sandbox};
use crate::support::logs;

/// Neither form of `Debug` holds the token.
pub(crate) fn inspect(thing: &impl Debug) {
    clean(&format!("{thing:?} {thing:#?}"));
}

/// Nothing that an error can tell holds the token: itself, its causes, its body, its place.
pub(crate) fn inspect_error(error: &Error) {
    inspect(error);
    inspect(&error.record());
    inspect(&error.resume());
    clean(&error.to_string());
    clean(error.body().unwrap_or_default());
    clean(&serde_json::to_string(&error.resume()).unwrap());
    if let Some(record) = error.record() {
        clean(&format!("{record} {}", record.raw()));
    }
    let mut source = error.source();
    while let Some(cause) = source {
        clean(&format!("{cause} {cause:?} {cause:#?}"));
        source = cause.source();
    }
}

/// Every request to the service had the token, and none of it went anywhere else.
pub(crate) fn inspect_requests(sandbox: &Sandbox) {
    let requests = sandbox.requests();
    assert!(requests.total > 0);
    for request in &requests.recent {
        assert_eq!(request.token, Token::Right);
        clean(&format!("{request:?}"));
    }
    let elsewhere = sandbox.redirect_target_requests();
    assert_eq!(elsewhere.total, 0, "{:?}", elsewhere.recent);
}

/// The token in plain and in every escaped form, backslashes left out: `Debug` escapes them again.
fn clean(text: &str) {
    let text = text.replace('\\', "");
    let escaped = |escape: fn(char) -> String| TOKEN.chars().map(escape).collect::<String>();
    for form in [
        TOKEN.to_owned(),
        escaped(|char| format!("u{:04x}", u32::from(char))),
        escaped(|char| format!("&#{};", u32::from(char))),
        escaped(|char| format!("%{:02X}", u32::from(char))),
    ] {
        assert!(!text.contains(&form), "the token is in: {text}");
    }
}

/// Characters that every escaping changes, each in its own way.
const AWKWARD: &str = r#"jet/on"tr<es>&sec'ret+%20=="#;

#[tokio::test]
async fn token_repeated_in_any_escaping_is_struck_out() {
    for fault in [
        Fault::TokenInJson,
        Fault::TokenInUnicode,
        Fault::TokenInHtml,
        Fault::TokenInPercent,
    ] {
        let sandbox = Sandbox::builder().token(AWKWARD).fault(fault, 1.0);
        let sandbox = sandbox.start().await.unwrap();
        let api = CertifInfo::builder().token(AWKWARD);
        let api = api.base_url(sandbox.base_url()).build().unwrap();
        let error = api.recherche(Recherche::new()).total().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unauthorized, "{fault}: {error}");
        let said = format!("{error} {error:?} {}", error.body().unwrap());
        let lower = said.to_lowercase();
        assert!(lower.contains("jeton refusé : ***"), "{fault}: {said}");
        // The parts of the token that only percent and number escapes would change.
        for part in ["jet", "sec", "ret", "%6a", "&#106;", "u006a"] {
            let rest = lower.replace("jeton refusé", "").replace("/secret", "");
            let rest = rest.replace("the token", "");
            assert!(!rest.contains(part), "{fault}: `{part}` in {said}");
        }
    }
}

#[tokio::test]
async fn not_even_a_client_that_is_to_log_every_byte_logs_it() {
    let sandbox = sandbox(150);
    let api = CertifInfo::builder()
        .token(TOKEN)
        .base_url(sandbox.base_url())
        .http_client_builder(reqwest::Client::builder().connection_verbose(true))
        .build()
        .unwrap();
    let total = api.recherche(Recherche::new()).total().await.unwrap();
    assert_eq!(total, 150);
    inspect_requests(&sandbox);
    logs::assert_clean();
}

#[test]
#[should_panic(expected = "the token is in")]
fn a_token_that_shows_is_found() {
    inspect(&TOKEN);
}
