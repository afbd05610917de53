//! Turns answers that are not a success into errors.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};

use super::retry::retry_after;
use crate::error::{Error, ErrorKind, GATE, first_words, gatekeeper, is_web_page, shorten};

/// The error for a status and the start of its body.
pub(super) fn refusal(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Error {
    let wait = retry_after(headers, now);
    let gate = Some(body)
        .filter(|body| is_web_page(body))
        .and_then(gatekeeper);
    let (kind, transient) = match status.as_u16() {
        // The service asks to wait: the token is not the problem.
        403 if wait.is_some() => (ErrorKind::RateLimited, true),
        // A gate before the service answered: the token is not the problem.
        401 | 403 if gate.is_some() => {
            return gated(gate.unwrap_or_default(), status, body);
        }
        401 | 403 => (ErrorKind::Unauthorized, false),
        404 => (ErrorKind::NotFound, false),
        429 => (ErrorKind::RateLimited, true),
        // 425: too early. 520 to 530: a proxy of the service cannot reach it.
        408 | 425 | 500 | 502 | 503 | 504 | 520..=530 => (ErrorKind::Server, true),
        500.. => (ErrorKind::Server, false),
        400..500 => (ErrorKind::Rejected, false),
        // 1xx, and 3xx that are not redirects: a service should not send them here.
        _ => (ErrorKind::Server, false),
    };
    let mut what = match kind {
        ErrorKind::Unauthorized => format!("the service refuses the token: {status}"),
        ErrorKind::NotFound => format!("the service does not have it: {status}"),
        _ => format!("the service answered {status}"),
    };
    if let Some(wait) = wait {
        what.push_str(&format!(" and asks to wait {} s", wait.as_secs()));
    }
    if let Some(words) = first_words(body) {
        what.push_str(&format!(": “{words}”"));
    }
    let error = Error::new(kind, what)
        .with_status(status)
        .with_retry_after(wait);
    let error = if body.is_empty() {
        error
    } else {
        error.with_body(shorten(body))
    };
    if transient { error.transient() } else { error }
}

/// The error for a web page that blocks programs.
fn gated(who: &str, status: StatusCode, body: &[u8]) -> Error {
    let words = first_words(body).unwrap_or_default();
    let what = format!("{who} answered {status} in place of the service: “{words}”");
    Error::new(ErrorKind::Transport, what)
        .with_help(GATE)
        .with_status(status)
        .with_body(shorten(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_kind_and_only_passing_ones_are_retried() {
        for (status, kind, transient) in [
            (400, ErrorKind::Rejected, false),
            (401, ErrorKind::Unauthorized, false),
            (403, ErrorKind::Unauthorized, false),
            (404, ErrorKind::NotFound, false),
            (408, ErrorKind::Server, true),
            (425, ErrorKind::Server, true),
            (520, ErrorKind::Server, true),
            (530, ErrorKind::Server, true),
            (531, ErrorKind::Server, false),
            (410, ErrorKind::Rejected, false),
            (422, ErrorKind::Rejected, false),
            (429, ErrorKind::RateLimited, true),
            (500, ErrorKind::Server, true),
            (501, ErrorKind::Server, false),
            (502, ErrorKind::Server, true),
            (503, ErrorKind::Server, true),
            (504, ErrorKind::Server, true),
            (505, ErrorKind::Server, false),
            (304, ErrorKind::Server, false),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let error = refusal(status, &HeaderMap::new(), b"", SystemTime::now());
            assert_eq!(
                (error.kind(), error.is_transient()),
                (kind, transient),
                "{status}"
            );
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.body(), None);
        }
    }
}
