//! A sandbox, and clients of it that do not wait between attempts.

use std::time::Duration;

use certifinfo_ext::{Error, Item, Page, RateLimit, RecordError, RetryPolicy, blocking};
use certifinfo_sandbox::{Catalogue, Fault, Sandbox};

/// A sandbox with so many generated certifications, and a fault or none.
pub(crate) fn sandbox(records: u64, fault: Option<Fault>) -> Sandbox {
    let builder = Sandbox::builder().catalogue(Catalogue::synthetic(records, 7));
    let builder = match fault {
        Some(fault) => builder.fault(fault, 1.0),
        None => builder,
    };
    builder.start_blocking().unwrap()
}

/// A blocking client of it.
pub(crate) fn client(sandbox: &Sandbox) -> blocking::CertifInfo {
    blocking::CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(retries())
        .build()
        .unwrap()
}

/// An async client of it.
pub(crate) fn async_client(sandbox: &Sandbox) -> certifinfo_ext::CertifInfo {
    certifinfo_ext::CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(retries())
        .build()
        .unwrap()
}

fn retries() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(Duration::ZERO)
}

/// A runtime to compare with.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// An item or what became of it, whole.
pub(crate) fn told(item: Result<Item, Error>) -> String {
    match item {
        Ok(item) => item.raw().get().to_owned(),
        Err(error) => failure(&error),
    }
}

/// A page or what became of it, whole.
pub(crate) fn page(page: Result<Page, Error>) -> String {
    match page {
        Ok(page) => {
            let items = page.items.into_iter();
            let items =
                items.map(|item: Result<Item, RecordError>| told(item.map_err(Error::from)));
            let (number, size, total) = (page.number, page.size, page.total);
            format!("{number} {size} {total:?} {:?}", items.collect::<Vec<_>>())
        }
        Err(error) => failure(&error),
    }
}

/// What an error says and knows.
pub(crate) fn failure(error: &Error) -> String {
    format!(
        "{:?} {:?} {} {} {:?} {error}",
        error.kind(),
        error.status(),
        error.attempts(),
        error.is_transient(),
        error.resume(),
    )
}
