//! Connections that fail: what is retried, what is a timeout, and what is neither.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Result, RetryPolicy};

use super::fake::{self, Fake, Reply, page};

async fn total(builder: certifinfo_ext::Builder) -> Result<u64> {
    let api = builder.build().unwrap();
    api.recherche(Recherche::new()).total().await
}

/// hyper reads interim answers as long as they come. With a single worker thread, what reads them
/// must leave it to the timer.
#[test]
fn flood_of_interim_answers_ends_at_the_attempt_timeout() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicU64::new(0));
    std::thread::spawn({
        let sent = Arc::clone(&sent);
        move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let many = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(1000);
            while stream.write_all(&many).is_ok() {
                sent.fetch_add(1000, Ordering::Relaxed);
            }
        }
    });
    let (report, outcome) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let builder = fake::builder(&url)
            .retry_policy(RetryPolicy::none())
            .attempt_timeout(Duration::from_millis(300));
        let _ = report.send(runtime.block_on(total(builder)));
    });
    // Only a client that never ends waits for this.
    let outcome = outcome.recv_timeout(Duration::from_secs(60));
    let error = outcome.expect("the call ends").unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(sent.load(Ordering::Relaxed) > 0);
}

#[tokio::test]
async fn silent_service_is_a_timeout_and_a_refused_connection_is_not() {
    let silent = Fake::start(|_, _| Reply::Hang).await;
    let short = silent.builder().attempt_timeout(Duration::from_millis(50));
    let error = total(short.retry_policy(RetryPolicy::none())).await;
    let error = error.unwrap_err();
    assert!(error.is_timeout() && error.is_transient(), "{error:?}");

    let closed = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let error = total(fake::builder(&url)).await.unwrap_err();
    assert!(!error.is_timeout() && error.is_transient(), "{error:?}");
    assert_eq!(error.attempts(), 6);
}

/// The answer to a look-up of any name.
struct NoSuchName;

impl reqwest::dns::Resolve for NoSuchName {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("no such name".into()) })
    }
}

#[tokio::test]
async fn name_that_does_not_resolve_is_not_asked_for_again() {
    let http = reqwest::Client::builder().dns_resolver(Arc::new(NoSuchName));
    let builder = fake::builder("http://certif.invalid")
        .allow_insecure_http()
        .http_client_builder(http);
    let error = total(builder).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert!(!error.is_timeout() && !error.is_transient(), "{error:?}");
    assert!(error.to_string().contains("cannot be resolved"), "{error}");
}

/// The service closes an idle connection at the moment the next request is sent on it.
#[tokio::test]
async fn request_on_a_connection_that_died_is_sent_again_without_a_retry() {
    let fake = Fake::start(|number, _| match number {
        1 => Reply::Close,
        _ => page(7, [1]),
    })
    .await;
    let api = fake.builder().retry_policy(RetryPolicy::none());
    let api = api.build().unwrap();
    for _ in 0..2 {
        let total = api.recherche(Recherche::new()).total().await;
        assert_eq!(total.unwrap(), 7);
    }
    assert_eq!(fake.asked().len(), 3);

    // On a new connection the same is the service's failing.
    let fake = Fake::start(|_, _| Reply::Close).await;
    let error = total(fake.builder().retry_policy(RetryPolicy::none())).await;
    assert_eq!(error.unwrap_err().attempts(), 1);
    assert_eq!(fake.asked().len(), 1);
}

/// A handshake that breaks off may succeed the next time.
#[tokio::test]
async fn peer_that_speaks_no_tls_is_not_a_certificate_error() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(std::result::Result::ok) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    });
    let error = total(fake::builder(&url)).await.unwrap_err();
    assert!(error.is_transient() && !error.is_timeout(), "{error:?}");
    assert!(error.attempts() > 1);
}
