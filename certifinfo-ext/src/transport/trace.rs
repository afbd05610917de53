//! One `tracing` span per attempt. Does nothing without the feature.

use std::future::Future;

use super::Call;
use crate::error::Result;

/// Runs an attempt in a span with operation, page, attempt and, at its end, status and milliseconds.
/// The span contains neither the token nor the values of the query.
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
