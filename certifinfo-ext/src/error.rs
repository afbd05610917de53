//! One opaque error for the whole crate: what was wrong, where, and what to do about it.

mod excerpt;
mod kind;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

pub(crate) use self::excerpt::{caret, clip_words, first_words, gatekeeper, is_web_page, shorten};
pub use self::kind::ErrorKind;
use crate::codes::CodeError;
use crate::page::RecordError;
use crate::paging::PagingError;
use crate::recherche::Checkpoint;
use crate::redact::Redactor;

/// What to do about a web page that keeps programs out.
pub(crate) const GATE: &str = "Something between you and the service wants a browser: check the network, the proxy and the \
     base URL, or ask the producer to let this address through";

/// What this crate's fallible functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in one word ([`kind`](Error::kind)) and in one sentence (its `Display`).
///
/// The sentence names the operation, its page, the attempts made and the status if the service
/// answered, and ends with what to do. It never holds the token: should the service echo it in its
/// answer, it is struck out. The [source](StdError::source) chain says only what the sentence does
/// not, so printing both repeats nothing.
///
/// ```
/// use certifinfo_ext::{CertifInfo, ErrorKind};
///
/// let error = CertifInfo::builder().token("t").base_url("ftp://somewhere").build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Config);
/// assert!(error.to_string().contains("https"));
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    /// What was wrong, without a final stop; behind a line break, the place it was wrong in.
    what: String,
    /// What to do, where the kind's help does not fit.
    help: Option<&'static str>,
    /// What else the caller should know, as a sentence without its stop.
    note: Option<&'static str>,
    operation: Option<Cow<'static, str>>,
    page: Option<u32>,
    status: Option<StatusCode>,
    body: Option<String>,
    attempts: u32,
    transient: bool,
    timeout: bool,
    /// Whether a connection that was open before died under the request.
    stale_connection: bool,
    retry_after: Option<Duration>,
    stall: Option<PagingError>,
    resume: Option<Checkpoint>,
    skipped_page: Option<u32>,
    record: Option<RecordError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            what: what.into(),
            help: None,
            note: None,
            operation: None,
            page: None,
            status: None,
            body: None,
            attempts: 0,
            transient: false,
            timeout: false,
            stale_connection: false,
            retry_after: None,
            stall: None,
            resume: None,
            skipped_page: None,
            record: None,
            source: None,
        }))
    }

    pub(crate) fn config(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, what)
    }

    /// What to do, in one sentence without its stop: the kind's help, or this error's own.
    fn help(&self) -> &'static str {
        self.0.help.unwrap_or(self.0.kind.help())
    }

    /// What kind of failure this is; each kind says what to do about it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, when the service answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Whether the same call may well succeed later. RetryPolicy have been spent by then: this is for
    /// deciding whether to come back in a minute or to mend something first.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// Whether time ran out: for the connection, for one attempt or for the whole call. A refused
    /// connection is not a timeout.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timeout
    }

    /// The service's answer as text, shortened to 1,024 characters, when it sent one.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The operation that failed, as `GET /recherche`; `None` when nothing was to be sent.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The page asked for, counted from 1, when the operation has pages.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.0.page
    }

    /// How many requests were sent for this call, retries included; 0 when none was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the service asked to wait (`Retry-After`), when it said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Why the pages could not be walked to their end ([`ErrorKind::Stalled`] only).
    #[must_use]
    pub fn stall(&self) -> Option<PagingError> {
        self.0.stall
    }

    /// Where to continue, when a walk over pages ended with this error: everything before that place
    /// has been delivered. Give it to [`CertifInfo::resume`](crate::CertifInfo::resume).
    #[must_use]
    pub fn resume(&self) -> Option<&Checkpoint> {
        self.0.resume.as_ref()
    }

    /// The number of the page that was left out, when this is the error of a page that stayed
    /// unreadable and the walk [allows that](crate::RechercheRequest::allow_missing). The stream
    /// that delivered it continues.
    #[must_use]
    pub fn skipped_page(&self) -> Option<u32> {
        self.0.skipped_page
    }

    /// The record that did not decode, when this is the error of one record. The stream that
    /// delivered it continues.
    #[must_use]
    pub fn record(&self) -> Option<&RecordError> {
        self.0.record.as_ref()
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Takes over what an earlier error knew; its sentence, without help, is the source.
    pub(crate) fn because_of(mut self, last: Error) -> Self {
        let last = *last.0;
        self.0.status = last.status;
        self.0.body = last.body;
        self.0.retry_after = last.retry_after;
        self.with_source(last.what)
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_body(mut self, body: impl Into<String>) -> Self {
        self.0.body = Some(body.into());
        self
    }

    pub(crate) fn with_help(mut self, help: &'static str) -> Self {
        self.0.help = Some(help);
        self
    }

    pub(crate) fn transient(mut self) -> Self {
        self.0.transient = true;
        self
    }

    pub(crate) fn with_note(mut self, note: &'static str) -> Self {
        self.0.note = Some(note);
        self
    }

    pub(crate) fn timed_out(mut self) -> Self {
        self.0.timeout = true;
        self.0.transient = true;
        self
    }

    pub(crate) fn on_stale_connection(mut self) -> Self {
        self.0.stale_connection = true;
        self
    }

    pub(crate) fn is_on_stale_connection(&self) -> bool {
        self.0.stale_connection
    }

    pub(crate) fn with_skipped_page(mut self, number: u32) -> Self {
        self.0.skipped_page = Some(number);
        self
    }

    /// A web page where JSON was promised: who sent it decides what to do.
    pub(crate) fn web_page(body: &[u8]) -> Self {
        let words = first_words(body).unwrap_or_default();
        match gatekeeper(body) {
            Some(who) => {
                let what = format!("{who} answered in place of the service: “{words}”");
                Self::new(ErrorKind::Transport, what).with_help(GATE)
            }
            None => {
                let what = format!("the service answered a web page in place of data: “{words}”");
                Self::new(ErrorKind::Server, what).transient()
            }
        }
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Says first what the call was about.
    pub(crate) fn about(mut self, subject: &str) -> Self {
        self.0.what.insert_str(0, &format!("{subject}: "));
        self
    }

    /// Names the call: its operation, its page if it has one, and the attempts it took.
    pub(crate) fn of_call(
        mut self,
        operation: impl Into<Cow<'static, str>>,
        page: Option<u32>,
        attempts: u32,
    ) -> Self {
        self.0.operation = Some(operation.into());
        self.0.page = page;
        self.0.attempts = attempts;
        self
    }

    /// Strikes the token out of what the service said, should it have echoed it.
    pub(crate) fn without(mut self, redactor: &Redactor) -> Self {
        let strike = |text: String| match redactor.strike(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(struck) => struck,
        };
        self.0.what = redactor.strike(&self.0.what).into_owned();
        self.0.body = self.0.body.map(strike);
        self.0.source = self.0.source.map(|source| {
            let text = causes(&*source);
            match redactor.strike(&text) {
                Cow::Borrowed(_) => source,
                Cow::Owned(struck) => struck.into(),
            }
        });
        self
    }

    pub(crate) fn with_stall(mut self, stall: PagingError) -> Self {
        self.0.stall = Some(stall);
        self
    }

    pub(crate) fn with_resume(mut self, resume: Checkpoint) -> Self {
        self.0.resume = Some(resume);
        self
    }
}

impl From<RecordError> for Error {
    fn from(record: RecordError) -> Self {
        let mut error = Self::new(ErrorKind::Decode, record.to_string());
        error.0.operation = Some("GET /recherche".into());
        error.0.page = Some(record.page());
        error.0.record = Some(record);
        error
    }
}

impl From<CodeError> for Error {
    /// The sentence is the code's own, so there is no source to repeat it.
    fn from(code: CodeError) -> Self {
        Self::new(ErrorKind::InvalidCode, code.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        // A record's error names its page itself.
        if let (Some(operation), None) = (&inner.operation, &inner.record) {
            f.write_str(operation)?;
            if let Some(page) = inner.page {
                write!(f, ", page {page}")?;
            }
            if inner.attempts > 1 {
                write!(f, ", {} attempts", inner.attempts)?;
            }
            f.write_str(": ")?;
        }
        let end = if inner.what.contains('\n') {
            "\n"
        } else {
            ". "
        };
        write!(f, "{}{end}", inner.what)?;
        if let Some(note) = inner.note {
            write!(f, "{note}. ")?;
        }
        write!(f, "{}.", self.help())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", &inner.kind).field("what", &inner.what);
        if let Some(operation) = &inner.operation {
            out.field("operation", &operation);
        }
        if let Some(page) = inner.page {
            out.field("page", &page);
        }
        if let Some(status) = inner.status {
            out.field("status", &status.as_u16());
        }
        if inner.attempts > 0 {
            out.field("attempts", &inner.attempts);
        }
        if let Some(wait) = inner.retry_after {
            out.field("retry_after", &wait);
        }
        if let Some(resume) = &inner.resume {
            out.field("resume", resume);
        }
        if let Some(page) = inner.skipped_page {
            out.field("skipped_page", &page);
        }
        if let Some(note) = inner.note {
            out.field("note", &note);
        }
        if let Some(body) = &inner.body {
            out.field("body", body);
        }
        if let Some(source) = &inner.source {
            out.field("source", source);
        }
        // What a `main` that returns its error prints: it must say what to do, too.
        out.field("help", &self.help());
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// An error and its causes, on one line.
pub(crate) fn causes(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
