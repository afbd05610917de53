//! Limits of fetching: hosts, size and time.

use std::io::Write;
use std::time::Duration;

use openapi_discover::{Options, load};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::site::{Site, document, title};

async fn fault(source: &str) -> String {
    load(source, &Options::default())
        .await
        .unwrap_err()
        .to_string()
}

#[tokio::test]
async fn only_https_and_loopback_http_are_fetched() {
    for source in [
        "http://api.example/openapi.json",
        "http://10.0.0.1/",
        "http://user:secret@128.0.0.1/x",
        "http://localhost.example/",
        "ftp://127.0.0.1/openapi.json",
    ] {
        let fault = fault(source).await;
        assert!(fault.contains("only https is fetched"), "{source}: {fault}");
        assert!(!fault.contains("secret"), "{fault}");
    }
}

#[tokio::test]
async fn loopback_by_name_is_fetched() {
    let site = Site::new()
        .file("/o.json", &document("local"))
        .serve()
        .await;
    let source = site.base.replace("127.0.0.1", "localhost") + "/o.json";
    let loaded = load(&source, &Options::default()).await.unwrap();
    assert_eq!(title(&loaded.document), "local");
}

#[tokio::test]
async fn redirects_stay_on_their_host() {
    let other = Site::new()
        .file("/o.json", &document("other"))
        .serve()
        .await;
    let site = Site::new()
        .redirect("/here", "SELF/o.json")
        .redirect("/relative", "o.json")
        .redirect(
            "/there",
            &format!("{}/o.json", other.base.replace("//", "//u:secret@")),
        )
        .redirect("/loop", "/loop")
        .redirect("/file", "file:///etc/passwd")
        .file("/o.json", &document("own"))
        .serve()
        .await;
    for path in ["/here", "/relative"] {
        assert_eq!(title(&site.load(path).await.unwrap().document), "own");
    }
    let fault = site.fault("/there").await;
    assert!(fault.contains("redirects to another location"), "{fault}");
    assert!(fault.contains(&format!("{}/o.json", other.base)), "{fault}");
    assert!(!fault.contains("secret"), "{fault}");
    assert!(other.asked().is_empty());
    assert!(
        site.fault("/file")
            .await
            .contains("redirects to another location")
    );
    assert!(
        site.fault("/loop")
            .await
            .contains("still redirected after 10 redirects")
    );
    assert_eq!(
        site.asked().iter().filter(|path| *path == "/loop").count(),
        11
    );
}

#[tokio::test]
async fn body_over_the_limit_is_rejected_early() {
    let options = Options {
        max_bytes: 1000,
        ..Options::default()
    };
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 10_000_000]).unwrap();
    let mut small = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    small.write_all(document("small").as_bytes()).unwrap();
    let site = Site::new()
        .file("/large", &" ".repeat(1001))
        .answer(
            "/bomb",
            200,
            &[("content-encoding", "gzip")],
            bomb.finish().unwrap(),
        )
        .answer(
            "/small",
            200,
            &[("content-encoding", "gzip")],
            small.finish().unwrap(),
        )
        .answer("/odd", 200, &[("content-encoding", "zip")], "x")
        .serve()
        .await;
    for path in ["/large", "/bomb"] {
        let fault = site.fault_with(path, &options).await;
        assert!(
            fault.ends_with("the body is larger than 1000 bytes"),
            "{fault}"
        );
    }
    let source = format!("{}/small", site.base);
    assert_eq!(
        title(&load(&source, &options).await.unwrap().document),
        "small"
    );
    assert!(
        site.fault("/odd")
            .await
            .contains("compressed as zip, which was not requested")
    );
}

#[tokio::test]
async fn endless_response_times_out() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let source = format!("http://{}/docs", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 1024]).await;
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    let options = Options {
        timeout: Duration::from_millis(300),
        ..Options::default()
    };
    let fault = load(&source, &options).await.unwrap_err().to_string();
    assert!(fault.contains("no complete answer within 0.3 s"), "{fault}");
}

#[tokio::test]
async fn transport_errors_do_not_show_the_password() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 1024]).await;
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")
            .await
            .unwrap();
    });
    for _ in 0..2 {
        let fault = fault(&format!("http://user:secret@{address}/o.json")).await;
        assert!(
            fault.starts_with(&format!("http://{address}/o.json: ")),
            "{fault}"
        );
        assert!(
            !fault.contains("secret") && !fault.contains("user"),
            "{fault}"
        );
    }
    server.await.unwrap();
}

#[tokio::test]
async fn number_of_requests_is_limited() {
    let links: String = (0..500)
        .map(|i| format!("<a href='/{i}/openapi.json'>x</a>"))
        .collect();
    let site = Site::docs(&links).serve().await;
    let fault = site.fault("/docs").await;
    assert!(fault.contains("too many locations"), "{fault}");
    assert_eq!(site.asked().len(), 61);
}

#[tokio::test]
async fn credentials_are_removed_from_results() {
    let site = Site::new().file("/o.json", &document("own")).serve().await;
    let source = site.base.replace("//", "//user:secret@") + "/o.json";
    let loaded = load(&source, &Options::default()).await.unwrap();
    assert!(!format!("{loaded:?}").contains("secret"));
}

/// Names the source that [`through_a_proxy`] loads; the test that runs it sets the variable.
const PROXIED: &str = "SOURCE_OF_A_TEST_UNDER_PROXY";

/// Does nothing on its own: [`proxy_is_used_for_other_hosts_only`] runs it in a separate process,
/// because the proxy is read from the environment.
#[tokio::test]
async fn through_a_proxy() {
    if let Ok(source) = std::env::var(PROXIED) {
        match load(&source, &Options::default()).await {
            Ok(loaded) => println!("loaded {}", title(&loaded.document)),
            Err(error) => println!("fault {error}"),
        }
    }
}

#[tokio::test]
async fn proxy_is_used_for_other_hosts_only() {
    let site = Site::new()
        .file("/o.json", &document("local"))
        .serve()
        .await;
    let proxy = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut socket, _) = proxy.accept().await.unwrap();
        let mut request = vec![0; 1024];
        let length = socket.read(&mut request).await.unwrap();
        socket
            .write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let run = |source: String| {
        let address = address.clone();
        tokio::task::spawn_blocking(move || {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap());
            child
                .args(["--exact", "bounds::through_a_proxy", "--nocapture"])
                .env(PROXIED, source);
            for name in [
                "HTTP_PROXY",
                "HTTPS_PROXY",
                "http_proxy",
                "https_proxy",
                "ALL_PROXY",
            ] {
                child.env(name, &address);
            }
            child.env_remove("NO_PROXY").env_remove("no_proxy");
            String::from_utf8(child.output().unwrap().stdout).unwrap()
        })
    };
    let local = run(format!("{}/o.json", site.base)).await.unwrap();
    assert!(local.contains("loaded local"), "{local}");
    assert!(!asked.is_finished());
    let other = run("https://api.example/o.json".to_owned()).await.unwrap();
    assert!(
        other.contains("fault https://api.example/o.json: "),
        "{other}"
    );
    assert!(asked.await.unwrap().starts_with("CONNECT api.example:443 "));
}
