//! Faults that pass: a harvest of ten thousand, of whose requests a fifth is struck, writes the
//! same file.

use std::sync::OnceLock;

use certifinfo_sandbox::Fault;

use crate::faults::run::{client, harvest, sandbox};
use crate::faults::secrecy::inspect_requests;
use crate::faults::table::{Class, Row, check, of};

/// How many certifications are harvested.
pub(crate) const CERTIFICATIONS: u64 = 10_000;

/// The share of requests that a fault strikes.
pub(crate) const RATE: f64 = 0.2;

/// Requests made for one page at most: so many in a row fail once in 240 million.
pub(crate) const ATTEMPTS: u32 = 12;

/// The file without faults.
async fn sound() -> &'static str {
    static SOUND: OnceLock<String> = OnceLock::new();
    if SOUND.get().is_none() {
        let sandbox = sandbox(CERTIFICATIONS);
        let harvest = harvest(&client(&sandbox, Fault::Reset, ATTEMPTS)).await;
        assert_eq!(harvest.codes.len() as u64, CERTIFICATIONS);
        // Each page once, and one past the end.
        assert_eq!(sandbox.requests().total, CERTIFICATIONS / 100 + 1);
        SOUND.set(harvest.file).unwrap();
    }
    SOUND.get().unwrap()
}

/// The fault strikes a fifth of the requests.
async fn passes(row: &'static Row) {
    let Row { fault, .. } = *row;
    let sound = sound().await;
    let sandbox = sandbox(CERTIFICATIONS);
    sandbox.set_fault(fault, RATE);
    let harvest = harvest(&client(&sandbox, fault, ATTEMPTS)).await;
    assert!(harvest.error.is_none(), "{fault}: {:?}", harvest.error);
    assert!(harvest.records.is_empty(), "{fault}: {:?}", harvest.records);
    let lines = harvest.codes.len();
    assert!(
        harvest.file == sound,
        "{fault}: another file, {lines} lines"
    );
    let asked = sandbox.requests().total;
    assert!(asked > 110, "{fault} struck: {asked} requests");
    assert!(sandbox.requests().max_in_flight <= 4);
    inspect_requests(&sandbox);
}

#[tokio::test]
async fn what_strikes_a_fifth_of_the_requests_and_passes_changes_nothing() {
    sound().await;
    // The longest waits first, side by side with what hardly waits.
    let waits = |row: &&Row| {
        use Fault::{ForbiddenRetryAfter, Hang, RateLimit, RateLimitDate, Slow};
        let waits = [RateLimitDate, RateLimit, ForbiddenRetryAfter, Slow, Hang];
        waits.contains(&row.fault)
    };
    let (first, last): (Vec<_>, Vec<_>) = of(Class::Passes).partition(waits);
    check(first.into_iter().chain(last), 7, passes).await;
}
