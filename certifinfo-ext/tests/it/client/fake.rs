//! A server that answers what a test tells it to, byte for byte, and writes down what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use certifinfo_ext::{Builder, CertifInfo, RateLimit, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The token of every test: long enough to be looked for.
pub(crate) const TOKEN: &str = "s3cr3t-t0k3n-d0-n0t-sh0w";

/// What a request is answered with.
pub(crate) enum Reply {
    /// These bytes, over a connection that stays open.
    Bytes(Vec<u8>),
    /// These bytes, and then the connection closes.
    Last(Vec<u8>),
    /// Nothing, and the connection closes.
    Close,
    /// Nothing, for a minute.
    Hang,
}

/// An answer with its length announced.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut text = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    Reply::Bytes(format!("{text}\r\n{body}").into_bytes())
}

/// A 200 with JSON.
pub(crate) fn json(body: &str) -> Reply {
    reply(200, &[("content-type", "application/json")], body)
}

/// A page of certifications with these codes.
pub(crate) fn page(total: u64, codes: impl IntoIterator<Item = u64>) -> Reply {
    let records: Vec<String> = codes
        .into_iter()
        .map(|code| format!(r#"{{"certifinfo_code":{code}}}"#))
        .collect();
    json(&format!(
        r#"{{"total":{total},"data":[{}]}}"#,
        records.join(",")
    ))
}

pub(crate) struct Fake {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Fake {
    /// `answer` is given the number of the request, from 0, and its head.
    pub(crate) async fn start(
        answer: impl Fn(usize, &str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        let task = tokio::spawn({
            let asked = asked.clone();
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, asked.clone(), answer.clone()));
                }
            }
        });
        Fake { url, asked, task }
    }

    /// The heads of all requests so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// A builder for this server, with this file's token and without limits.
    pub(crate) fn builder(&self) -> Builder {
        builder(&self.url)
    }

    /// A client of this server that does not wait between attempts.
    pub(crate) fn api(&self) -> CertifInfo {
        self.builder().build().unwrap()
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(crate) fn builder(url: &str) -> Builder {
    CertifInfo::builder()
        .token(TOKEN)
        .base_url(url)
        .rate_limit(RateLimit::unlimited())
        .retry_policy(RetryPolicy::default().initial_backoff(Duration::ZERO))
}

async fn serve(
    mut stream: TcpStream,
    asked: Arc<Mutex<Vec<String>>>,
    answer: Arc<impl Fn(usize, &str) -> Reply>,
) {
    let mut head = Vec::new();
    while let Ok(byte) = stream.read_u8().await {
        head.push(byte);
        if !head.ends_with(b"\r\n\r\n") {
            continue;
        }
        let text = String::from_utf8_lossy(&std::mem::take(&mut head)).into_owned();
        let number = {
            let mut asked = asked.lock().unwrap();
            asked.push(text.clone());
            asked.len() - 1
        };
        match answer(number, &text) {
            Reply::Bytes(bytes) => {
                let _ = stream.write_all(&bytes).await;
            }
            Reply::Last(bytes) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Reply::Close => return,
            Reply::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
        }
    }
}
