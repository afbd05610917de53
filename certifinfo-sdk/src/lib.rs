//! The raw client of the Certif Info API, generated from its OpenAPI document.
//!
//! Certif Info is the French national reference of certifications: diplomas, professional
//! titles, RNCP and RS records, habilitations. This crate has one request builder per operation and
//! one struct per schema, and little else. Most programs should use `certifinfo-ext` instead, which
//! adds paging, retries, validated codes, lineage and helpful errors to this crate.
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
//! # Beside the generated code
//!
//! - Answers are read leniently. Scalars read every form that the service is likely to send: see
//!   [`scalar`]. Lists also read `null`, an absent property and a bare value: see [`list`]. Records
//!   inside answers keep values that are not objects: see [`record`]. A value of an unexpected shape
//!   never prevents the rest of its record from being read.
//! - The URL of a request is the base URL, then [`SERVER_PATH`], then the path: see [`server_url`].
//! - Every builder has `request()` beside `send()`. It returns the request without sending it.
//! - The token is sent in the header [`TOKEN_HEADER`]. Redirects to another host are not followed,
//!   because the token would be sent there: see [`connect`].
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls and the platform's certificates |
//! | `native-tls` | no | TLS by the platform's own library |
//! | `schemars` | no | `schemars::JsonSchema` on every generated type |
//! | `tracing` | no | one `tracing` event per request: operation, status, milliseconds |

#![cfg_attr(docsrs, feature(doc_cfg))]

// `x-rust-type` extensions of the effective document name types of this crate by its full path.
extern crate self as certifinfo_sdk;

mod auth;
// Generated from the producer's document: only the compiler's lints apply.
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
    reason = "generated code: the generator decides its style, the producer its texts"
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

/// Compiles and runs the examples of README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
