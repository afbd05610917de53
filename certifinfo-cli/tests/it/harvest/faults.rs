//! Faults of the service against the example itself: exit code, message, and the file completed
//! once the fault is gone. The library's tests have all faults; here are those of every kind.

use std::thread;

use certifinfo_sandbox::{Fault, When};

use super::support::{Harvest, assert_whole, service};

const CERTIFICATIONS: u64 = 1_500;

/// The fault and a phrase that is said of it.
const STAYING: [(Fault, &str); 10] = [
    (Fault::Unauthorized, "CERTIFINFO_TOKEN"),
    (Fault::Status404, "the base URL"),
    (Fault::RateLimitAbsurd, "asks to wait 86400 s"),
    (Fault::RedirectElsewhere, "which is not followed"),
    (Fault::Bomb, "larger than 33554432 bytes"),
    (
        Fault::EmptyPage,
        "an empty page came although more records are announced",
    ),
    (Fault::RepeatPage, "only records that had come before"),
    (
        Fault::Status502Html,
        "6 attempts: the service answered 502 Bad Gateway",
    ),
    (Fault::Maintenance200, "Service en maintenance"),
    (Fault::Reset, "Check the network"),
];

/// Harvests with the fault from some request on, and continues without it.
fn stays(fault: Fault, phrase: &str, details: bool) {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    let arguments: &[&str] = if details { &["--details"] } else { &[] };
    let harvest = Harvest::new();
    sandbox.set_fault(fault, When::After(if details { 300 } else { 6 }));
    let (code, said) = harvest.run(&sandbox, arguments);
    assert_eq!(code, 1, "{fault}: {said}");
    assert!(said.contains("stopped: "), "{fault}: {said}");
    assert!(said.contains(phrase), "{fault}: {said}");
    assert!(said.contains("continue with --resume"), "{fault}: {said}");
    assert_eq!(sandbox.redirect_target_requests().total, 0);

    sandbox.clear_faults();
    let resumed: Vec<_> = arguments.iter().copied().chain(["--resume"]).collect();
    let (code, said) = harvest.run(&sandbox, &resumed);
    assert_eq!(code, 0, "{fault}: {said}");
    assert_whole(&harvest, CERTIFICATIONS);
}

#[test]
fn permanent_fault_is_explained_and_the_run_can_be_continued() {
    // Most of the time they wait.
    thread::scope(|scope| {
        for (fault, phrase) in STAYING {
            scope.spawn(move || stays(fault, phrase, false));
        }
    });
}

#[test]
fn permanent_fault_of_details_is_explained_and_the_run_can_be_continued() {
    let details = [
        (Fault::Unauthorized, "CERTIFINFO_TOKEN"),
        (Fault::Status404, "20 records in a row did not come"),
        (Fault::Bomb, "20 records in a row did not come"),
        (Fault::GarbageJson, "the answer is not JSON"),
    ];
    thread::scope(|scope| {
        for (fault, phrase) in details {
            scope.spawn(move || stays(fault, phrase, true));
        }
    });
}

#[test]
fn passing_fault_changes_nothing_in_the_file() {
    let file = |fault: Option<Fault>| {
        let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
        if let Some(fault) = fault {
            sandbox.set_fault(fault, When::First(3));
        }
        let harvest = Harvest::new();
        let (code, said) = harvest.run(&sandbox, &[]);
        assert_eq!(code, 0, "{said}");
        assert_whole(&harvest, CERTIFICATIONS);
        std::fs::read(harvest.path("out.ndjson")).unwrap()
    };
    let sound = file(None);
    for fault in [Fault::Truncate, Fault::Status503, Fault::GarbageJson] {
        assert!(file(Some(fault)) == sound, "{fault}");
    }
}
