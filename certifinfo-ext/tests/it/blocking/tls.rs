//! https in a build with TLS and in one without: `.ci/features` runs this file in both.

use certifinfo_ext::{ErrorKind, blocking};

#[test]
fn https_is_refused_at_build_in_a_build_without_tls() {
    let tls = cfg!(any(feature = "rustls", feature = "native-tls"));
    let built = blocking::CertifInfo::builder().token("t").build();
    assert_eq!(built.is_ok(), tls, "{built:?}");
    if let Err(error) = built {
        assert_eq!(error.kind(), ErrorKind::Config);
        let said = error.to_string();
        assert!(said.contains("no TLS"), "{said}");
        assert!(said.contains("feature rustls or native-tls"), "{said}");
    }
}

/// Whoever brings an HTTP client knows what it speaks.
#[test]
fn a_client_of_ones_own_is_taken_at_its_word() {
    let built = blocking::CertifInfo::builder()
        .token("t")
        .http_client_builder(reqwest::Client::builder())
        .build();
    assert!(built.is_ok(), "{built:?}");
}
