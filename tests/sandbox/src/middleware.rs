//! What happens to every request before and after its route: it is logged, made to wait, and
//! meets its faults.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::fault::{Fault, Hits, drip, instead, respell, truncate};
use crate::listener::Cut;
use crate::random;
use crate::routes::token;
use crate::state::AppState;

/// Logs a request and its answer, applies the configured wait, and applies the faults of this
/// request: before the route, instead of it, or to its answer.
pub(crate) async fn observe(
    State(state): State<Arc<AppState>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    mut request: Request,
    next: Next,
) -> Response {
    let entry = state.log.enter(&request, token(&state, request.headers()));
    let hits = state.plan.draw(entry.number);
    let wait = wait(&state, entry.number, hits);
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    let instead = instead(hits, request.uri(), &state);
    request.extensions_mut().insert(hits);
    let mut response = match instead {
        Some(response) => response,
        None => respell(hits, next.run(request).await).await,
    };
    if hits.has(Fault::Reset) {
        // The answer is written to a connection that is cut first, so nothing of it leaves.
        cut.now();
        return response;
    }
    if hits.has(Fault::Truncate) {
        response = truncate(response).await;
    } else if hits.has(Fault::Slow) {
        response = drip(response, state.drip).await;
    }
    entry.answered(response.status().as_u16());
    response
}

/// How long the answer to a request is held back.
fn wait(state: &AppState, number: u64, hits: Hits) -> Duration {
    let jitter = state.jitter.mul_f64(random::at(state.seed, number).f64());
    let hang = if hits.has(Fault::Hang) {
        state.drip
    } else {
        Duration::ZERO
    };
    state.latency + jitter + hang
}
