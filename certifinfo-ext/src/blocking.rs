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
//! A client owns one background thread, on which connections live and answers are read; clones
//! share it, and it ends with the last of them and of their iterators. The walk's requests run
//! there while the caller is busy, as many at a time as
//! [`concurrency`](RechercheRequest::concurrency) allows.
//!
//! # Not inside an async runtime
//!
//! Waiting on a thread that belongs to a tokio runtime would hold up everything that runs there, so
//! every call made on one is refused with [`ErrorKind::Config`](crate::ErrorKind::Config), a
//! `spawn_blocking` thread's among them. There, use the async [`CertifInfo`](crate::CertifInfo).
//! Making, cloning, sending to another thread and dropping are allowed anywhere.

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
