//! A running sandbox: its thread, its address, and its end.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use tokio::sync::oneshot;

use crate::builder::Builder;
use crate::listener::{Cut, Door};
use crate::requests::Requests;
use crate::routes::router;
use crate::state::Inside;

/// Threads that answer; two, so that one long page does not hold up the others.
const WORKERS: usize = 2;

/// A local Certif Info API, running.
///
/// It lives in a thread and a runtime of its own, so it can be used from any test, with or
/// without an async runtime. Dropping it closes its port and all its connections.
pub struct Sandbox {
    inside: Arc<Inside>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Says what to serve and how; [`Builder::start`] begins.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn launch(inside: Inside, port: u16) -> io::Result<Self> {
        let inside = Arc::new(inside);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("certifinfo-sandbox")
            .enable_all()
            .build()?;
        let door = {
            let _context = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener)?;
            Door::new(listener, Arc::clone(&inside.connections))
        };
        let (stop, stopped) = oneshot::channel();
        let service = router(Arc::clone(&inside)).into_make_service_with_connect_info();
        let thread = std::thread::Builder::new()
            .name("certifinfo-sandbox".to_owned())
            .spawn(move || runtime.block_on(serve(door, service, stopped)))?;
        Ok(Sandbox {
            inside,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it listens, such as `http://127.0.0.1:41234`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token that it wants in `token-connexion`.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.inside.token
    }

    /// What it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.inside.log.snapshot()
    }

    /// How many TCP connections it accepted so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.inside.connections.load(Ordering::Relaxed)
    }

    /// Stops: the port is free and every connection closed when this returns. Dropping it does
    /// the same.
    pub async fn stop(self) {
        drop(self);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in a handler was answered with a closed connection already.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url())
            .field("catalogue", &self.inside.catalogue)
            .finish_non_exhaustive()
    }
}

/// Serves until the other end of `stopped` is dropped. The runtime is dropped after this, and
/// with it every connection.
async fn serve(
    door: Door,
    service: IntoMakeServiceWithConnectInfo<Router, Cut>,
    stopped: oneshot::Receiver<()>,
) {
    let serving = axum::serve(door, service);
    tokio::select! {
        _ = serving => {}
        _ = stopped => {}
    }
}
