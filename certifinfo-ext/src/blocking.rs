//! The same client for programs without an async runtime: scripts, command lines, threads.
//!
//! Names, defaults, errors and behaviour are those of the async client; futures become plain
//! results, and streams become iterators. Feature `blocking`.
//!
//! ```
//! use certifinfo_ext::blocking::CertifInfo;
//! use certifinfo_ext::prelude::*;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start_blocking()?;
//! # let (url, token) = (sandbox.base_url(), "sandbox");
//! let api = CertifInfo::builder().token(token).base_url(url).build()?;
//!
//! for item in api.recherche(Recherche::new().intitule("boulanger")).items() {
//!     let item = item?;
//!     println!("{:?} {:?}", item.certifinfo_code, item.certifinfo_intitule);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Threads
//!
//! A client has one background thread for its connections. Its clones share the thread, which ends
//! when the last clone and the last iterator are dropped. The requests of an iterator run on it
//! while the caller is busy, up to [`concurrency`](RechercheRequest::concurrency) at a time.
//!
//! # Not inside an async runtime
//!
//! A blocking call on a thread of a tokio runtime would block everything that runs there. Such a
//! call therefore fails with [`ErrorKind::Config`](crate::ErrorKind::Config), also on a
//! `spawn_blocking` thread: use the async [`CertifInfo`](crate::CertifInfo) there. Clients can be
//! built, cloned, sent to another thread and dropped anywhere.

mod builder;
mod client;
mod iter;
mod lineage;
mod request;
mod runtime;

pub use self::builder::Builder;
pub use self::client::CertifInfo;
pub use self::iter::{Items, Pages};
pub use self::request::RechercheRequest;
