//! Answers that take the place of the route's own.

use std::time::{Duration, SystemTime};

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::bomb::bomb;
use super::{Fault, Hits};
use crate::routes::message;
use crate::state::AppState;

/// What a proxy says when the service behind it is gone.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>";

const MAINTENANCE: &str = "<!DOCTYPE html><html lang=\"fr\"><head><title>Maintenance</title></head>\
    <body><h1>Service en maintenance</h1><p>Merci de revenir plus tard.</p></body></html>";

const GARBAGE: &str = r#"{"total": 3, "pagination": {}, "data": [{"certifinfo_code": 118034, "#;

const LOGIN: &str = "<!DOCTYPE html><html lang=\"fr\"><head><title>Se connecter</title></head>\
    <body><form method=\"post\"><input type=\"password\" name=\"mdp\"></form></body></html>";

const WALL: &str = "<!DOCTYPE html><html><head><title>Just a moment...</title></head>\
    <body><h1>Checking your browser</h1><div class=\"captcha\"></div></body></html>";

const ERROR: &str = r#"{"error": "Erreur interne du serveur", "code": 500}"#;

/// The answer of the first such fault that a request meets, in the order of the list.
pub(crate) fn instead(hits: Hits, uri: &Uri, state: &AppState) -> Option<Response> {
    let met = Fault::ALL.iter().filter(|fault| hits.has(**fault));
    met.copied().find_map(|fault| answer(fault, uri, state))
}

fn answer(fault: Fault, uri: &Uri, state: &AppState) -> Option<Response> {
    let failed = |status| message(status, format!("the fault {fault} answers this"));
    // Some of the codes that proxies answer have no name.
    let numbered = |status| StatusCode::from_u16(status).ok().map(failed);
    let waits = |status, after: &str| with(header::RETRY_AFTER, after, failed(status));
    let limited = |after: &str| waits(StatusCode::TOO_MANY_REQUESTS, after);
    let page = |status: StatusCode, page| (status, Html(page)).into_response();
    let refused = |token: String| {
        let body = format!(r#"{{"message":"jeton refusé : {token}"}}"#);
        (StatusCode::UNAUTHORIZED, json(body)).into_response()
    };
    Some(match fault {
        Fault::Status404 => failed(StatusCode::NOT_FOUND),
        Fault::Unauthorized => failed(StatusCode::UNAUTHORIZED),
        Fault::Status425 => failed(StatusCode::TOO_EARLY),
        Fault::Status500 => failed(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Status502Html => page(StatusCode::BAD_GATEWAY, BAD_GATEWAY),
        Fault::Status503 => failed(StatusCode::SERVICE_UNAVAILABLE),
        Fault::Status520 => numbered(520)?,
        Fault::Status530 => numbered(530)?,
        Fault::RateLimit => limited("1"),
        Fault::RateLimitDate => {
            // A date has whole seconds, so two seconds ahead is one to two.
            limited(&httpdate::fmt_http_date(
                SystemTime::now() + Duration::from_secs(2),
            ))
        }
        Fault::RateLimitAbsurd => limited("86400"),
        Fault::ForbiddenRetryAfter => waits(StatusCode::FORBIDDEN, "1"),
        Fault::Maintenance200 => page(StatusCode::OK, MAINTENANCE),
        Fault::LoginPage403 => page(StatusCode::FORBIDDEN, LOGIN),
        Fault::LoginPage200 => page(StatusCode::OK, LOGIN),
        Fault::BotWall403 => page(StatusCode::FORBIDDEN, WALL),
        Fault::BotWall200 => page(StatusCode::OK, WALL),
        Fault::GarbageJson => json(GARBAGE.to_owned()),
        Fault::Error200 => json(ERROR.to_owned()),
        Fault::TokenInJson => refused(each(&state.token, |char| match char {
            '/' | '"' | '\\' => format!("\\{char}"),
            other => other.to_string(),
        })),
        Fault::TokenInUnicode => refused(each(&state.token, |char| {
            format!("\\u{:04x}", u32::from(char))
        })),
        Fault::TokenInPercent => refused(each(&state.token, |char| {
            format!("%{:02X}", u32::from(char))
        })),
        Fault::TokenInHtml => {
            let token = each(&state.token, |char| match char {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                other => format!("&#{};", u32::from(other)),
            });
            let body = Html(format!(
                "<html><body><p>Jeton refusé : {token}</p></body></html>"
            ));
            (StatusCode::UNAUTHORIZED, body).into_response()
        }
        Fault::RedirectElsewhere => {
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            with(
                header::LOCATION,
                &format!("{}{path}", state.redirect_target),
                StatusCode::FOUND.into_response(),
            )
        }
        Fault::Bomb => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CONTENT_ENCODING, "gzip"),
            ];
            (headers, bomb()).into_response()
        }
        _ => return None,
    })
}

fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Every character of a token (which is ASCII), escaped.
fn each(token: &str, escape: impl Fn(char) -> String) -> String {
    token.chars().map(escape).collect()
}

fn with(name: header::HeaderName, value: &str, mut response: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(name, value);
    }
    response
}
