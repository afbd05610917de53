//! The client for the Certif Info API: search, complete paging, retries, typed codes, lineage.
//!
//! Certif Info is the French national reference of certifications: diplomas, professional titles,
//! RNCP and RS records, habilitations. This crate adds to `certifinfo-sdk`, the client generated
//! from the service's OpenAPI document:
//!
//! - [searches](Recherche) as plain data, and streams of results that prove that nothing is missing;
//! - retries, a rate limit, [checkpoints](Checkpoint) to continue from, and [errors](Error) that say
//!   what to do;
//! - [codes] with validation, and [views] that read the loosely typed fields of the records;
//! - [lineage]: what a certification replaced, what replaces it, and what is in force;
//! - a `mirror` of the catalogue in one SQLite file (feature `mirror`), and the same client without
//!   an async runtime (feature `blocking`).
//!
//! `openapi/source.toml` in the repository records whether the OpenAPI document is the published one
//! or a reconstruction; `openapi/README.md` has the evidence.
//!
//! The examples below run as tests against a sandbox. In your program, `api` comes from
//! [`CertifInfo::from_env`], with a token in the environment variable `CERTIFINFO_TOKEN`.
//!
//! # Find a certification
//!
//! [`Recherche`] has a typed setter for each parameter of the service. The results are a stream
//! that requests the next page when you reach it.
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
//! A fiche (a sheet of the RNCP or the RS) covers several certifications, and several others may
//! replace each of them. The answer names all of them and chooses none: see [`lineage`].
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
//! # Fetch everything, and keep it up to date
//!
//! A stream of [items](RechercheRequest::items) delivers each record once, in order, at any
//! concurrency and within the rate limit. If it ends without an error, it is complete; otherwise
//! the error has a [checkpoint](Error::resume) from which [`CertifInfo::resume`] continues.
//!
//! - A record that does not decode is delivered as an error with a [`record`](Error::record), and
//!   the stream continues. [`Item::raw`] is the JSON of a record as received.
//! - [`verify`](RechercheRequest::verify) reads all pages until two readings agree, to notice
//!   records that move between pages during the search.
//! - [`allow_missing`](RechercheRequest::allow_missing) reports a page that cannot be read and
//!   continues with the next.
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
//! let mut held = BTreeMap::new(); // the day on which each record was last written
//! let mut items = api.recherche(Recherche::new()).concurrency(4).items();
//! while let Some(item) = items.next().await {
//!     match item {
//!         Ok(item) => {
//!             println!("{}", item.raw()); // a line of NDJSON
//!             held.insert(item.code()?, item.date_maj()?);
//!         }
//!         Err(error) if error.record().is_some() => eprintln!("skipped: {error}"),
//!         Err(error) => {
//!             // Store the checkpoint; `api.resume(…)` continues from it.
//!             let checkpoint = error.resume().map(serde_json::to_string).transpose()?;
//!             eprintln!("stopped: {error}\n{checkpoint:?}");
//!             break;
//!         }
//!     }
//! }
//!
//! // Next month: read the list again, and fetch in full only what is new or changed.
//! let mut fetched = 0;
//! let mut items = api.recherche(Recherche::new()).concurrency(4).items();
//! while let Some(item) = items.try_next().await? {
//!     let (code, day) = (item.code()?, item.date_maj()?);
//!     if held.insert(code, day) != Some(day) {
//!         println!("{}", api.certification(code).await?.raw());
//!         fetched += 1;
//!     }
//! }
//! assert_eq!(fetched, 0, "the sandbox does not change");
//! # assert!(held.len() > 20);
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `mirror`, `certifinfo_ext::mirror` does this and more: it stores the catalogue
//! in an SQLite file, refreshes it, records what changed, and answers searches and lineage without a
//! network. It can also import the producer's open-data export, without a token.
//!
//! # Use what the API added
//!
//! A parameter without a setter is sent with [`Recherche::extra`], and a path without a method is
//! requested with [`CertifInfo::get`], with the token, the rate limit and the retries of every other
//! request. Properties that this version does not know are in the raw JSON of each record.
//!
//! ```
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
//! # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//! let query = Recherche::new().intitule("boulanger").extra("tri", "date_maj");
//! let page = api.recherche(query).page(1).await?;
//! println!("{}", page.raw());
//!
//! let answer = api.get("/recherche", [("intitule", "boulanger")]).await?;
//! let json: serde_json::Value = answer.json()?;
//! # assert!(json["total"].is_number());
//! # Ok(())
//! # }
//! ```
//!
//! # Clean a column of codes
//!
//! [`codes`] has a type for each kind of code. `FromStr` is strict; `parse_lenient` reads what people
//! paste. Neither guesses.
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
//! The client uses the proxy of `HTTPS_PROXY` or of the system's settings, except for plain http to
//! this machine. To set one in the program:
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
//! With the feature `blocking`, `certifinfo_ext::blocking::CertifInfo` has the same methods, which
//! return results instead of futures, and iterators instead of streams.
//!
//! # Test your program
//!
//! `certifinfo-sandbox` is a local Certif Info API to use as a dev-dependency. It counts the
//! requests that it receives, and fails in many ways on request.
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
//! [`Error::kind`] is the kind of failure, and each [`ErrorKind`] documents what to do about it.
//! Transient failures are retried with growing waits, within the rate limit and a retry budget; a
//! 429 pauses the whole client: see [`RetryPolicy`] and [`RateLimit`]. A [table](crate::faults) lists
//! how the client reacts to each fault of a service.
//!
//! # Types of other crates
//!
//! The crates whose types are part of this API are exported in the matching version: [`reqwest`] for
//! proxies and HTTP clients, [`jiff`] for days and instants, [`futures_util`] for streams,
//! [`SecretString`] for the token, and the generated records in [`sdk::types`].
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls and the platform's certificates |
//! | `native-tls` | no | TLS by the platform's own library |
//! | `mirror` | no | a copy of the catalogue in one SQLite file: `certifinfo_ext::mirror` |
//! | `blocking` | no | the same client without an async runtime: `certifinfo_ext::blocking` |
//! | `schemars` | no | `schemars::JsonSchema` on codes, searches and records |
//! | `tracing` | no | one `tracing` span per request, without the token |
//!
//! The span is called `certifinfo`, has level INFO and lasts one attempt. Its fields are `operation`,
//! `page` and `attempt` from the start, and `status`, `milliseconds` and `error` (the kind) at the
//! end.

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

// The crates whose types are part of this API, in the matching versions.
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

/// The types and traits that most programs use: `use certifinfo_ext::prelude::*;`.
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

/// Compiles and runs the examples of README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
