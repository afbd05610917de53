//! The `tracing` feature: one span a request, with what an operator asks about and without the token.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use certifinfo_ext::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::fake::{Fake, TOKEN, page, reply};

/// Writes down every span with its fields, and every event, with the thread it came from: `tracing`
/// decides once a process what is listened to, so this listens to all tests.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<(ThreadId, String)>>>);

impl Notes {
    fn write(&self, at: usize, record: impl FnOnce(&mut Line<'_>)) {
        record(&mut Line(&mut self.0.lock().unwrap()[at].1));
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = if field.name() == "milliseconds" {
            "N".to_owned()
        } else {
            format!("{value:?}")
        };
        self.0.push_str(&format!(" {field}={value}"));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let at = {
            let mut lines = self.0.lock().unwrap();
            lines.push((thread::current().id(), span.metadata().name().to_owned()));
            lines.len() - 1
        };
        self.write(at, |line| span.record(line));
        Id::from_u64(at as u64 + 1)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.write(span.into_u64() as usize - 1, |line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        let at = {
            let mut lines = self.0.lock().unwrap();
            lines.push((thread::current().id(), event.metadata().target().to_owned()));
            lines.len() - 1
        };
        self.write(at, |line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn one_span_a_request_and_never_the_token() {
    let notes = Notes::default();
    tracing::subscriber::set_global_default(notes.clone()).unwrap();
    let fake = Fake::start(|number, _| match number {
        0 => reply(503, &[], TOKEN),
        1 => page(300, 0..100),
        _ => reply(401, &[], TOKEN),
    })
    .await;
    let api = fake.api();
    let mut pages = api
        .recherche(Recherche::new().intitule("secret words"))
        .pages();
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap_err();
    let mine = |(thread, line): &(ThreadId, String)| {
        (*thread == thread::current().id()).then(|| line.clone())
    };
    let notes: Vec<String> = notes.0.lock().unwrap().iter().filter_map(mine).collect();
    let spans: Vec<&String> = notes
        .iter()
        .filter(|line| line.starts_with("certifinfo "))
        .collect();
    assert_eq!(
        spans,
        [
            r#"certifinfo operation="GET /recherche" page=1 attempt=1 milliseconds=N status=503 error=Server"#,
            r#"certifinfo operation="GET /recherche" page=1 attempt=2 milliseconds=N status=200"#,
            r#"certifinfo operation="GET /recherche" page=2 attempt=1 milliseconds=N status=401 error=Unauthorized"#,
        ]
    );
    let ours: Vec<&String> = notes.iter().filter(|line| line.contains(TOKEN)).collect();
    assert!(ours.is_empty(), "{ours:?}");
    assert!(!notes.iter().any(|line| line.contains("secret words")));
}
