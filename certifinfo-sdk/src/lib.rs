//! The raw client of the Certif Info API, generated from its OpenAPI document.
//!
//! Certif Info is the French national reference of certifications: diplomas, professional
//! titles, RNCP and RS records, habilitations. This crate has one builder per operation and one
//! struct per schema. For paging, retries, validated codes and
//! errors that explain, use `certifinfo-ext`, which stands on this crate.
//!
//! `openapi/source.toml` in the repository records whether the document that this version was
//! generated from is the published one or a reconstruction; `openapi/README.md` has the evidence.
//! What the document lacks and the client needs is marked "Not in the published document".
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
//! # let (base_url, token) = (sandbox.base_url(), "sandbox");
//! let client = certifinfo_sdk::connect(&base_url, &token.into())?;
//! let page = client.recherche().intitule("boulanger").page_size(10).send().await?;
//! for item in page.into_inner().data.unwrap_or_default() {
//!     println!("{:?} {:?}", item.certifinfo_code, item.certifinfo_intitule);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What the generated code does not say
//!
//! - Scalars read every form the service is likely to send: see [`scalar`]. Lists read `null`, an
//!   absent property and a bare value: see [`list`]. Records inside answers keep what is not an
//!   object: see [`record`]. A value of an unexpected shape never costs the record it is in.
//! - The URL of a request is the base URL, then [`SERVER_PATH`], then the path: see [`server_url`].
//! - Every builder has `request()` beside `send()`: the request, built but not sent, for those
//!   who send it themselves.
//! - The token travels in the header `token-auth`, and redirects to another host are not
//!   followed, so that it never leaves with one: see [`connect`].
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls and the platform's certificates |
//! | `native-tls` | no | TLS by the platform's own library |
//! | `schemars` | no | `schemars::JsonSchema` on every generated type |
//! | `tracing` | no | a `tracing` event a request: operation, status, milliseconds |

#![cfg_attr(docsrs, feature(doc_cfg))]

// `x-rust-type` extensions of the effective document name types of this crate by its full path.
extern crate self as certifinfo_sdk;

mod auth;
// Written by a program from somebody else's document: held to the compiler's rules, not to ours.
#[allow(
    clippy::all,
    clippy::allow_attributes_without_reason,
    clippy::unwrap_used,
    unreachable_pub,
    rust_2018_idioms,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    rustdoc::invalid_rust_codeblocks,
    reason = "generated code: its style is the generator's, its texts are the producer's"
)]
#[rustfmt::skip]
mod generated;
mod hooks;
pub mod link;
pub mod list;
#[allow(
    dead_code,
    reason = "only some documents declare lists that are one text"
)]
mod query;
pub mod record;
pub mod scalar;

pub use auth::{BASE_URL, ConnectError, TOKEN_HEADER, connect, http_client, server_url};
pub use generated::{
    ByteStream, Client, ClientInfo, Error, ResponseValue, SERVER_PATH, builder, prelude, types,
};
pub use secrecy::SecretString;

/// The examples of README.md, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
