//! `certifinfo doctor`: what works and what does not, in words.

use std::error::Error as _;
use std::time::{Duration, Instant};

use certifinfo_ext::jiff::Timestamp;
use certifinfo_ext::jiff::fmt::rfc2822;
use certifinfo_ext::mirror::Mirror;
use certifinfo_ext::prelude::*;
use certifinfo_ext::reqwest::{self, header, redirect};
use certifinfo_ext::{RetryPolicy, sdk};
use serde::Serialize;

use super::End;
use crate::console::Console;
use crate::failure::{Failure, explain_on_one_line};
use crate::lang::Lang;
use crate::output::{Column, Format, Row, Rows, Words};
use crate::source::{age, has_token, set, shown, usual_mirror};

/// How long the service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(15);
/// A clock that is wrong by more than this changes days at the wrong time and invalidates certificates.
const CLOCK: i64 = 120;

/// Check what the command needs: service, certificate, token, proxy, clock, mirror
///
/// The token is never shown. Exit code: 0 everything works; 2 something does not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  certifinfo doctor")]
pub(crate) struct Args {
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(crate) async fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let mut findings = vec![Finding::ok("version", env!("CARGO_PKG_VERSION"))];
    let base_url = set("CERTIFINFO_BASE_URL").unwrap_or_else(|| sdk::BASE_URL.to_owned());
    findings.push(Finding::ok("service", shown(&base_url)));
    findings.push(Finding::ok("answers", answers(console)));
    findings.extend(proxies());
    findings.extend(reach(&base_url).await);
    findings.push(token().await);
    findings.push(mirror(console));
    let mut rows = Rows::to_stdout::<Finding>(args.format, console.lang)?;
    for finding in &findings {
        rows.write(finding)?;
    }
    rows.finish()?;
    if findings
        .iter()
        .any(|finding| finding.state == State::Failed)
    {
        return Err(Failure::usage("something does not work: see above"));
    }
    Ok(End::Done)
}

/// Where the other commands get their answers from.
fn answers(console: &Console) -> &'static str {
    let mirror = usual_mirror().is_ok_and(|file| file.exists());
    if console.mirror.is_some() || (!has_token() && mirror) {
        "from the mirror"
    } else if has_token() {
        "from the service"
    } else {
        "from a demonstration in this program: there is neither a token nor a mirror"
    }
}

/// The proxies that the environment names, without what in them may be secret.
fn proxies() -> Vec<Finding> {
    let names = [
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ];
    let named = names.iter().filter_map(|name| Some((name, set(name)?)));
    let mut found: Vec<_> = named
        .map(|(name, url)| Finding::ok("proxy", format!("{name}: {}", shown(&url))))
        .collect();
    if found.is_empty() {
        found.push(Finding::ok("proxy", "none is set (HTTPS_PROXY)"));
    } else if let Some(except) = set("NO_PROXY").or_else(|| set("no_proxy")) {
        found.push(Finding::ok("proxy", format!("not for {except} (NO_PROXY)")));
    }
    found
}

/// Checks that the service answers with a valid certificate, and compares its clock with ours. No
/// token is sent.
async fn reach(base_url: &str) -> Vec<Finding> {
    let client = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(TIMEOUT);
    let local = ["http://127.", "http://localhost", "http://[::1]"];
    let client = if local.iter().any(|start| base_url.starts_with(start)) {
        client.no_proxy()
    } else {
        client
    };
    let started = Instant::now();
    let answer = match client.build() {
        Ok(client) => client.get(base_url.trim()).send().await,
        Err(error) => Err(error),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let error = error.without_url();
            return vec![Finding::failed(
                "reachable",
                advice(&explain_on_one_line(&error)),
            )];
        }
    };
    let took = started.elapsed().as_millis();
    let mut found = vec![Finding::ok(
        "reachable",
        format!("it answers after {took} ms"),
    )];
    found.push(if base_url.starts_with("https://") {
        Finding::ok("certificate", "valid")
    } else {
        Finding::warning("certificate", "none: the connection is not encrypted")
    });
    let date = answer.headers().get(header::DATE);
    let date = date.and_then(|date| rfc2822::parse(date.to_str().ok()?).ok());
    found.push(match date {
        None => Finding::warning("clock", "the service does not send its time"),
        Some(theirs) => {
            let off = Timestamp::now().as_second() - theirs.timestamp().as_second();
            let today = paris::today();
            if off.abs() <= CLOCK {
                Finding::ok("clock", format!("right; in Paris it is {today}"))
            } else {
                Finding::failed("clock", format!("{off} s off the service's: set it right"))
            }
        }
    });
    found
}

/// A cause in words, for the failures that people meet most.
fn advice(error: &str) -> String {
    let lower = error.to_lowercase();
    let hint = if lower.contains("certificate") {
        "the certificate is not trusted: a proxy that opens connections needs its own certificate \
         in the system's store, and the clock must be right"
    } else if lower.contains("dns") || lower.contains("lookup") {
        "the name cannot be resolved: check the network and CERTIFINFO_BASE_URL"
    } else if lower.contains("proxy") || lower.contains("tunnel") {
        "the proxy does not let it through: check HTTPS_PROXY, and its user and password"
    } else if lower.contains("timed out") {
        "no answer in time: check the network, and whether a proxy is needed (HTTPS_PROXY)"
    } else {
        "check the network, and whether a proxy is needed (HTTPS_PROXY)"
    };
    format!("{hint}. {error}")
}

/// Whether there is a token, and whether the service takes it. It is not shown.
async fn token() -> Finding {
    if !has_token() {
        return Finding::warning(
            "token",
            "CERTIFINFO_TOKEN is not set: the producer's support gives one by e-mail",
        );
    }
    let retries = RetryPolicy::default().attempts(1);
    let api = CertifInfo::builder().from_env();
    let api = api.and_then(|api| api.attempt_timeout(TIMEOUT).retry_policy(retries).build());
    let total = match api {
        Ok(api) => api.recherche(Recherche::new()).total().await,
        Err(error) => Err(error),
    };
    match total {
        Ok(total) => Finding::ok(
            "token",
            format!("CERTIFINFO_TOKEN is accepted; {total} certifications"),
        ),
        Err(error) => {
            let text = match error.source() {
                Some(_) => explain_on_one_line(&error),
                None => error.to_string().replace('\n', " "),
            };
            Finding::failed("token", format!("CERTIFINFO_TOKEN: {text}"))
        }
    }
}

/// Checks the mirror, and how old it is.
fn mirror(console: &Console) -> Finding {
    let file = match console
        .mirror
        .clone()
        .flatten()
        .map_or_else(usual_mirror, Ok)
    {
        Ok(file) => file,
        Err(failure) => return Finding::warning("mirror", failure.to_string()),
    };
    let shown = file.display().to_string();
    if !file.exists() {
        return Finding::ok("mirror", format!("none ({shown})"));
    }
    let status = Mirror::options()
        .create(false)
        .open(&file)
        .and_then(|mirror| mirror.status());
    match status {
        Ok(status) => {
            let (count, age) = (status.certifications, age(&status, console));
            Finding::ok("mirror", format!("{count} certifications, {age} ({shown})"))
        }
        Err(error) => Finding::failed("mirror", explain_on_one_line(&error)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Ok,
    Warning,
    Failed,
}

/// One thing that was checked.
#[derive(Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    detail: String,
}

impl Finding {
    fn ok(check: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let state = State::Ok;
        Self {
            check,
            state,
            detail,
        }
    }

    fn warning(check: &'static str, detail: impl Into<String>) -> Self {
        let state = State::Warning;
        Self {
            state,
            ..Self::ok(check, detail)
        }
    }

    fn failed(check: &'static str, detail: impl Into<String>) -> Self {
        let state = State::Failed;
        Self {
            state,
            ..Self::ok(check, detail)
        }
    }
}

impl Row for Finding {
    const COLUMNS: &'static [Column] = &[
        Column::new("check", Lang::check),
        Column::new("state", Lang::state),
        Column::new("detail", Lang::detail),
    ];

    fn cells(&self, _: Words) -> Vec<String> {
        let state = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Failed => "failed",
        };
        vec![self.check.to_owned(), state.to_owned(), self.detail.clone()]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
