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
//! // Your program, told to use `sandbox.base_url()` and `sandbox.token()`:
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
//! It stops when it is dropped.

mod builder;
mod catalogue;
mod docs;
mod elsewhere;
mod fault;
mod fold;
mod listener;
mod query;
mod random;
mod record;
mod requests;
mod routes;
mod server;
mod state;
mod watch;
mod wire;

pub use builder::Builder;
pub use catalogue::{Catalogue, CatalogueError};
pub use fault::{Fault, UnknownFault, UnknownWhen, When};
pub use requests::{Request, Requests, Token};
pub use server::Sandbox;

/// The token of a sandbox that was given no other.
pub const DEFAULT_TOKEN: &str = "sandbox";
