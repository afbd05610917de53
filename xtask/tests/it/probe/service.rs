//! Services that deny, redirect or stop responding, over real sockets.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;
use xtask::probe::{self, ProbeError, ProbeOptions, Verdict};

use crate::probe::{held, plain};

const TOKEN: &str = "jeton-tres-secret";

/// A service that sends these texts in turn, repeating the last one, and records the requests.
struct Script {
    base: String,
    heard: Arc<Mutex<Vec<String>>>,
}

fn script(answers: Vec<String>) -> Script {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    std::thread::spawn(move || {
        for (at, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { return };
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut piece) {
                    Ok(read) if read > 0 => request.extend_from_slice(&piece[..read]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            ears.lock().unwrap().push(request);
            let answer = answers.get(at).or(answers.last()).unwrap();
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    Script { base, heard }
}

fn http(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

fn page() -> String {
    let body = json!({ "total": 1, "pagination": {}, "data": [{ "certifinfo_code": 5 }] });
    http("200 OK", "", &body.to_string())
}

async fn probe(base: &str) -> (Result<Verdict, ProbeError>, String) {
    let mut options = ProbeOptions::new(base, held());
    options.token = Some(SecretString::from(TOKEN.to_owned()));
    options.timeout = Duration::from_secs(20);
    options.sample = 6;
    assert!(!format!("{options:?}").contains(TOKEN));
    let mut out = Vec::new();
    let outcome = probe::run(&options, &mut out).await;
    (outcome, plain(&out))
}

/// The message of a probe without a result, without the port.
async fn message(script: &Script) -> (String, usize) {
    let (outcome, report) = probe(&script.base).await;
    let error = outcome.expect_err(&report);
    assert!(
        !format!("{error:?}{error}{report}").contains(TOKEN),
        "{error:?}\n{report}"
    );
    let message = error
        .to_string()
        .replace(&script.base, "http://127.0.0.1:PORT");
    (message, script.heard.lock().unwrap().len())
}

#[tokio::test]
async fn a_probe_that_cannot_tell_says_why() {
    let echo = format!(r#"{{"message": "unknown token {TOKEN} \u001b[31m"}}"#);
    let cases = [
        ("wrong token", vec![http("403 Forbidden", "", &echo)]),
        (
            "later wrong token",
            vec![page(), http("401 Unauthorized", "", "")],
        ),
        (
            "limited",
            vec![
                page(),
                http("429 Too Many Requests", "retry-after: 30\r\n", ""),
            ],
        ),
        (
            "limited without a time",
            vec![http("429 Too Many Requests", "", "")],
        ),
        (
            "redirect",
            vec![http(
                "302 Found",
                &format!("location: http://127.0.0.1:1/?t={TOKEN}\r\n"),
                "",
            )],
        ),
        (
            "errors only",
            vec![http(
                "502 Bad Gateway",
                "",
                "<html><h1>Bad \u{1b}[31m gateway</h1></html>",
            )],
        ),
        (
            "no JSON",
            vec![http(
                "200 OK",
                "",
                "<html><title>Maintenance</title></html>",
            )],
        ),
        (
            "cut short",
            vec![http("200 OK", "", "{\"total\"").replace(": 8", ": 80")],
        ),
        (
            "refused everywhere",
            vec![http("400 Bad Request", "", "{}")],
        ),
        (
            "nothing to look up",
            vec![http(
                "200 OK",
                "",
                r#"{"total": 0, "pagination": {}, "data": []}"#,
            )],
        ),
    ];
    let mut messages = String::new();
    for (name, answers) in cases {
        let (message, requests) = message(&script(answers)).await;
        messages.push_str(&format!("{name}, after {requests}: {message}\n"));
    }
    assert!(!messages.contains('\u{1b}'));
    insta::assert_snapshot!(messages);
}

/// The token goes only to the base URL's server, in the documented header.
#[tokio::test]
async fn the_token_does_not_follow_a_redirect() {
    let elsewhere = script(vec![page()]);
    let location = format!("location: {}/recherche\r\n", elsewhere.base);
    let service = script(vec![http("307 Temporary Redirect", &location, "")]);
    let (outcome, _) = probe(&service.base).await;
    assert!(
        matches!(outcome, Err(ProbeError::Redirected { .. })),
        "{outcome:?}"
    );
    let heard = service.heard.lock().unwrap();
    assert!(
        heard[0].contains(&format!("token-connexion: {TOKEN}\r\n")),
        "{heard:?}"
    );
    assert!(elsewhere.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn unreachable_service_is_not_a_difference() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let (outcome, report) = probe(&closed).await;
    assert!(
        matches!(outcome, Err(ProbeError::Unreachable { .. })),
        "{outcome:?}"
    );
    assert_eq!(report, "");
}

#[tokio::test]
async fn base_url_that_would_expose_the_token_is_rejected() {
    let table = [
        (
            "http://example.org",
            "base URL http://example.org/: only https is allowed, and http on this machine (loopback)",
        ),
        (
            "ftp://127.0.0.1",
            "base URL ftp://127.0.0.1/: only https is allowed, and http on this machine (loopback)",
        ),
        (
            "https://me:word@example.org",
            "base URL https://example.org/: contains a user name or password, which is never sent",
        ),
        (
            "me:word@example",
            "base URL example: no URL with a host; write https://host",
        ),
    ];
    for (base, expected) in table {
        let (outcome, _) = probe(base).await;
        assert_eq!(outcome.unwrap_err().to_string(), expected);
    }
}

/// Failed responses among successful ones are reported, and do not stop the probe.
#[tokio::test]
async fn error_among_answers_is_reported_but_not_a_difference() {
    let certification = http("200 OK", "", r#"{"certifinfo_code": 5}"#);
    let failure = http("500 Internal Server Error", "", "broken");
    // A page, an error for its first filter, pages for the others; certifications at last.
    let mut answers = vec![page(), failure];
    answers.extend(std::iter::repeat_n(page(), 4));
    answers.push(certification);
    let service = script(answers);
    let (outcome, report) = probe(&service.base).await;
    let report = report.replace(&service.base, "http://127.0.0.1:PORT");
    assert!(
        matches!(outcome, Ok(Verdict::Agrees)),
        "{outcome:?}\n{report}"
    );
    assert!(
        report.contains("no answer http://127.0.0.1:PORT/recherche?"),
        "{report}"
    );
    assert!(
        report.contains("500 Internal Server Error, saying “broken”"),
        "{report}"
    );
    assert!(
        report.contains("based on 6 answers to 7 requests"),
        "{report}"
    );
}
