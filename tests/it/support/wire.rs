//! A server on a real socket that says exactly what it is told, and keeps the bytes it was sent.
//!
//! Not the sandbox: that one behaves as the evidence says, and keeps no header's value. This one
//! knows no HTTP beyond the empty line that ends a request without a body.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// No request of these tests is longer.
const LONGEST: usize = 64 * 1024;

/// Answers every request with the same bytes until the process ends.
pub(crate) struct CannedServer {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl CannedServer {
    /// Starts one that answers `answer(port)`, the whole response from its status line on.
    pub(crate) fn saying(answer: impl FnOnce(u16) -> String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free loopback port");
        let port = listener.local_addr().expect("a bound address").port();
        let heard = Arc::default();
        let (answer, log) = (answer(port), Arc::clone(&heard));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                converse(stream, &answer, &log);
            }
        });
        Self { port, heard }
    }

    /// A response of this status and content type.
    pub(crate) fn answering(status: &str, content_type: &str, body: &str) -> Self {
        Self::saying(|_| response(status, &format!("content-type: {content_type}\r\n"), body))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The heads of the requests so far, as they came.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard
            .lock()
            .expect("no panic while it was held")
            .clone()
    }
}

/// A whole response; `headers` are lines that end in CR LF.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// The values of a header in the head of a request; names in any case.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    lines
        .filter(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
        .collect()
}

/// Reads a request's head, writes it down and answers it; in that order, so that an answer seen
/// means a request logged.
fn converse(mut stream: TcpStream, answer: &str, log: &Mutex<Vec<String>>) -> Option<()> {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
        head.extend_from_slice(&buffer[..read]);
        if head.len() > LONGEST {
            return None;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    log.lock().expect("no panic while it was held").push(head);
    stream.write_all(answer.as_bytes()).ok()
}
