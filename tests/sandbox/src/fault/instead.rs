//! Answers that take the place of the route's own.

use std::time::{Duration, SystemTime};

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::bomb::bomb;
use super::{Fault, Hits};
use crate::routes::message;

/// What a proxy says when the service behind it is gone.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>";

const MAINTENANCE: &str = "<!DOCTYPE html><html lang=\"fr\"><head><title>Maintenance</title></head>\
    <body><h1>Service en maintenance</h1><p>Merci de revenir plus tard.</p></body></html>";

const GARBAGE: &str = r#"{"total": 3, "pagination": {}, "data": [{"certifinfo_code": 118034, "#;

/// The answer of the first such fault that a request meets, in the order of the list.
pub(crate) fn instead(hits: Hits, uri: &Uri, redirect_target: &str) -> Option<Response> {
    let fault = Fault::ALL
        .iter()
        .copied()
        .find(|fault| hits.has(*fault) && replaces(*fault))?;
    let failed = |status| message(status, format!("the fault {fault} answers this"));
    let limited = |after: &str| {
        with(
            header::RETRY_AFTER,
            after,
            failed(StatusCode::TOO_MANY_REQUESTS),
        )
    };
    Some(match fault {
        Fault::Status404 => failed(StatusCode::NOT_FOUND),
        Fault::Unauthorized => failed(StatusCode::UNAUTHORIZED),
        Fault::Status500 => failed(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Status502Html => (StatusCode::BAD_GATEWAY, Html(BAD_GATEWAY)).into_response(),
        Fault::Status503 => failed(StatusCode::SERVICE_UNAVAILABLE),
        Fault::RateLimit => limited("1"),
        Fault::RateLimitDate => {
            // A date has whole seconds, so two seconds ahead is one to two.
            limited(&httpdate::fmt_http_date(
                SystemTime::now() + Duration::from_secs(2),
            ))
        }
        Fault::RateLimitAbsurd => limited("86400"),
        Fault::Maintenance200 => Html(MAINTENANCE).into_response(),
        Fault::GarbageJson => {
            ([(header::CONTENT_TYPE, "application/json")], GARBAGE).into_response()
        }
        Fault::RedirectElsewhere => {
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            with(
                header::LOCATION,
                &format!("{redirect_target}{path}"),
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

fn replaces(fault: Fault) -> bool {
    use Fault as F;
    matches!(
        fault,
        F::Status404
            | F::Unauthorized
            | F::Status500
            | F::Status502Html
            | F::Status503
            | F::RateLimit
            | F::RateLimitDate
            | F::RateLimitAbsurd
            | F::Maintenance200
            | F::GarbageJson
            | F::RedirectElsewhere
            | F::Bomb
    )
}

fn with(name: header::HeaderName, value: &str, mut response: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(name, value);
    }
    response
}
