//! The one table: what each fault does to a harvest.

use certifinfo_ext::ErrorKind;
use certifinfo_sandbox::Fault;

/// What a fault does to a harvest that it strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Striking a fifth of the requests, it changes nothing: what fails is asked for again.
    Passes,
    /// Striking once, it ends the harvest: asking again would not help, or would do harm.
    Ends,
    /// It adds certifications without end: the harvest is left at a bound.
    Invents,
    /// Striking every request, it changes nothing.
    Tolerated,
    /// It costs the records that it strikes and no others.
    Costs,
    /// The catalogue itself changes during the harvest: whatever is still in it comes exactly once.
    Moves,
}

/// A fault, its class, and how a harvest ends if the fault stays.
pub(crate) struct Row {
    pub(crate) fault: Fault,
    pub(crate) class: Class,
    /// The kind of the error, what it says, and what it says is to be done.
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
    harmless(Class::Tolerated, Fault::NotFound200),
    row(Class::Ends, Fault::RedirectElsewhere, ErrorKind::Transport, "which is not followed", "Builder::base_url"),
    row(Class::Ends, Fault::Bomb, ErrorKind::Decode, "(decompressed), the most allowed", "Builder::max_response_bytes"),
];

/// The rows of a class.
pub(crate) fn of(class: Class) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.class == class)
}

#[test]
fn every_fault_of_the_sandbox_has_its_row() {
    let rows: Vec<Fault> = TABLE.iter().map(|row| row.fault).collect();
    assert_eq!(rows, Fault::ALL);
}
