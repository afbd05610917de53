//! The raw client: what it reads, and what it puts on the wire.

mod answers;
mod faults;
mod forms;
mod laws;
mod records;
mod redirects;
mod requests;

/// A token that stands nowhere else, so that finding it is a leak.
const TOKEN: &str = "t0ken-of-these-tests";

/// A client of the service at `url` with the token of these tests.
fn client(url: &str) -> certifinfo_sdk::Client {
    certifinfo_sdk::connect(url, &TOKEN.into()).expect("a client")
}
