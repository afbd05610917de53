//! Probes of the sandbox, over real sockets.

use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};
use secrecy::SecretString;
use xtask::probe::{self, ProbeError, ProbeOptions, Verdict};

use crate::probe::{held, plain};

/// Options that make the report the same on every day.
fn options(sandbox: &Sandbox) -> ProbeOptions {
    let mut options = ProbeOptions::new(sandbox.base_url(), held());
    options.token = Some(SecretString::from(sandbox.token().to_owned()));
    options.day = "2026-01-31".to_owned();
    options
}

async fn probe(options: &ProbeOptions) -> (Result<Verdict, ProbeError>, String) {
    let mut out = Vec::new();
    let outcome = probe::run(options, &mut out).await;
    (outcome, plain(&out))
}

#[tokio::test]
async fn without_faults_it_agrees() {
    let sandbox = Sandbox::builder()
        .token("jeton-secret")
        .start()
        .await
        .unwrap();
    let (outcome, report) = probe(&options(&sandbox)).await;
    assert!(
        matches!(outcome, Ok(Verdict::Agrees)),
        "{outcome:?}\n{report}"
    );
    insta::assert_snapshot!(report);
}

#[tokio::test]
async fn sample_size_is_an_upper_limit() {
    for sample in [0, 1, 2, 7] {
        let sandbox = Sandbox::builder().start().await.unwrap();
        let mut options = options(&sandbox);
        options.sample = sample;
        let (outcome, report) = probe(&options).await;
        assert!(
            matches!(outcome, Ok(Verdict::Agrees)),
            "{outcome:?}\n{report}"
        );
        let most = sample.max(1);
        for route in ["/recherche", "/certification"] {
            let asked = usize::try_from(sandbox.requests().route(route)).unwrap();
            assert!((1..=most).contains(&asked), "{asked} of {most} to {route}");
        }
    }
}

/// Each format fault is reported, and nothing else is.
#[tokio::test]
async fn format_fault_is_the_only_difference() {
    let faults = [
        (Fault::StringScalars, "string-scalars"),
        (Fault::NullArrays, "null-arrays"),
        (Fault::UnknownFields, "unknown-fields"),
    ];
    for (fault, kind) in faults {
        let sandbox = Sandbox::builder()
            .fault(fault, When::ALWAYS)
            .start()
            .await
            .unwrap();
        let (outcome, report) = probe(&options(&sandbox)).await;
        assert!(
            matches!(outcome, Ok(Verdict::Differs)),
            "{outcome:?}\n{report}"
        );
        let summary = report.lines().find(|line| line.contains("differs "));
        let summary = summary.unwrap_or_default();
        for (_, other) in faults {
            assert_eq!(summary.contains(other), other == kind, "{report}");
        }
        assert!(!summary.contains("places, "), "{report}");
        insta::assert_snapshot!(format!("the_fault_{}", kind.replace('-', "_")), report);
    }
}

/// The generated certifications contain every absent code at the rate of the export.
#[tokio::test]
async fn generated_catalogue_agrees() {
    let catalogue = Catalogue::synthetic(2_000, 7);
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let (outcome, report) = probe(&options(&sandbox)).await;
    assert!(
        matches!(outcome, Ok(Verdict::Agrees)),
        "{outcome:?}\n{report}"
    );
    assert!(report.contains("of 100, 20 results each"), "{report}");
}

#[tokio::test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
async fn export_agrees() {
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").expect("CERTIFINFO_OPEN_DATA names a file");
    let catalogue = Catalogue::open_data(path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let (outcome, report) = probe(&options(&sandbox)).await;
    assert!(
        matches!(outcome, Ok(Verdict::Agrees)),
        "{outcome:?}\n{report}"
    );
}

/// Reading a body that inflates to a gibibyte stops at the limit.
#[tokio::test]
async fn body_over_the_limit_is_not_compared() {
    let sandbox = Sandbox::builder()
        .fault(Fault::Bomb, When::ALWAYS)
        .start()
        .await
        .unwrap();
    let (outcome, _) = probe(&options(&sandbox)).await;
    let message = outcome.unwrap_err().to_string();
    assert!(
        message.ends_with("the body is larger than 16777216 bytes"),
        "{message}"
    );
}

/// A record with another shape is a difference of type, and the other records are still read.
#[tokio::test]
async fn invalid_record_is_named() {
    let sandbox = Sandbox::builder()
        .fault(Fault::BadRecord, When::ALWAYS)
        .start()
        .await
        .unwrap();
    let (outcome, report) = probe(&options(&sandbox)).await;
    assert!(
        matches!(outcome, Ok(Verdict::Differs)),
        "{outcome:?}\n{report}"
    );
    for place in [
        "types data[]: text \"aaaa aa aa aaaaaaaaaaaaa\", list where object is declared",
        "types (body): list where object is declared",
    ] {
        assert!(report.contains(place), "{place}\n{report}");
    }
}
