//! A web site on loopback with pages defined by a test.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, Response};
use openapi_discover::{Loaded, Options, SourceError, load};
use serde_json::Value;

/// The document that sites serve; `title` identifies it.
pub(crate) fn document(title: &str) -> String {
    format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"{title}\",\"version\":\"1\"}},\"paths\":{{}}}}"
    )
}

/// One answer.
#[derive(Clone, Default)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// A site that is not served yet.
#[derive(Default)]
pub(crate) struct Site {
    answers: HashMap<String, Answer>,
}

impl Site {
    pub(crate) fn new() -> Site {
        Site::default()
    }

    /// A site whose `/docs` is a page with this in its body.
    pub(crate) fn docs(body: &str) -> Site {
        Site::new().html("/docs", body)
    }

    pub(crate) fn answer(
        mut self,
        path: &str,
        status: u16,
        headers: &[(&'static str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Site {
        let headers = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        self.answers.insert(
            path.to_owned(),
            Answer {
                status,
                headers,
                body: body.into(),
            },
        );
        self
    }

    pub(crate) fn html(self, path: &str, body: &str) -> Site {
        let page = format!(
            "<!DOCTYPE html><html><head><title>Docs</title></head><body>{body}</body></html>"
        );
        self.answer(
            path,
            200,
            &[("content-type", "text/html; charset=utf-8")],
            page,
        )
    }

    pub(crate) fn file(self, path: &str, body: &str) -> Site {
        self.answer(path, 200, &[], body)
    }

    pub(crate) fn redirect(self, path: &str, to: &str) -> Site {
        self.answer(path, 302, &[("location", to)], "")
    }

    /// Serves until the test ends. `SELF` in bodies and headers becomes the site's own URL,
    /// `//HOST` in bodies the same without scheme.
    pub(crate) async fn serve(self) -> Served {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answers, log, own) = (Arc::new(self.answers), asked.clone(), base.clone());
        let router = Router::new().fallback(move |request: Request| {
            let path = request.uri().to_string();
            let answer = answers
                .get(&path)
                .or_else(|| answers.get(request.uri().path()));
            let answer = answer.cloned().unwrap_or(Answer {
                status: 404,
                ..Answer::default()
            });
            log.lock().unwrap().push(path);
            let own = own.clone();
            async move { response(answer, &own) }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Served { base, asked }
    }
}

fn response(answer: Answer, own: &str) -> Response<Body> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        let name = HeaderName::from_static(name);
        response = response.header(name, value.replace("SELF", own));
    }
    let body = match String::from_utf8(answer.body) {
        Ok(text) => {
            let host = own.trim_start_matches("http:");
            text.replace("SELF", own)
                .replace("//HOST", host)
                .into_bytes()
        }
        Err(bytes) => bytes.into_bytes(),
    };
    response.body(Body::from(body)).unwrap()
}

/// A running site.
pub(crate) struct Served {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Served {
    pub(crate) async fn load(&self, path: &str) -> Result<Loaded, SourceError> {
        load(&format!("{}{path}", self.base), &Options::default()).await
    }

    /// The failure of a load, with this site's address replaced.
    pub(crate) async fn fault(&self, path: &str) -> String {
        self.fault_with(path, &Options::default()).await
    }

    pub(crate) async fn fault_with(&self, path: &str, options: &Options) -> String {
        let error = load(&format!("{}{path}", self.base), options)
            .await
            .unwrap_err();
        self.neutral(&error.to_string())
    }

    pub(crate) fn neutral(&self, text: &str) -> String {
        text.replace(&self.base, "http://SITE")
    }

    /// The paths that were asked for, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

pub(crate) fn title(document: &Value) -> &str {
    document["info"]["title"].as_str().unwrap_or_default()
}
