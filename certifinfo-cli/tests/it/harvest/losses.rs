//! Faults under which a client loses, repeats or invents records without a word: the file holds
//! every certification once, or the exit code and the message say what is missing.

use std::thread;

use certifinfo_sandbox::{Fault, When};

use super::support::{Harvest, assert_whole, codes, read, service};

const CERTIFICATIONS: u64 = 650;

/// The file is whole, be the run stopped on the way or not.
const WHOLE: [Fault; 22] = [
    Fault::PageCap20,
    Fault::PageCap50,
    Fault::UnstableOrder,
    Fault::MovedToEnd,
    Fault::MovedToStart,
    Fault::OverlappingPages,
    Fault::TotalCapped400,
    Fault::TotalOfPage,
    Fault::TotalText,
    Fault::TotalObject,
    Fault::TotalAtLeast,
    Fault::NoTotal,
    Fault::NoTotalNoNext,
    Fault::NextNull,
    Fault::NextAlways,
    Fault::PastEnd400,
    Fault::PastEnd404,
    Fault::PastEnd416,
    Fault::ArchivedHidden,
    Fault::IndexKeyed,
    Fault::ByteOrderMark,
    Fault::GzipMembers,
];

fn whole(fault: Fault, stopped: bool) {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    let harvest = Harvest::new();
    sandbox.set_fault(fault, When::ALWAYS);
    let mut arguments: &[&str] = &[];
    if stopped {
        sandbox.set_fault(Fault::Unauthorized, When::After(4));
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 1, "{fault}: {said}");
        sandbox.clear_faults();
        sandbox.set_fault(fault, When::ALWAYS);
        arguments = &["--resume"];
    }
    let (code, said) = harvest.run(&sandbox, arguments);
    assert_eq!(code, 0, "{fault}, stopped: {stopped}: {said}");
    assert_whole(&harvest, CERTIFICATIONS);
}

#[test]
fn answers_that_contradict_each_other_lose_and_repeat_nothing() {
    for fault in WHOLE {
        thread::scope(|scope| {
            scope.spawn(|| whole(fault, false));
            scope.spawn(|| whole(fault, true));
        });
    }
}

/// What cannot be read: arguments, how many certifications of 650 are left out, and a phrase.
const MISSING: [(Fault, &[&str], usize, &str); 7] = [
    (Fault::NotANumber, &[], 7, "does not decode"),
    (Fault::LoneSurrogate, &[], 7, "does not decode"),
    (Fault::RawTab, &[], 7, "does not decode"),
    (Fault::TrailingComma, &[], 7, "does not decode"),
    (Fault::BadRecord, &[], 7, "does not decode"),
    (
        Fault::UnreachablePages,
        &["--concurrency", "1"],
        300,
        "cannot be read",
    ),
    (Fault::DetailBroken, &["--details"], 1, "cannot be read"),
];

#[test]
fn what_cannot_be_read_is_named_and_left_out_only_if_allowed() {
    thread::scope(|scope| {
        for row in MISSING {
            scope.spawn(move || misses(row));
        }
    });
}

fn misses((fault, arguments, left_out, phrase): (Fault, &[&str], usize, &str)) {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    sandbox.set_fault(fault, When::ALWAYS);
    let harvest = Harvest::new();
    let (code, said) = harvest.run(&sandbox, arguments);
    assert_eq!(code, 1, "{fault}: {said}");
    assert!(said.contains(phrase), "{fault}: {said}");
    assert!(!harvest.path("out.ndjson").exists(), "{fault}");

    let allowed = Harvest::new();
    let (code, said) = allowed.run(&sandbox, &[arguments, &["--allow-missing"]].concat());
    assert_eq!(code, 1, "{fault} is not whole: {said}");
    let mut found = codes(&allowed.lines());
    found.sort_unstable();
    found.dedup();
    let wanted = CERTIFICATIONS as usize - left_out;
    assert_eq!(found.len(), wanted, "{fault}: {said}");
    assert_eq!(allowed.lines().len(), wanted, "{fault}: none twice");
    let gaps = read(&allowed.path("out.ndjson.missing.ndjson"));
    let pages = fault == Fault::UnreachablePages;
    assert_eq!(gaps.len(), if pages { 3 } else { left_out }, "{fault}");
    assert!(said.contains("are missing"), "{fault}: {said}");

    // Whatever it was, it passes.
    sandbox.clear_faults();
    let (code, said) = harvest.run(&sandbox, &[arguments, &["--resume"]].concat());
    assert_eq!(code, 0, "{fault}: {said}");
    assert_whole(&harvest, CERTIFICATIONS);
}

/// Nothing is written for an answer that is not the one asked for, or for a catalogue that is
/// none; a file that is there stays.
#[test]
fn answer_that_is_not_the_one_asked_for_never_reaches_the_file() {
    for (fault, arguments, phrase) in [
        (Fault::EmptyCatalogue, &[][..], "Une erreur est survenue"),
        (Fault::Error200, &[], "Erreur interne du serveur"),
        (Fault::ZeroBased, &[], "counts its pages from 0"),
        (Fault::DataTwice, &[], "duplicate field `data`"),
        (Fault::LoginPage200, &[], "a login page"),
        (Fault::BotWall403, &[], "a wall against bots"),
        (
            Fault::DetailOther,
            &["--details"],
            "the service answered with certification",
        ),
        (
            Fault::DetailFirst,
            &["--details"],
            "the service answered with certification",
        ),
    ] {
        let sandbox = service(250).start_blocking().unwrap();
        let harvest = Harvest::new();
        assert_eq!(harvest.run(&sandbox, arguments).0, 0);
        let before = std::fs::read(harvest.path("out.ndjson")).unwrap();
        sandbox.set_fault(fault, When::ALWAYS);
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 1, "{fault}: {said}");
        assert!(said.contains(phrase), "{fault}: {said}");
        let after = std::fs::read(harvest.path("out.ndjson")).unwrap();
        assert!(after == before, "{fault}: the file was replaced");
    }
}

#[test]
fn records_without_a_code_are_named_with_their_place() {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    sandbox.set_fault(Fault::NoCode, When::ALWAYS);
    let harvest = Harvest::new();
    let (code, said) = harvest.run(&sandbox, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("missing: "), "{said}");
    assert!(!harvest.path("out.ndjson").exists());
    sandbox.clear_faults();
    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    assert_whole(&harvest, CERTIFICATIONS);
}
