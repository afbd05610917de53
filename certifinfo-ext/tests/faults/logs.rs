//! Listens to everything that is logged in this process, by `log` (as reqwest does) and, with the
//! feature `tracing`, by `tracing`, down to the last detail.

use std::sync::{Mutex, Once, PoisonError};

use crate::run::TOKEN;

/// What was heard: how many lines, and those that held the token.
#[derive(Default)]
struct Heard {
    lines: u64,
    spans: u64,
    leaks: Vec<String>,
}

static HEARD: Mutex<Heard> = Mutex::new(Heard {
    lines: 0,
    spans: 0,
    leaks: Vec::new(),
});

fn hear(line: String) {
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    heard.lines += 1;
    heard.spans += u64::from(line.starts_with("certifinfo "));
    if line.contains(TOKEN) {
        heard.leaks.push(line);
    }
}

/// Listens from now on; both facades take one listener a process, so all tests share it.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Ear).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        #[cfg(feature = "tracing")]
        tracing::subscriber::set_global_default(spans::Ear::default()).unwrap();
    });
}

/// Nothing heard so far holds the token, and something was heard at all.
pub(crate) fn assert_clean() {
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(heard.lines > 0, "the listener is deaf");
    if cfg!(feature = "tracing") {
        assert!(heard.spans > 0, "no span of this crate was heard");
    }
    assert!(heard.leaks.is_empty(), "logged: {:?}", heard.leaks);
}

struct Ear;

impl log::Log for Ear {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(format!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

#[cfg(feature = "tracing")]
mod spans {
    use std::fmt::Debug;
    use std::sync::atomic::{AtomicU64, Ordering};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    /// Hears every span, every value recorded later, and every event.
    #[derive(Default)]
    pub(super) struct Ear(AtomicU64);

    struct Line(String);

    impl Line {
        fn of(name: &str, fill: impl FnOnce(&mut Self)) {
            let mut line = Self(format!("{name} "));
            fill(&mut line);
            super::hear(line.0);
        }
    }

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.push_str(&format!(" {field}={value:?}"));
        }
    }

    impl Subscriber for Ear {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            Line::of(span.metadata().name(), |line| span.record(line));
            Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed) + 1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            Line::of("recorded", |line| values.record(line));
        }

        fn event(&self, event: &Event<'_>) {
            Line::of(event.metadata().target(), |line| event.record(line));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }
}
