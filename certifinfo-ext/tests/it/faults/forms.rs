//! Faults that lose nothing (other forms of the same data), that cost single records, or that
//! change the catalogue while it is read.

use std::collections::BTreeSet;

use certifinfo_ext::codes::RncpCode;
use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Fault, Sandbox, When};

use crate::faults::run::{CONCURRENCY, Harvest, client, harvest, read, sandbox};
use crate::faults::secrecy::{inspect_error, inspect_requests};
use crate::faults::table::{Class, Row, TABLE, check, of};

const CERTIFICATIONS: u64 = 2_000;

async fn struck(fault: Fault, when: When) -> (Harvest, Harvest, certifinfo_sandbox::Sandbox) {
    let sandbox = sandbox(match fault {
        // A cap shows only in a catalogue that is larger.
        Fault::TotalCapped10000 => 10_400,
        _ => CERTIFICATIONS,
    });
    let api = client(&sandbox, fault, 3);
    let sound = harvest(&api).await;
    sandbox.set_fault(fault, when);
    let struck = harvest(&api).await;
    assert!(struck.error.is_none(), "{fault}: {:?}", struck.error);
    inspect_requests(&sandbox);
    (sound, struck, sandbox)
}

async fn tolerated(row: &'static Row) {
    let fault = row.fault;
    let (sound, struck, _) = struck(fault, When::ALWAYS).await;
    assert!(struck.records.is_empty(), "{fault}: {:?}", struck.records);
    if fault == Fault::NoCode {
        // Delivered like the others; nothing says which certifications they are.
        assert_eq!(struck.nameless as u64, CERTIFICATIONS / 100);
        assert_eq!(struck.codes.len() + struck.nameless, sound.codes.len());
        return;
    }
    assert_eq!(struck.codes, sound.codes, "{fault}");
    let changes = [
        Fault::NullArrays,
        Fault::StringScalars,
        Fault::UnknownFields,
    ];
    let changed = struck.file != sound.file;
    assert_eq!(changed, changes.contains(&fault), "{fault} struck");
}

#[tokio::test]
async fn other_forms_of_the_same_data_are_the_same_certifications() {
    check(of(Class::Tolerated), 3, tolerated).await;
}

async fn looked_up(row: &'static Row) {
    let fault = row.fault;
    let (sound, struck, sandbox) = struck(fault, When::ALWAYS).await;
    assert!(struck.file == sound.file, "{fault}: a search is the same");
    let code = match fault {
        Fault::NotFound200 => 999_999,
        Fault::DetailFirst => sound.codes[7],
        _ => sound.codes[0],
    };
    let code = CertifInfoCode::new(code).unwrap();
    let api = client(&sandbox, fault, 3);
    let found = api.certification(code).await;
    let Some((kind, says, advice)) = row.ends else {
        assert_eq!(found.unwrap().code(), Ok(code), "{fault}");
        return;
    };
    let error = found.unwrap_err();
    inspect_error(&error);
    assert_eq!(error.kind(), kind, "{fault}: {error}");
    let text = error.to_string();
    assert!(
        text.contains(says) && text.contains(advice),
        "{fault}: {text}"
    );
    assert!(text.contains(&code.to_string()), "{fault}: {text}");
}

#[tokio::test]
async fn lookup_that_the_service_answers_wrongly_invents_nothing() {
    check(of(Class::Lookup), 3, looked_up).await;
}

async fn costs(row: &'static Row) {
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

#[tokio::test]
async fn a_record_that_does_not_decode_costs_itself_and_comes_once_it_does() {
    check(of(Class::Costs), 3, costs).await;
}

async fn moves(row: &'static Row) {
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

#[tokio::test]
async fn a_catalogue_that_changes_while_it_is_read_is_read_whole() {
    check(of(Class::Moves), 3, moves).await;
}

#[tokio::test]
async fn catalogue_that_shrank_before_it_is_resumed_is_never_called_whole() {
    let sandbox = sandbox(CERTIFICATIONS);
    let api = client(&sandbox, Fault::Unauthorized, 1);
    sandbox.set_fault(Fault::Unauthorized, When::After(15));
    let first = harvest(&api).await;
    let place = first.error.unwrap().resume().unwrap().clone();
    assert!(first.codes.len() > 1_000);
    let shrunk = crate::faults::run::sandbox(400);
    let api = client(&shrunk, Fault::Unauthorized, 1);
    let second = read(api.resume(place).items()).await;
    assert_eq!(second.error.unwrap().kind(), ErrorKind::Stalled);
    assert!(second.codes.is_empty(), "none twice");
}

#[tokio::test]
async fn archived_certifications_that_a_search_hides_are_found_by_their_fiche() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let builder = CertifInfo::builder().token(sandbox.token());
    let api = builder.base_url(sandbox.base_url()).build().unwrap();
    let total = async || api.recherche(Recherche::new()).total().await.unwrap();
    let fiche: RncpCode = "RNCP724".parse().unwrap();
    let codes = async || {
        let found = api.certifications_of(fiche).await.unwrap();
        let codes = found.iter().map(|item| item.code().unwrap());
        codes.collect::<BTreeSet<_>>()
    };
    let (all, sound) = (total().await, codes().await);
    assert!(!sound.is_empty());
    sandbox.set_fault(Fault::ArchivedHidden, When::ALWAYS);
    assert!(total().await < all, "they are hidden");
    assert_eq!(codes().await, sound);
}

#[test]
fn what_costs_nothing_has_no_error() {
    for row in TABLE {
        let harmless = matches!(row.class, Class::Tolerated | Class::Moves);
        let found = row.fault == Fault::DetailInList;
        assert_eq!(row.ends.is_none(), harmless || found, "{}", row.fault);
    }
}
