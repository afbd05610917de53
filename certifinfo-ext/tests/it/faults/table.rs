//! The one table: what each fault does to a harvest.

use certifinfo_ext::ErrorKind;
use certifinfo_sandbox::Fault;
use futures_util::{StreamExt, stream};

/// What a fault does to a harvest that it strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Striking a fifth of the requests, it changes nothing: what fails is asked for again.
    Passes,
    /// Striking once, it ends the harvest: asking again would not help, or would do harm.
    Ends,
    /// It adds certifications without end: the harvest is left at a bound.
    Invents,
    /// Striking from the first request on, it ends the harvest, before anything wrong is delivered.
    Refused,
    /// Striking every request, it changes nothing.
    Tolerated,
    /// It is about a single certification: a search is as without it.
    Lookup,
    /// It costs the records that it strikes and no others.
    Costs,
    /// The catalogue itself changes during the harvest: whatever is still in it comes exactly once.
    Moves,
}

/// A fault, its class, and how a harvest ends if the fault stays.
pub(crate) struct Row {
    pub(crate) fault: Fault,
    pub(crate) class: Class,
    /// The kind of the error, what it says, and what it says is to be done. Of [`Class::Lookup`]
    /// it is the error of the lookup, and without one the certification is found.
    pub(crate) ends: Option<(ErrorKind, &'static str, &'static str)>,
}

const fn row(
    class: Class,
    fault: Fault,
    kind: ErrorKind,
    says: &'static str,
    advice: &'static str,
) -> Row {
    Row {
        fault,
        class,
        ends: Some((kind, says, advice)),
    }
}

const fn harmless(class: Class, fault: Fault) -> Row {
    Row {
        fault,
        class,
        ends: None,
    }
}

const NETWORK: &str = "Check the network";
const LATER: &str = "come back later";
const SLOWER: &str = "send fewer requests per second";
const GO_ON: &str = "continue later";
const DRIFT: &str = "cargo xtask drift";
const GATE: &str = "a browser";

/// Every fault, in the order of `--fault list`.
#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    row(Class::Passes, Fault::Reset, ErrorKind::Transport, "gave no answer", NETWORK),
    row(Class::Passes, Fault::Truncate, ErrorKind::Transport, "broke off before its end", NETWORK),
    row(Class::Passes, Fault::Slow, ErrorKind::Transport, "no answer within the timeout", NETWORK),
    row(Class::Passes, Fault::Hang, ErrorKind::Transport, "no answer within the timeout", NETWORK),
    row(Class::Ends, Fault::Status404, ErrorKind::NotFound, "404 Not Found", "the base URL"),
    row(Class::Ends, Fault::Unauthorized, ErrorKind::Unauthorized, "refuses the token: 401", "CERTIFINFO_TOKEN"),
    row(Class::Passes, Fault::Status500, ErrorKind::Server, "500 Internal Server Error", LATER),
    row(Class::Passes, Fault::Status502Html, ErrorKind::Server, "“502 Bad Gateway", LATER),
    row(Class::Passes, Fault::Status503, ErrorKind::Server, "503 Service Unavailable", LATER),
    row(Class::Passes, Fault::RateLimit, ErrorKind::RateLimited, "asks to wait 1 s", SLOWER),
    row(Class::Passes, Fault::RateLimitDate, ErrorKind::RateLimited, "429 Too Many Requests and asks to wait", SLOWER),
    row(Class::Ends, Fault::RateLimitAbsurd, ErrorKind::RateLimited, "asks to wait 86400 s", SLOWER),
    row(Class::Passes, Fault::Maintenance200, ErrorKind::Server, "a web page in place of data: “Maintenance", LATER),
    row(Class::Passes, Fault::GarbageJson, ErrorKind::Decode, "the answer is not JSON", "Come back later"),
    row(Class::Costs, Fault::BadRecord, ErrorKind::Decode, "does not decode", "cargo xtask drift"),
    harmless(Class::Tolerated, Fault::WrongNext),
    row(Class::Passes, Fault::EmptyPage, ErrorKind::Stalled, "an empty page came although more records are announced", GO_ON),
    row(Class::Passes, Fault::RepeatPage, ErrorKind::Stalled, "only records that had come before", GO_ON),
    harmless(Class::Moves, Fault::MovingTotal),
    harmless(Class::Moves, Fault::ShrinkingTotal),
    row(Class::Invents, Fault::Endless, ErrorKind::Stalled, "the total never stops growing", GO_ON),
    harmless(Class::Tolerated, Fault::NullArrays),
    harmless(Class::Tolerated, Fault::StringScalars),
    harmless(Class::Tolerated, Fault::UnknownFields),
    row(Class::Lookup, Fault::NotFound200, ErrorKind::NotFound, "999999", ""),
    row(Class::Ends, Fault::RedirectElsewhere, ErrorKind::Transport, "which is not followed", "Builder::base_url"),
    row(Class::Ends, Fault::Bomb, ErrorKind::Decode, "(decompressed), the most allowed", "Builder::max_response_bytes"),
    harmless(Class::Tolerated, Fault::PageCap20),
    harmless(Class::Tolerated, Fault::PageCap50),
    harmless(Class::Moves, Fault::UnstableOrder),
    harmless(Class::Moves, Fault::MovedToEnd),
    harmless(Class::Moves, Fault::MovedToStart),
    harmless(Class::Tolerated, Fault::OverlappingPages),
    harmless(Class::Tolerated, Fault::TotalCapped400),
    harmless(Class::Tolerated, Fault::TotalCapped10000),
    harmless(Class::Tolerated, Fault::TotalOfPage),
    harmless(Class::Tolerated, Fault::TotalText),
    harmless(Class::Tolerated, Fault::TotalObject),
    harmless(Class::Tolerated, Fault::TotalAtLeast),
    harmless(Class::Tolerated, Fault::NoTotal),
    harmless(Class::Tolerated, Fault::NoTotalNoNext),
    harmless(Class::Tolerated, Fault::NextNull),
    harmless(Class::Tolerated, Fault::NextAlways),
    row(Class::Refused, Fault::ZeroBased, ErrorKind::Stalled, "counts its pages from 0", ""),
    harmless(Class::Tolerated, Fault::PastEnd400),
    harmless(Class::Tolerated, Fault::PastEnd404),
    harmless(Class::Tolerated, Fault::PastEnd416),
    row(Class::Refused, Fault::UnreachablePages, ErrorKind::Server, "page 3 cannot be read", LATER),
    row(Class::Refused, Fault::EmptyCatalogue, ErrorKind::Stalled, "Une erreur est survenue", ""),
    harmless(Class::Tolerated, Fault::ArchivedHidden),
    row(Class::Passes, Fault::Error200, ErrorKind::Server, "Erreur interne du serveur", LATER),
    harmless(Class::Tolerated, Fault::IndexKeyed),
    row(Class::Ends, Fault::DataTwice, ErrorKind::Decode, "duplicate field `data`", DRIFT),
    harmless(Class::Tolerated, Fault::NoCode),
    row(Class::Costs, Fault::NotANumber, ErrorKind::Decode, "does not decode", DRIFT),
    row(Class::Costs, Fault::LoneSurrogate, ErrorKind::Decode, "does not decode", DRIFT),
    row(Class::Costs, Fault::RawTab, ErrorKind::Decode, "does not decode", DRIFT),
    row(Class::Costs, Fault::TrailingComma, ErrorKind::Decode, "does not decode", DRIFT),
    harmless(Class::Tolerated, Fault::ByteOrderMark),
    harmless(Class::Tolerated, Fault::GzipMembers),
    row(Class::Lookup, Fault::DetailFirst, ErrorKind::Decode, "the service answered with certification", "the base URL and the proxy"),
    row(Class::Lookup, Fault::DetailOther, ErrorKind::Decode, "the service answered with certification", "the base URL and the proxy"),
    harmless(Class::Lookup, Fault::DetailInList),
    row(Class::Lookup, Fault::DetailBroken, ErrorKind::Server, "cannot be read", LATER),
    row(Class::Passes, Fault::Status425, ErrorKind::Server, "425 Too Early", LATER),
    row(Class::Passes, Fault::Status520, ErrorKind::Server, "520", LATER),
    row(Class::Passes, Fault::Status530, ErrorKind::Server, "530", LATER),
    row(Class::Passes, Fault::ForbiddenRetryAfter, ErrorKind::RateLimited, "asks to wait 1 s", SLOWER),
    row(Class::Ends, Fault::LoginPage403, ErrorKind::Transport, "a login page", GATE),
    row(Class::Ends, Fault::LoginPage200, ErrorKind::Transport, "a login page", GATE),
    row(Class::Ends, Fault::BotWall403, ErrorKind::Transport, "a wall against bots", GATE),
    row(Class::Ends, Fault::BotWall200, ErrorKind::Transport, "a wall against bots", GATE),
    row(Class::Ends, Fault::TokenInJson, ErrorKind::Unauthorized, "jeton refusé : ***", "CERTIFINFO_TOKEN"),
    row(Class::Ends, Fault::TokenInUnicode, ErrorKind::Unauthorized, "jeton refusé : ***", "CERTIFINFO_TOKEN"),
    row(Class::Ends, Fault::TokenInHtml, ErrorKind::Unauthorized, "Jeton refusé : ***", "CERTIFINFO_TOKEN"),
    row(Class::Ends, Fault::TokenInPercent, ErrorKind::Unauthorized, "jeton refusé : ***", "CERTIFINFO_TOKEN"),
];

/// The rows of a class.
pub(crate) fn of(class: Class) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.class == class)
}

/// Checks all rows, so many side by side, and names every one that fails.
pub(crate) async fn check<F>(
    rows: impl Iterator<Item = &'static Row>,
    at_once: usize,
    check: fn(&'static Row) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let checked = stream::iter(rows).map(|row| async move {
        let failed = tokio::spawn(check(row)).await.is_err();
        failed.then_some(row.fault.name())
    });
    let failed: Vec<_> = checked.buffer_unordered(at_once).collect().await;
    let failed: Vec<_> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{failed:?}: see above");
}

#[test]
fn every_fault_of_the_sandbox_has_its_row() {
    let rows: Vec<Fault> = TABLE.iter().map(|row| row.fault).collect();
    assert_eq!(rows, Fault::ALL);
}
