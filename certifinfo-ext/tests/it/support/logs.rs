//! One listener for everything that this process logs, by `log` (as reqwest does) and, with the
//! feature `tracing`, by `tracing`, at every level. Both allow one listener per process, so all
//! tests share it.

use std::sync::{Mutex, Once, PoisonError};

use crate::faults::run::TOKEN;

/// What was logged so far: how many lines and spans, and the lines that held the token.
#[derive(Default)]
struct Logged {
    lines: u64,
    spans: u64,
    leaks: Vec<String>,
}

static LOGGED: Mutex<Logged> = Mutex::new(Logged {
    lines: 0,
    spans: 0,
    leaks: Vec::new(),
});

fn record(line: &str) {
    let mut logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
    logged.lines += 1;
    logged.spans += u64::from(line.starts_with("certifinfo "));
    if line.contains(TOKEN) {
        logged.leaks.push(line.to_owned());
    }
}

/// Listens from now on.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Logger).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        #[cfg(feature = "tracing")]
        tracing::subscriber::set_global_default(spans::Recorder::default()).unwrap();
    });
}

/// Asserts that something was logged, and that no line held the token.
pub(crate) fn assert_clean() {
    let logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(logged.lines > 0, "nothing was logged");
    if cfg!(feature = "tracing") {
        assert!(logged.spans > 0, "no span of this crate was logged");
    }
    assert!(logged.leaks.is_empty(), "logged: {:?}", logged.leaks);
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, line: &log::Record<'_>) {
        record(&format!("{} {}", line.target(), line.args()));
    }

    fn flush(&self) {}
}

#[cfg(feature = "tracing")]
pub(crate) mod spans {
    //! Spans and events, and the lines of one thread for the test that reads them.

    use std::cell::RefCell;
    use std::fmt::Debug;
    use std::sync::atomic::{AtomicU64, Ordering};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    thread_local! {
        /// The lines of this thread with the number of their span, once [`keep`] was called.
        static KEPT: RefCell<Option<Vec<(u64, String)>>> = const { RefCell::new(None) };
    }

    /// Keeps what this thread logs from now on.
    pub(crate) fn keep() {
        super::listen();
        KEPT.set(Some(Vec::new()));
    }

    /// The lines since [`keep`]: each span with all its values, and each event.
    pub(crate) fn kept() -> Vec<String> {
        let lines = KEPT.take().unwrap_or_default();
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// Records every span, every value recorded later, and every event.
    #[derive(Default)]
    pub(super) struct Recorder(AtomicU64);

    struct Line(String);

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            match field.name() {
                "milliseconds" => self.0.push_str(" milliseconds=N"),
                name => self.0.push_str(&format!(" {name}={value:?}")),
            }
        }
    }

    fn line(name: &str, span: u64, fill: impl FnOnce(&mut Line)) {
        let mut line = Line(name.to_owned());
        fill(&mut line);
        super::record(&line.0);
        KEPT.with_borrow_mut(|kept| {
            if let Some(lines) = kept {
                lines.push((span, line.0));
            }
        });
    }

    impl Subscriber for Recorder {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            line(span.metadata().name(), number, |line| span.record(line));
            Id::from_u64(number)
        }

        fn record(&self, span: &Id, values: &Record<'_>) {
            let mut more = Line(String::new());
            values.record(&mut more);
            super::record(&more.0);
            KEPT.with_borrow_mut(|kept| {
                let lines = kept.iter_mut().flatten();
                for (_, line) in lines.filter(|(number, _)| *number == span.into_u64()) {
                    line.push_str(&more.0);
                }
            });
        }

        fn event(&self, event: &Event<'_>) {
            line(event.metadata().target(), 0, |line| event.record(line));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }
}
