//! What happens to every request before and after its route: it is logged, and made to wait.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::routes::token;
use crate::state::Inside;

/// Logs a request and its answer, and waits as long as the sandbox was told to.
pub(crate) async fn watch(
    State(inside): State<Arc<Inside>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let entry = inside.log.enter(&parts, token(&inside, &parts.headers));
    if !inside.latency.is_zero() {
        tokio::time::sleep(inside.latency).await;
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    entry.answered(response.status().as_u16());
    response
}
