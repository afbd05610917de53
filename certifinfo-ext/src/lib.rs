//! Certif Info for people: validated codes, paging, retries, errors that explain, lineage.
//!
//! Certif Info is the French national reference of certifications: diplomas, professional titles,
//! RNCP and RS records, habilitations. This crate is the client to use; it stands on
//! `certifinfo-sdk`, which is generated from the service's OpenAPI document. **That document is a
//! reconstruction**, until the published one can be fetched: see `openapi/README.md` in the
//! repository.
//!
//! The examples below run as tests, against the sandbox; in a program of yours, `api` comes from
//! [`CertifInfo::from_env`] with a token in `CERTIFINFO_TOKEN`.
//!
//! # Find a certification
//!
//! [`Recherche`] is plain data, with a typed setter for each parameter of the service; what comes
//! back is a stream of items, asked for page by page as you read on.
//!
//! ```
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
//! # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//! let query = Recherche::new().intitule("boulanger").niveau_europeen(Niveau::N3);
//! let mut items = api.recherche(query).items();
//! while let Some(item) = items.try_next().await? {
//!     println!("{} {}", item.code()?, item.intitule().unwrap_or("(no title)"));
//! }
//!
//! // Everything about one of them.
//! let certification = api.certification(CertifInfoCode::new(106290)?).await?;
//! for rome in certification.rome() {
//!     println!("{} {}", rome.code?, rome.libelle.unwrap_or_default());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Is this RNCP code still valid?
//!
//! A sheet covers several certifications, and each may have been replaced by several: see
//! [`lineage`]. Nothing is chosen for you in silence.
//!
//! ```
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
//! # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//! let sheet = RncpCode::parse_lenient("rncp 19468")?;
//! let answer = api.current_fiche(sheet, paris::today()).await?;
//! println!("{answer}");
//! for next in answer.replaced_by() {
//!     println!("replaced by {next}"); // RS6117: links cross the registers
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Harvest everything, and keep it fresh
//!
//! Results come in order whatever the concurrency, and the client's rate limit holds all the
//! while. An error that ends the stream says where to go on ([`Error::resume`]); a record that does
//! not decode costs only itself ([`Error::record`]), and every record has its JSON as it came
//! ([`Item::raw`]). The example `harvest` writes the whole catalogue to a file in this way.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
//! # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//! let mut held = BTreeMap::new(); // what you have: the day each record was last written
//! let mut items = api.recherche(Recherche::new()).concurrency(4).items();
//! while let Some(item) = items.next().await {
//!     match item {
//!         Ok(item) => {
//!             println!("{}", item.raw()); // a line of NDJSON
//!             held.insert(item.code()?, item.date_maj()?);
//!         }
//!         Err(error) if error.record().is_some() => eprintln!("left out: {error}"),
//!         Err(error) => {
//!             // Keep the place with what you have; `api.resume(…)` goes on from there.
//!             let place = error.resume().map(serde_json::to_string).transpose()?;
//!             eprintln!("stopped: {error}\n{place:?}");
//!             break;
//!         }
//!     }
//! }
//!
//! // Next month: the list again, and in full only what is new or was written since.
//! let mut fetched = 0;
//! let mut items = api.recherche(Recherche::new()).concurrency(4).items();
//! while let Some(item) = items.try_next().await? {
//!     let (code, day) = (item.code()?, item.date_maj()?);
//!     if held.insert(code, day) != Some(day) {
//!         println!("{}", api.certification(code).await?.raw());
//!         fetched += 1;
//!     }
//! }
//! assert_eq!(fetched, 0, "the sandbox stands still");
//! # assert!(held.len() > 20);
//! # Ok(())
//! # }
//! ```
//!
//! # Clean a column of codes
//!
//! [`codes`] has a type for each kind. Strict parsing is `FromStr`; `parse_lenient` reads what
//! people paste; neither guesses.
//!
//! ```
//! use certifinfo_ext::codes::{FicheCode, RncpCode};
//!
//! assert_eq!(RncpCode::parse_lenient(" rncp-035419 ")?.to_string(), "RNCP35419");
//! assert!("5000.0".parse::<RncpCode>().is_err());
//! let error = FicheCode::parse_lenient("35419").unwrap_err();
//! assert!(error.to_string().contains("RS35419"), "it may be either: {error}");
//! # Ok::<(), certifinfo_ext::codes::CodeError>(())
//! ```
//!
//! # Behind a proxy
//!
//! `HTTPS_PROXY` and the system's settings are honoured as they are, save for plain http to this
//! machine; to name one in the program:
//!
//! ```
//! use certifinfo_ext::{CertifInfo, reqwest::Proxy};
//!
//! let proxy = Proxy::https("http://proxy.example:3128")?;
//! let api = CertifInfo::builder().token("a token").proxy(proxy).build()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Without an async runtime
//!
//! Feature `blocking`: `certifinfo_ext::blocking::CertifInfo` has the same names; what is a future
//! here is a result there, and streams are iterators.
//!
//! # Test a program of your own
//!
//! `certifinfo-sandbox` is the service on loopback, as a dev-dependency: it counts what it was
//! asked, and misbehaves on request.
//!
//! ```
//! use certifinfo_ext::{ErrorKind, prelude::*};
//! use certifinfo_sandbox::{Fault, Sandbox, When};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder().start().await?;
//! let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//!
//! sandbox.set_fault(Fault::Unauthorized, When::ALWAYS);
//! let error = api.recherche(Recherche::new()).total().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::Unauthorized);
//! assert_eq!(sandbox.requests().total, 1, "such a failure is not retried");
//! # Ok(())
//! # }
//! ```
//!
//! # When something fails
//!
//! [`Error::kind`] says what kind of failure it is, and each [`ErrorKind`] what to do about it.
//! Requests that may succeed later are retried with a pause, within a rate limit and a budget, and
//! a 429 makes the whole client wait: see [`RetryPolicy`] and [`RateLimit`]. What every fault of a service
//! comes to is a [table](crate::faults).
//!
//! # Types of other crates
//!
//! Those that stand in signatures are here in the version that fits: [`reqwest`] for proxies and
//! HTTP clients, [`jiff`] for days and instants, [`futures_util`] for streams, [`SecretString`] for
//! the token, and the generated records in [`sdk::types`].
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls and the platform's certificates |
//! | `native-tls` | no | TLS by the platform's own library |
//! | `mirror` | no | a copy of the catalogue in one SQLite file: `certifinfo_ext::mirror` |
//! | `blocking` | no | the same client without an async runtime of one's own |
//! | `schemars` | no | `schemars::JsonSchema` on codes, searches and records |
//! | `tracing` | no | one `tracing` span a request, never the token |
//!
//! The span is called `certifinfo`, is of level INFO and lasts one attempt: `operation`, `page` and
//! `attempt` from the start; `status`, `milliseconds` and `error` (the kind) at its end.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
pub mod blocking;
mod certification;
mod client;
pub mod codes;
mod error;
#[cfg(doc)]
#[doc = include_str!("../FAULTS.md")]
pub mod faults {}
pub mod lineage;
#[cfg(feature = "mirror")]
pub mod mirror;
mod page;
mod paging;
pub mod paris;
mod recherche;
mod redact;
mod transport;
pub mod views;

pub use certification::Certification;
pub use client::{Builder, CertifInfo, RawAnswer};
pub use error::{Error, ErrorKind, Result};
pub use page::{Item, Page, RecordError};
pub use paging::PagingError;
pub use recherche::{Acces, Checkpoint, Items, Pages, Recherche, RechercheRequest};
pub use transport::limiter::RateLimit;
pub use transport::retry::RetryPolicy;

// The crates whose types stand in this one's signatures, in the versions that fit.
#[doc(no_inline)]
pub use certifinfo_sdk as sdk;
#[doc(no_inline)]
pub use futures_util;
#[doc(no_inline)]
pub use jiff;
#[doc(no_inline)]
pub use reqwest;
#[doc(no_inline)]
pub use secrecy::SecretString;

/// What most programs use: `use certifinfo_ext::prelude::*;`.
pub mod prelude {
    pub use crate::codes::{
        Accessibilite, BrancheProA, CertifInfoCode, CodeError, FicheCode, Formacode, Niveau,
        NsfCode, RncpCode, RomeCode, RsCode,
    };
    pub use crate::lineage::{Answer, Current, Lineage, Subject};
    pub use crate::paris;
    pub use crate::views::{CertificationDetail, CertificationView};
    pub use crate::{
        Acces, CertifInfo, Certification, Checkpoint, Error, ErrorKind, Item, Page, Recherche,
    };
    pub use futures_core::Stream;
    pub use futures_util::{StreamExt, TryStreamExt};
}

/// The examples of README.md, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
