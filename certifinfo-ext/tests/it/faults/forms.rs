//! Faults that lose nothing (other forms of the same data), that cost single records, or that
//! change the catalogue while it is read.

use std::collections::BTreeSet;

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Fault, When};

use crate::faults::run::{CONCURRENCY, Harvest, client, harvest, read, sandbox};
use crate::faults::secrecy::{inspect_error, inspect_requests};
use crate::faults::table::{Class, TABLE, of};

const CERTIFICATIONS: u64 = 2_000;

async fn struck(fault: Fault, when: When) -> (Harvest, Harvest, certifinfo_sandbox::Sandbox) {
    let sandbox = sandbox(CERTIFICATIONS);
    let api = client(&sandbox, fault, 3);
    let sound = harvest(&api).await;
    sandbox.set_fault(fault, when);
    let struck = harvest(&api).await;
    assert!(struck.error.is_none(), "{fault}: {:?}", struck.error);
    inspect_requests(&sandbox);
    (sound, struck, sandbox)
}

#[tokio::test]
async fn other_forms_of_the_same_data_are_the_same_certifications() {
    for row in of(Class::Tolerated) {
        let fault = row.fault;
        let (sound, struck, _) = struck(fault, When::ALWAYS).await;
        assert!(struck.records.is_empty(), "{fault}: {:?}", struck.records);
        assert_eq!(struck.codes, sound.codes, "{fault}");
        let changes = [
            Fault::NullArrays,
            Fault::StringScalars,
            Fault::UnknownFields,
        ];
        let changed = struck.file != sound.file;
        assert_eq!(changed, changes.contains(&fault), "{fault} struck");
    }
}

#[tokio::test]
async fn an_answer_of_nothing_but_nulls_is_not_found() {
    let sandbox = sandbox(10);
    let api = client(&sandbox, Fault::NotFound200, 3);
    sandbox.set_fault(Fault::NotFound200, When::ALWAYS);
    let unknown = CertifInfoCode::new(999_999).unwrap();
    let error = api.certification(unknown).await.unwrap_err();
    inspect_error(&error);
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("999999"), "{error}");
}

#[tokio::test]
async fn a_record_that_does_not_decode_costs_itself_and_comes_once_it_does() {
    for row in of(Class::Costs) {
        let (kind, says, advice) = row.ends.unwrap();
        let (sound, struck, sandbox) = struck(row.fault, When::ALWAYS).await;
        assert_eq!(struck.records.len() as u64, CERTIFICATIONS / 100);
        for error in &struck.records {
            assert_eq!(error.kind(), kind);
            let text = error.to_string();
            let place = format!("page {}: `data[3]", error.page().unwrap());
            assert!(text.starts_with(&place), "{text}");
            assert!(text.contains(says) && text.contains(advice), "{text}");
        }
        assert_eq!(struck.codes.len() + struck.records.len(), sound.codes.len());

        sandbox.clear_faults();
        let delivered = struck.codes.iter().map(|&code| CertifInfoCode::new(code));
        let delivered: Vec<_> = delivered.collect::<Result<_, _>>().unwrap();
        let api = client(&sandbox, row.fault, 3);
        let request = api.recherche(Recherche::new()).concurrency(CONCURRENCY);
        let rest = read(request.exclude(delivered).items()).await;
        assert_eq!(rest.codes.len(), struck.records.len());
        let all: BTreeSet<u32> = struck.codes.into_iter().chain(rest.codes).collect();
        assert!(all.into_iter().eq(sound.codes));
    }
}

#[tokio::test]
async fn a_catalogue_that_changes_while_it_is_read_is_read_whole() {
    for row in of(Class::Moves) {
        let fault = row.fault;
        let (sound, struck, _) = struck(fault, When::ALWAYS).await;
        let once: BTreeSet<u32> = struck.codes.iter().copied().collect();
        assert_eq!(once.len(), struck.codes.len(), "{fault}: none twice");
        // A total that shrinks hides the last 150 certifications; one that grows shows them.
        let hidden = if fault == Fault::ShrinkingTotal {
            150
        } else {
            0
        };
        let still = &sound.codes[..sound.codes.len() - hidden];
        assert!(still.iter().all(|code| once.contains(code)), "{fault}");
    }
}

#[test]
fn what_costs_nothing_has_no_error() {
    for row in TABLE {
        let harmless = matches!(row.class, Class::Tolerated | Class::Moves);
        assert_eq!(row.ends.is_none(), harmless, "{}", row.fault);
    }
}
