//! Archived certifications, on a service that hides them unless they are asked for.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{Harvest, codes, said};

/// 230 certifications that every search finds, and 120 that only `archive=true` does. `refused` of
/// the requests for archived ones beyond the probe, from the second page on, are answered with 401.
fn service(refused: usize) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let left = Arc::new(AtomicUsize::new(refused));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let left = Arc::clone(&left);
            std::thread::spawn(move || answer(stream, &left));
        }
    });
    url
}

fn answer(mut stream: TcpStream, left: &AtomicUsize) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_exact(&mut byte).is_err() {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let query = head.split([' ', '?']).nth(2).unwrap();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let archived = value("archive") == Some("true");
    let all: Vec<u64> = if archived {
        (901..=1020).collect()
    } else {
        (1..=230).collect()
    };
    let size: usize = value("page_size").unwrap().parse().unwrap();
    let page: usize = value("page_num").unwrap().parse().unwrap();
    let refuse = archived
        && page > 1
        && left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            })
            .is_ok();
    let records: Vec<String> = all
        .iter()
        .skip((page - 1) * size)
        .take(size)
        .map(|code| format!(r#"{{"certifinfo_code":{code}}}"#))
        .collect();
    let (status, body) = match refuse {
        true => ("401 Unauthorized", String::new()),
        false => (
            "200 OK",
            format!(
                r#"{{"total":{},"data":[{}]}}"#,
                all.len(),
                records.join(",")
            ),
        ),
    };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    );
}

fn run(harvest: &Harvest, url: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(crate::program());
    command
        .current_dir(harvest.path("."))
        .env("CERTIFINFO_TOKEN", "jeton-tres-secret-0123456789abcdef")
        .env("CERTIFINFO_BASE_URL", url)
        .args(["harvest", "--out", "out.ndjson"])
        .args(arguments);
    said(command.output().unwrap())
}

fn assert_all(harvest: &Harvest) {
    let expected: Vec<u64> = (1..=230).chain(901..=1020).collect();
    assert_eq!(codes(&harvest.lines()), expected);
}

#[test]
fn hidden_archived_certifications_are_harvested() {
    let harvest = Harvest::new();
    let (code, said) = run(&harvest, &service(0), &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("350 certifications"), "{said}");
    assert_all(&harvest);
}

#[test]
fn harvest_stopped_among_archived_certifications_is_continued() {
    let harvest = Harvest::new();
    let url = service(1);
    let (code, said) = run(&harvest, &url, &["--concurrency", "1"]);
    assert_eq!(code, 1, "{said}");
    let (code, said) = run(&harvest, &url, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    assert_all(&harvest);
}
