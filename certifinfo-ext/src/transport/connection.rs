//! Whether a request was sent on a connection that was open before.
//!
//! A server may close an idle connection at the moment a request is sent on it. Such a request gets no
//! answer although the service works, and is sent again at once.

use std::cell::Cell;
use std::future::Future;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// Whether the request under way opened a connection.
    static OPENED: Cell<bool>;
}

/// Runs a request of a client with [`NoteOpened`], and says whether it used a connection that was
/// open before.
pub(super) async fn note_reuse<T>(request: impl Future<Output = T>) -> (T, bool) {
    OPENED
        .scope(Cell::new(false), async {
            let outcome = request.await;
            (outcome, !OPENED.with(Cell::get))
        })
        .await
}

/// Notes each connection that is opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoteOpened;

/// A connector that notes what it opens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noting<S>(S);

impl<S> Layer<S> for NoteOpened {
    type Service = Noting<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Noting(inner)
    }
}

impl<S: Service<R>, R> Service<R> for Noting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, to: R) -> Self::Future {
        // Called in the task of the request that wants the connection, if in any.
        let _ = OPENED.try_with(|opened| opened.set(true));
        self.0.call(to)
    }
}
