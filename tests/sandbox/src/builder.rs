//! The builder of a sandbox.

use std::io;
use std::time::Duration;

use bytes::Bytes;

use crate::DEFAULT_TOKEN;
use crate::catalogue::Catalogue;
use crate::docs::DOCUMENT;
use crate::fault::{Fault, When};
use crate::server::Sandbox;

/// Builds a [`Sandbox`]: what it serves, and how it fails.
#[derive(Clone)]
#[must_use = "a builder does nothing before `start`"]
pub struct Builder {
    pub(crate) token: String,
    pub(crate) port: u16,
    pub(crate) catalogue: Catalogue,
    pub(crate) latency: Duration,
    pub(crate) jitter: Duration,
    pub(crate) drip: Duration,
    pub(crate) seed: u64,
    pub(crate) faults: Vec<(Fault, When)>,
    pub(crate) document: Bytes,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            token: DEFAULT_TOKEN.to_owned(),
            port: 0,
            catalogue: Catalogue::default(),
            latency: Duration::ZERO,
            jitter: Duration::ZERO,
            drip: Duration::from_secs(90),
            seed: 0,
            faults: Vec::new(),
            document: Bytes::from_static(DOCUMENT),
        }
    }
}

impl Builder {
    /// Sets the token that requests must carry: [`DEFAULT_TOKEN`] by default.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets the port on 127.0.0.1; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the certifications to serve: the hand-written ones by default.
    pub fn catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Sets how long every request waits before it is answered. Requests wait in parallel.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Sets the longest random extra wait of a request, drawn from the seed, so that answers arrive in
    /// a different order than their requests.
    pub fn jitter(mut self, jitter: Duration) -> Self {
        self.jitter = jitter;
        self
    }

    /// Adds a fault that is active from the start. `when` is a rate from 0 to 1, or a [`When`].
    pub fn fault(mut self, fault: Fault, when: impl Into<When>) -> Self {
        self.faults.push((fault, when.into()));
        self
    }

    /// Sets the seed of the random faults and waits: 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets how long a body takes under [`Fault::Slow`], and an answer under [`Fault::Hang`]: 90
    /// seconds by default.
    pub fn drip(mut self, over: Duration) -> Self {
        self.drip = over;
        self
    }

    /// Sets the document that `/openapi.json` answers: the embedded one by default.
    pub fn document(mut self, document: impl Into<Bytes>) -> Self {
        self.document = document.into();
        self
    }

    /// Starts the sandbox. Its port is open when this returns.
    ///
    /// # Errors
    ///
    /// When the port is taken or no thread can be started.
    pub async fn start(self) -> io::Result<Sandbox> {
        self.start_blocking()
    }

    /// Starts the sandbox without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn start_blocking(self) -> io::Result<Sandbox> {
        Sandbox::launch(self)
    }
}
