//! The other host: where redirects lead, and where no token may arrive.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::requests::{Log, Token};
use crate::routes::{TOKEN_HEADER, message};

/// What answers there.
#[derive(Clone)]
struct Other {
    token: Arc<str>,
    log: Arc<Log>,
}

/// Logs every request and answers that this is another host.
pub(crate) fn router(token: &str, log: Arc<Log>) -> Router {
    Router::new().fallback(answer).with_state(Other {
        token: token.into(),
        log,
    })
}

async fn answer(State(other): State<Other>, request: Request) -> Response {
    // In any header: a client could copy the token to another one.
    let known = |value: &[u8]| value == other.token.as_bytes();
    let right = request
        .headers()
        .values()
        .any(|value| known(value.as_bytes()));
    let token = match (right, request.headers().contains_key(TOKEN_HEADER)) {
        (true, _) => Token::Right,
        (false, true) => Token::Wrong,
        (false, false) => Token::Missing,
    };
    let entry = other.log.enter(&request, token);
    let status = StatusCode::OK;
    entry.answered(status.as_u16());
    message(status, "this is another host".to_owned())
}
