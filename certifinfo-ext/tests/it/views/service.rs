//! Views on what a service really hands over: search items and certifications of the client.

use certifinfo_ext::prelude::*;
use certifinfo_ext::{RateLimit, RetryPolicy};
use certifinfo_sandbox::{Fault, Sandbox};

pub(crate) async fn connect(sandbox: &Sandbox) -> CertifInfo {
    CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap()
}

/// Every view of every record: codes are codes, days are days.
pub(crate) fn check(record: &impl CertificationView) {
    let code = record.code().unwrap();
    assert!(record.intitule().is_some());
    assert!(record.fiches().iter().all(Result::is_ok), "{code}");
    assert!(record.rome().iter().all(|e| e.code.is_ok()), "{code}");
    assert!(record.nsf().iter().all(|e| e.code.is_ok()), "{code}");
    assert!(record.formacodes().iter().all(|e| e.code.is_ok()), "{code}");
    assert!(
        record.scolarite().is_ok() && record.niveau().is_ok(),
        "{code}"
    );
    assert!(record.type_diplome().unwrap().is_some(), "{code}");
    assert!(record.etat().unwrap().is_some(), "{code}");
    assert!(record.date_maj().unwrap().is_some(), "{code}");
}

#[tokio::test]
async fn every_record_of_the_catalogue_reads_in_whatever_form_it_is_sent() {
    let forms = [
        None,
        Some(Fault::StringScalars),
        Some(Fault::NullArrays),
        Some(Fault::UnknownFields),
    ];
    for form in forms {
        let sandbox = Sandbox::builder().start().await.unwrap();
        if let Some(fault) = form {
            sandbox.set_fault(fault, 1.0);
        }
        let api = connect(&sandbox).await;
        let items: Vec<Item> = api
            .recherche(Recherche::new())
            .items()
            .try_collect()
            .await
            .unwrap();
        assert!(items.len() > 40);
        for item in &items {
            check(&**item);
            let full = api.certification(item.code().unwrap()).await.unwrap();
            check(&*full);
            assert_eq!(full.code(), item.code());
            assert_eq!(full.niveau(), item.niveau());
            for acces in [Acces::Apprentissage, Acces::Vae] {
                assert_eq!(full.acces(acces), item.acces(acces));
            }
        }
    }
}

#[tokio::test]
async fn a_renewed_habilitation_is_active_by_its_second_sheet() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = connect(&sandbox).await;
    let cert = api
        .certification(CertifInfoCode::new(48047).unwrap())
        .await
        .unwrap();
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    assert_eq!(cert.rs().len(), 2);
    assert!(cert.is_active_on(day("2027-12-31")));
    assert!(!cert.is_active_on(day("2028-01-01")));
    let fiches: Vec<_> = cert
        .enregistrements()
        .iter()
        .map(|e| {
            (
                e.fiche.as_ref().unwrap().to_string(),
                e.is_active_on(day("2025-01-01")),
            )
        })
        .collect();
    assert_eq!(
        fiches,
        [
            ("RS2754".into(), Some(false)),
            ("RS6316".into(), Some(true))
        ]
    );
}
