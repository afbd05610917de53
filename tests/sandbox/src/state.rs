//! What all requests of one sandbox share.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use bytes::Bytes;

use crate::catalogue::Catalogue;
use crate::fault::{Motion, Plan};
use crate::requests::Log;

/// The inside of a running sandbox.
pub(crate) struct AppState {
    pub(crate) token: String,
    pub(crate) catalogue: Catalogue,
    pub(crate) document: Bytes,
    pub(crate) latency: Duration,
    pub(crate) jitter: Duration,
    pub(crate) seed: u64,
    /// How long a body that trickles takes, and an answer that hangs.
    pub(crate) drip: Duration,
    pub(crate) plan: Plan,
    pub(crate) motion: Motion,
    /// The base URL of the listener that redirects lead to.
    pub(crate) redirect_target: String,
    pub(crate) log: Arc<Log>,
    pub(crate) connections: Arc<AtomicU64>,
}
