//! Against the sandbox, over real sockets.

use certifinfo_sandbox::Sandbox;
use secrecy::SecretString;
use xtask::probe::{self, Options, ProbeError, Verdict};

use crate::{effective, plain};

/// Options that make the report the same on every day.
fn options(sandbox: &Sandbox) -> Options {
    let mut options = Options::new(sandbox.base_url(), effective());
    options.token = Some(SecretString::from(sandbox.token().to_owned()));
    options.day = "2026-01-31".to_owned();
    options
}

async fn probe(options: &Options) -> (Result<Verdict, ProbeError>, String) {
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
async fn a_sample_is_never_larger_than_asked() {
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
