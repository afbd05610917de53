//! One `tracing` span a request; without the feature, nothing at all.

use std::future::Future;

use super::Call;
use crate::error::Result;

/// Runs an attempt in a span: operation, page, attempt, and at its end status and milliseconds.
/// The token and the query's values are not in it.
#[cfg(feature = "tracing")]
pub(super) async fn attempt<T>(
    call: &Call,
    number: u32,
    run: impl Future<Output = Result<T>>,
) -> Result<T> {
    use tracing::Instrument;
    use tracing::field::Empty;

    let span = tracing::info_span!(
        "certifinfo",
        operation = &*call.operation,
        page = call.page,
        attempt = number,
        status = Empty,
        milliseconds = Empty,
        error = Empty,
    );
    let started = std::time::Instant::now();
    let outcome = run.instrument(span.clone()).await;
    span.record("milliseconds", started.elapsed().as_millis() as u64);
    match &outcome {
        Ok(_) => {
            span.record("status", 200);
        }
        Err(error) => {
            if let Some(status) = error.status() {
                span.record("status", status.as_u16());
            }
            span.record("error", tracing::field::debug(error.kind()));
        }
    }
    outcome
}

#[cfg(not(feature = "tracing"))]
pub(super) async fn attempt<T>(
    _: &Call,
    _: u32,
    run: impl Future<Output = Result<T>>,
) -> Result<T> {
    run.await
}
