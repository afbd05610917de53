//! The runtime that a blocking client owns, and waiting on it.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use tokio::runtime::{self, Handle};

use crate::error::{Error, Result};

/// A runtime with one thread, which ends with the last clone.
#[derive(Clone)]
pub(super) struct Runtime(Arc<Owned>);

struct Owned {
    handle: Handle,
    /// Taken only when it is dropped.
    runtime: Option<runtime::Runtime>,
}

impl Runtime {
    pub(super) fn new() -> Result<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("certifinfo")
            .enable_all()
            .build()
            .map_err(|error| {
                Error::config("the blocking client's thread cannot be started")
                    .with_help("The system's limit of threads or of open files may be reached")
                    .with_source(error)
            })?;
        Ok(Runtime(Arc::new(Owned {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })))
    }

    /// Waits for a future, on the calling thread.
    ///
    /// An error of kind `Config` on a thread that belongs to a runtime, where tokio would panic.
    pub(super) fn wait<F: Future>(&self, future: F) -> Result<F::Output> {
        match Handle::try_current() {
            Ok(_) => Err(Error::config(
                "the blocking client was called on a thread of an async runtime, and would hold up \
                 everything that runs there",
            )
            .with_help(
                "Use the async certifinfo_ext::CertifInfo there, or call the blocking one on a \
                 thread of your own (std::thread::spawn); nothing was sent",
            )),
            Err(gone) if gone.is_thread_local_destroyed() => Err(Error::config(
                "the blocking client was called while its thread is ending",
            )
            .with_help("Call it before the thread's locals are dropped; nothing was sent")),
            Err(_) => Ok(self.0.handle.block_on(future)),
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Without waiting for its thread: dropped inside another runtime, that would panic.
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Runtime")
    }
}
