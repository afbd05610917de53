//! A body has a bound: 1 MB that inflates to 1 GiB is an error, not the end of memory.

use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{RateLimit, RetryPolicy};
use certifinfo_sandbox::{Fault, When};

use crate::faults::run::{TOKEN, sandbox};
use crate::faults::secrecy::inspect_error;

#[tokio::test]
async fn a_bomb_is_an_error_at_the_bound() {
    let sandbox = sandbox(10);
    sandbox.set_fault(Fault::Bomb, When::ALWAYS);
    for (bound, says) in [
        (None, "larger than 33554432 bytes (decompressed)"),
        (Some(1 << 20), "larger than 1048576 bytes (decompressed)"),
        (Some(1), "larger than 1 bytes (decompressed)"),
    ] {
        let mut builder = CertifInfo::builder()
            .token(TOKEN)
            .base_url(sandbox.base_url())
            .rate_limit(RateLimit::unlimited())
            .retry_policy(RetryPolicy::default().initial_backoff(Duration::from_millis(1)));
        if let Some(bound) = bound {
            builder = builder.max_response_bytes(bound);
        }
        let api = builder.build().unwrap();
        let search = api.recherche(Recherche::new()).page(1).await.unwrap_err();
        let code = CertifInfoCode::new(118_034).unwrap();
        let lookup = api.certification(code).await.unwrap_err();
        for error in [search, lookup] {
            inspect_error(&error);
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains(says), "{error}");
            assert_eq!(error.attempts(), 1, "it would be as large again");
            assert_eq!(error.body(), None, "nothing of it is kept");
        }
    }
}

#[test]
fn page_of_more_records_or_values_than_is_decoded_is_refused_by_count() {
    let page = |record: &str, count: usize| {
        let data = vec![record; count].join(",");
        Page::from_json(format!(r#"{{"total":1,"data":[{data}]}}"#), 1, 100)
    };
    let values = format!("[{}]", vec!["0"; 100_000].join(","));
    let record = format!(r#"{{"certifinfo_code":1,"inconnu":{values}}}"#);
    for (refused, says) in [
        (page("{}", 10_001), "more than 10000 records"),
        (page("{}", 500_000), "more than 10000 records"),
        (page("[]", 10_001), "more than 10000 records"),
        (page("0", 600_000), "more than 500000 values"),
        (page(&record, 6), "more than 500000 values"),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(
        page(r#"{"certifinfo_code":1}"#, 10_000)
            .unwrap()
            .items
            .len(),
        10_000
    );
    assert!(page(&record, 4).is_ok());
}
