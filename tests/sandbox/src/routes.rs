//! The routes: what each answers when nothing goes wrong.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use serde_json::{Value, json};

use crate::docs;
use crate::fault::{Fault, Hits, Shown, alter_certification, alter_page, not_found, shown};
use crate::middleware::observe;
use crate::query::{Recherche, id};
use crate::record::Record;
use crate::requests::Token;
use crate::state::AppState;
use crate::wire::{Complete, Element, Message, Pagination, Resultat};

/// The header that carries the token.
pub(crate) const TOKEN_HEADER: &str = "token-connexion";

/// Every route there is, watched. A client that was generated from another document may put a
/// prefix in front of a path, or a slash behind it.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    Router::new()
        .fallback_service(routes(state))
        .layer(middleware::map_request(canonical))
}

/// A request for `/api/v1/recherche/` becomes one for `/recherche`.
async fn canonical(mut request: Request) -> Request {
    let uri = request.uri();
    let mut segments = uri.path().split('/').filter(|segment| !segment.is_empty());
    let path = match segments.next_back() {
        Some("recherche") => "/recherche",
        Some("certification") => "/certification",
        _ => return request,
    };
    let query = uri.query().map(|query| format!("?{query}"));
    let target = format!("{path}{}", query.unwrap_or_default());
    if let Ok(target) = target.parse() {
        *request.uri_mut() = target;
    }
    request
}

fn routes(state: Arc<AppState>) -> Router {
    Router::new()
        .route("/recherche", get(recherche))
        .route("/certification", get(certification))
        .route("/docs", get(|| async { Html(docs::PAGE) }))
        .route("/openapi.json", get(document))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(Arc::clone(&state), observe))
        .with_state(state)
}

async fn recherche(
    State(state): State<Arc<AppState>>,
    Extension(hits): Extension<Hits>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if let Some(refusal) = refusal(&state, &headers) {
        return refusal;
    }
    let first = u64::from(!hits.has(Fault::ZeroBased));
    let asked = match pairs(&uri).and_then(|pairs| Recherche::parse(pairs, first)) {
        Ok(asked) => asked,
        Err(reason) => return message(StatusCode::BAD_REQUEST, reason),
    };
    if hits.has(Fault::EmptyCatalogue) {
        let said = json!({ "message": "Une erreur est survenue", "total": 0, "data": [] });
        return json(&said);
    }
    if hits.has(Fault::UnreachablePages) && (3..=5).contains(&asked.page_num) {
        let said = format!("page {} cannot be read", asked.page_num);
        return message(StatusCode::INTERNAL_SERVER_ERROR, said);
    }
    let Shown { page, size } = shown(&state.catalogue, &asked, hits, &state.motion).await;
    let last = page.total.div_ceil(size);
    if let Some(status) = beyond(hits).filter(|_| asked.page_num > last.max(1)) {
        return message(status, format!("there are {last} pages"));
    }
    let query = uri.query().unwrap_or("");
    let link = |number: u64| neighbour(query, number - 1 + first, asked.page_size);
    let mut pagination = Pagination {
        previous: (asked.page_num > 1).then(|| link(asked.page_num - 1)),
        next: (asked.page_num < last).then(|| link(asked.page_num + 1)),
    };
    if hits.has(Fault::WrongNext) {
        // The very text of a sister API, which has no such route.
        pagination.next = Some("/get?page_num=2&page_size=10".to_owned());
    }
    let data = page
        .records
        .iter()
        .map(|record| Element::new(record))
        .collect();
    let body = Resultat {
        total: page.total,
        pagination,
        data,
    };
    match alter_page(hits, asked.page_num, || value(&body)) {
        Some(altered) => json(&altered),
        None => json(&body),
    }
}

async fn certification(
    State(state): State<Arc<AppState>>,
    Extension(hits): Extension<Hits>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if let Some(refusal) = refusal(&state, &headers) {
        return refusal;
    }
    let code = match pairs(&uri).and_then(|pairs| id(&pairs)) {
        Ok(code) => code,
        Err(reason) => return message(StatusCode::BAD_REQUEST, reason),
    };
    let len = state.catalogue.len();
    let nth = |position: u64| (position < len).then(|| state.catalogue.nth(position));
    let is_first = || nth(0).is_some_and(|first| first.code == code);
    let found = if hits.has(Fault::DetailFirst) {
        nth(0)
    } else if hits.has(Fault::DetailOther) {
        nth(u64::from(is_first()))
    } else if hits.has(Fault::DetailBroken) && is_first() {
        let said = format!("certification {code} cannot be read");
        return message(StatusCode::INTERNAL_SERVER_ERROR, said);
    } else {
        state.catalogue.get(code)
    };
    match found {
        Some(record) => {
            let body = Complete::new(&record);
            match alter_certification(hits, || value(&body)) {
                Some(altered) => json(&altered),
                None => json(&body),
            }
        }
        None if hits.has(Fault::NotFound200) => {
            json(&not_found(value(&Complete::new(&Record::default()))))
        }
        None => message(StatusCode::NOT_FOUND, format!("no certification {code}")),
    }
}

/// What a page beyond the last is answered with, if not with an empty page.
fn beyond(hits: Hits) -> Option<StatusCode> {
    let answers = [
        (Fault::PastEnd400, StatusCode::BAD_REQUEST),
        (Fault::PastEnd404, StatusCode::NOT_FOUND),
        (Fault::PastEnd416, StatusCode::RANGE_NOT_SATISFIABLE),
    ];
    let met = answers.into_iter().find(|(fault, _)| hits.has(*fault));
    met.map(|(_, status)| status)
}

async fn document(State(state): State<Arc<AppState>>) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        state.document.clone(),
    )
        .into_response()
}

async fn unknown(uri: Uri) -> Response {
    let known = "known routes: /recherche, /certification, /docs, /openapi.json";
    message(
        StatusCode::NOT_FOUND,
        format!("no route {} in certifinfo-sandbox; {known}", uri.path()),
    )
}

async fn wrong_method(uri: Uri) -> Response {
    message(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} answers GET only", uri.path()),
    )
}

/// What a request says in its token header.
pub(crate) fn token(state: &AppState, headers: &HeaderMap) -> Token {
    match headers.get(TOKEN_HEADER) {
        None => Token::Missing,
        Some(value) if value.as_bytes() == state.token.as_bytes() => Token::Right,
        Some(_) => Token::Wrong,
    }
}

fn refusal(state: &AppState, headers: &HeaderMap) -> Option<Response> {
    match token(state, headers) {
        Token::Right => None,
        Token::Missing => Some(message(
            StatusCode::UNAUTHORIZED,
            format!("no token: send it in the header {TOKEN_HEADER}"),
        )),
        Token::Wrong => Some(message(
            StatusCode::FORBIDDEN,
            "this token is not known".to_owned(),
        )),
    }
}

fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, String> {
    Query::try_from_uri(uri)
        .map(|Query(pairs)| pairs)
        .map_err(|error| format!("query: {error}"))
}

/// The address of a neighbouring page: the same query with another number.
fn neighbour(query: &str, number: u64, size: u64) -> String {
    let mut address = String::from("/recherche?");
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if !pair.starts_with("page_num=") && !pair.starts_with("page_size=") {
            address.push_str(pair);
            address.push('&');
        }
    }
    address.push_str(&format!("page_num={number}&page_size={size}"));
    address
}

/// `{"message": …}` with a status.
pub(crate) fn message(status: StatusCode, message: String) -> Response {
    (status, json(&Message { message })).into_response()
}

fn value(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or_default()
}

fn json(body: &impl Serialize) -> Response {
    let mut bytes = Vec::with_capacity(4096);
    match serde_json::to_writer(&mut bytes, body) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
