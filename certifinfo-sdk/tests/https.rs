//! https in the build that one gets: `cargo test -p certifinfo-sdk`, whose features are this crate's
//! own defaults (a whole-workspace build adds those of other packages).

#![allow(
    clippy::expect_used,
    reason = "a failed expectation is how a test tells, in its helpers too"
)]

use std::net::{TcpListener, TcpStream};

use certifinfo_sdk::{Client, Error};

fn client(url: String) -> Client {
    certifinfo_sdk::connect(&url, &"a token".into()).expect("a client")
}

/// Nobody listens there: a port of one's own, closed again, may be somebody else's a moment later.
const CLOSED: u16 = 1;

/// TLS is in the default build: https to a closed port fails to connect, not to understand.
#[tokio::test]
async fn https_works_in_the_default_build() {
    let failed = client(format!("https://127.0.0.1:{CLOSED}"))
        .recherche()
        .send()
        .await;
    let Err(Error::CommunicationError(error)) = failed else {
        panic!("a closed port answered: {failed:?}");
    };
    assert!(error.is_connect(), "{error:?}");
    let chain = format!("{error:?}").to_lowercase();
    assert!(!chain.contains("scheme"), "{chain}");
}

/// And TLS is really spoken: what arrives is a handshake, not an HTTP request.
#[tokio::test]
async fn https_begins_with_a_tls_handshake() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound address").port();
    let first = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        let mut first = [0];
        std::io::Read::read_exact(&mut stream, &mut first)?;
        std::io::Result::Ok(first[0])
    });
    let failed = client(format!("https://127.0.0.1:{port}"))
        .recherche()
        .send()
        .await;
    assert!(failed.is_err());
    // A client that never came would leave the listener waiting: this one comes and says nothing.
    drop(TcpStream::connect(("127.0.0.1", port)));
    let first = first.join().expect("no panic").expect("something was said");
    assert_eq!(
        first, 0x16,
        "the first byte of a TLS record that carries a handshake"
    );
}
