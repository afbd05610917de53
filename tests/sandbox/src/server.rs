//! A running sandbox: its thread, its address, and its end.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::builder::Builder;
use crate::fault::{Fault, Motion, Plan, When};
use crate::listener::{CountingListener, Cut};
use crate::redirect_target;
use crate::requests::{Log, Requests};
use crate::routes::router;
use crate::state::AppState;

/// Threads that answer; two, so that one long page does not hold up the others.
const WORKERS: usize = 2;

/// A local Certif Info API, running.
///
/// It runs in its own thread and runtime, so that any test can use it, with or without an async
/// runtime. Dropping it closes its port and all connections.
pub struct Sandbox {
    state: Arc<AppState>,
    redirect_target: Arc<Log>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Returns a builder; [`Builder::start`] starts the sandbox.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn launch(wanted: Builder) -> io::Result<Self> {
        let listener = bind(wanted.port)?;
        let redirect_target = bind(0)?;
        let address = listener.local_addr()?;
        let target_log = Log::new();
        let other = redirect_target::router(&wanted.token, Arc::clone(&target_log));
        let plan = Plan::new(wanted.seed);
        for (fault, when) in wanted.faults {
            plan.set(fault, when, 0);
        }
        let state = Arc::new(AppState {
            token: wanted.token,
            catalogue: wanted.catalogue,
            document: wanted.document,
            latency: wanted.latency,
            jitter: wanted.jitter,
            seed: wanted.seed,
            drip: wanted.drip,
            plan,
            motion: Motion::default(),
            redirect_target: format!("http://{}", redirect_target.local_addr()?),
            log: Log::new(),
            connections: Arc::default(),
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("certifinfo-sandbox")
            .enable_all()
            .build()?;
        let context = runtime.enter();
        let redirect_target = tokio::net::TcpListener::from_std(redirect_target)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        drop(context);
        let door = CountingListener::new(listener, Arc::clone(&state.connections));
        let service = router(Arc::clone(&state)).into_make_service_with_connect_info::<Cut>();
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = async move {
            tokio::select! {
                _ = axum::serve(door, service) => {}
                _ = axum::serve(redirect_target, other) => {}
                // The other end is dropped with the sandbox.
                _ = stopped => {}
            }
        };
        // The runtime ends with its thread, and with it every connection.
        let thread = std::thread::Builder::new()
            .name("certifinfo-sandbox".to_owned())
            .spawn(move || runtime.block_on(serve))?;
        Ok(Sandbox {
            state,
            redirect_target: target_log,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The base URL, such as `http://127.0.0.1:41234`, without a final slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token that it requires in `token-connexion`.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.state.token
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.state.log.snapshot()
    }

    /// How many TCP connections it accepted so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::Relaxed)
    }

    /// The requests at the second loopback port, where [`Fault::RedirectElsewhere`] leads.
    /// Their [`token`](crate::Request::token) is `Right` when the token came in any header.
    #[must_use]
    pub fn redirect_target_requests(&self) -> Requests {
        self.redirect_target.snapshot()
    }

    /// Turns a fault on from the next request on, or changes when it strikes. `when` is a rate
    /// from 0 to 1, or a [`When`].
    pub fn set_fault(&self, fault: Fault, when: impl Into<When>) {
        self.state
            .plan
            .set(fault, when.into(), self.state.log.total());
    }

    /// Turns all faults off.
    pub fn clear_faults(&self) {
        self.state.plan.clear();
    }

    /// Stops the sandbox. When this returns, the port is free and every connection is closed.
    /// Dropping does the same.
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
            .field("catalogue", &self.state.catalogue)
            .finish_non_exhaustive()
    }
}

fn bind(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
