//! `Error`, the one error type of the client: what was wrong, where, and what to do.

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

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of the client: its [kind](Error::kind), what happened, where, and what to do.
///
/// The message names the operation, the page, the number of attempts and the HTTP status, as far as
/// there are any, and ends with what to do. It never contains the token, not even if the service
/// echoes it. The [source](StdError::source) chain does not repeat the message, so both can be
/// printed.
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
    /// What was wrong, without a final stop; after a line break, the excerpt that shows where.
    what: String,
    /// What to do, if the kind's help does not fit.
    help: Option<&'static str>,
    /// A further remark, as a sentence without its full stop.
    note: Option<&'static str>,
    operation: Option<Cow<'static, str>>,
    page: Option<u32>,
    status: Option<StatusCode>,
    body: Option<String>,
    attempts: u32,
    transient: bool,
    timeout: bool,
    /// Whether the request failed on a connection that was already open before it.
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

    /// What to do, as one sentence without its full stop: this error's own help, or the kind's.
    fn help(&self) -> &'static str {
        self.0.help.unwrap_or(self.0.kind.help())
    }

    /// The kind of failure. Each [`ErrorKind`] documents what to do about it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, if the service answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Whether the same call may succeed later without any change. The client has already retried
    /// it as its [`RetryPolicy`](crate::RetryPolicy) allows.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// Whether a timeout expired: of the connection, of one attempt or of the whole call. A refused
    /// connection is not a timeout.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timeout
    }

    /// The body of the service's answer as text, shortened to 1,024 characters, if there was one.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The operation that failed, such as `GET /recherche`; `None` if the error does not concern a
    /// request.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The number of the requested page, counted from 1, if the operation has pages.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.0.page
    }

    /// How many requests were sent for this call, retries included; 0 if none was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the service asked to wait (`Retry-After`), if it did.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How the pages contradict each other ([`ErrorKind::Stalled`] only).
    #[must_use]
    pub fn stall(&self) -> Option<PagingError> {
        self.0.stall
    }

    /// The checkpoint to continue from, if this error ended a stream of pages or items. Everything
    /// before it was delivered. Pass it to [`CertifInfo::resume`](crate::CertifInfo::resume).
    #[must_use]
    pub fn resume(&self) -> Option<&Checkpoint> {
        self.0.resume.as_ref()
    }

    /// The number of the page that was left out, if every attempt to read it failed and the request
    /// [allows that](crate::RechercheRequest::allow_missing). The stream continues after this error.
    #[must_use]
    pub fn skipped_page(&self) -> Option<u32> {
        self.0.skipped_page
    }

    /// The record that does not decode, if this error concerns one record. The stream continues
    /// after this error.
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

    /// Copies status, body and `Retry-After` from an earlier error, whose message becomes the source.
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

    /// The error for a web page in place of JSON. Its help depends on who sent the page.
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

    /// Puts the subject of the call before the message.
    pub(crate) fn about(mut self, subject: &str) -> Self {
        self.0.what.insert_str(0, &format!("{subject}: "));
        self
    }

    /// Records the operation, the page and the number of attempts of the call.
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

    /// Removes the token from every text that came from the service.
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
    /// Uses the message of the code's error, and no source, which would repeat it.
    fn from(code: CodeError) -> Self {
        Self::new(ErrorKind::InvalidCode, code.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        // The error of a record already names the page.
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
        // A `main` that returns its error prints `Debug`, which must also say what to do.
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
