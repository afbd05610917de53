//! What all requests of one sandbox share.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use bytes::Bytes;

use crate::catalogue::Catalogue;
use crate::requests::Log;

/// The inside of a running sandbox.
pub(crate) struct Inside {
    pub(crate) token: String,
    pub(crate) catalogue: Catalogue,
    pub(crate) document: Bytes,
    pub(crate) latency: Duration,
    pub(crate) log: Arc<Log>,
    pub(crate) connections: Arc<AtomicU64>,
}
