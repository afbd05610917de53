//! How a sandbox is told what to serve.

use std::io;
use std::time::Duration;

use bytes::Bytes;

use crate::DEFAULT_TOKEN;
use crate::catalogue::Catalogue;
use crate::docs::DOCUMENT;
use crate::fault::{Fault, When};
use crate::server::Sandbox;

/// What a sandbox will serve; made by [`Sandbox::builder`].
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
    /// The token that requests must carry; [`DEFAULT_TOKEN`] without this.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// The port on 127.0.0.1; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What to serve; the hand-written certifications without this.
    pub fn catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// How long every request waits before it is answered. Requests wait side by side.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Up to how much longer a request waits, drawn for each from the seed: answers come in
    /// another order than their requests.
    pub fn jitter(mut self, jitter: Duration) -> Self {
        self.jitter = jitter;
        self
    }

    /// A fault from the start; may be called for several. `when` is a rate from 0 to 1, or a
    /// [`When`].
    pub fn fault(mut self, fault: Fault, when: impl Into<When>) -> Self {
        self.faults.push((fault, when.into()));
        self
    }

    /// What the rates of faults and the jitter are drawn from; 0 without this.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How long a body takes under [`Fault::Slow`], and an answer under [`Fault::Hang`]; 90 seconds without this.
    pub fn drip(mut self, over: Duration) -> Self {
        self.drip = over;
        self
    }

    /// What `/openapi.json` answers; the embedded document without this.
    pub fn document(mut self, document: impl Into<Bytes>) -> Self {
        self.document = document.into();
        self
    }

    /// Starts it. The port is open when this returns.
    ///
    /// # Errors
    ///
    /// When the port is taken or no thread can be started.
    pub async fn start(self) -> io::Result<Sandbox> {
        self.start_blocking()
    }

    /// The same without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`Builder::start`].
    pub fn start_blocking(self) -> io::Result<Sandbox> {
        Sandbox::launch(self)
    }
}
