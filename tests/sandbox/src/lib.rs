//! A local Certif Info API over real HTTP, to test a program against.
//!
//! It is an independent reading of what is known about the API: it shares no code with the
//! client, so that an error of the client cannot hide behind the same error here.
//!
//! ```
//! use certifinfo_sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder().token("secret").start().await?;
//!
//! // Your program, configured with `sandbox.base_url()` and `sandbox.token()`:
//! let answer = reqwest::Client::new()
//!     .get(format!("{}/certification?id=118034", sandbox.base_url()))
//!     .header("token-connexion", sandbox.token())
//!     .send()
//!     .await?;
//!
//! assert_eq!(answer.status(), 200);
//! assert_eq!(sandbox.requests().route("/certification"), 1);
//! # Ok(())
//! # }
//! ```
//!
//! It stops when it is dropped. Without an async runtime, [`Builder::start_blocking`] does the
//! same.
//!
//! # What it serves
//!
//! | route | answers |
//! |---|---|
//! | `GET /recherche` | a page of the certifications that match: `{total, pagination, data}` |
//! | `GET /certification?id=N` | one certification, or 404 |
//! | `GET /docs` | a documentation page that points to the document |
//! | `GET /openapi.json` | the document, the embedded one or [`Builder::document`] |
//!
//! The first two require the token in the header `token-connexion`: 401 without it, 403 with a wrong
//! one. Error bodies are `{"message": …}`, and a bad parameter is 400 with its name.
//!
//! The certifications are a [`Catalogue`]: a few dozen hand-written ones
//! ([`Catalogue::default`]), any number of generated ones ([`Catalogue::synthetic`]), or the
//! producer's open-data export ([`Catalogue::open_data`]).
//!
//! # What is known, and what is guessed
//!
//! No response of the real API was available. Routes, parameters, property names, the token's
//! header and the 404 come from the published list of fields and from public clients. These are
//! inferred: the forms on the wire (register numbers without a prefix and as text, dates as
//! `dd/mm/yyyy`, accessibility as 0, 1 or 2, all as in the open-data export), what a search item
//! repeats of a certification, the bodies of refusals, pages of ten, the order by Certif Info
//! code, and that archived certifications are found unless `archive` asks otherwise. The faults
//! vary these forms.
//!
//! # What goes wrong
//!
//! Each [`Fault`] is active always, at a rate, for the first requests, or after them ([`When`]).
//!
//! ```
//! use certifinfo_sandbox::{Fault, Sandbox, When};
//!
//! # fn main() -> std::io::Result<()> {
//! let sandbox = Sandbox::builder()
//!     .fault(Fault::Status503, When::First(2)) // two failures, then service
//!     .fault(Fault::StringScalars, 0.5) // every other answer in other forms
//!     .start_blocking()?;
//!
//! sandbox.clear_faults();
//! sandbox.set_fault(Fault::Reset, When::After(100));
//! # Ok(())
//! # }
//! ```
//!
//! # What it saw
//!
//! [`Sandbox::requests`] counts requests by route and status and keeps the last ones,
//! [`Sandbox::connections`] counts TCP connections, and [`Sandbox::redirect_target_requests`] shows
//! whether a redirect leaked the token.
//!
//! # On the command line
//!
//! `certifinfo-sandbox --help` lists its options. The first line it prints is its base URL; it
//! serves until killed. As a dev-dependency, `default-features = false` leaves the command line
//! out.

mod builder;
mod catalogue;
mod docs;
mod fault;
mod fold;
mod listener;
mod middleware;
mod query;
mod random;
mod record;
mod redirect_target;
mod requests;
mod routes;
mod server;
mod state;
mod wire;

pub use builder::Builder;
pub use catalogue::{Catalogue, CatalogueError};
pub use fault::{Fault, UnknownFault, UnknownWhen, When};
pub use requests::{Request, Requests, Token};
pub use server::Sandbox;

/// The token of a sandbox that was given no other.
pub const DEFAULT_TOKEN: &str = "sandbox";

/// The examples of README.md, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
