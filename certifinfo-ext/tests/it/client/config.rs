//! Wrong settings: each is an error at `build()` that names it.

use std::time::Duration;

use certifinfo_ext::{Builder, CertifInfo, ErrorKind, RateLimit, RetryPolicy};

fn sound() -> Builder {
    CertifInfo::builder().token("a token")
}

#[test]
fn what_is_wrong_is_named() {
    let cases: Vec<(&str, Builder)> = vec![
        ("no token", CertifInfo::builder()),
        ("blank token", sound().token(" \n")),
        ("token with a line break", sound().token("two\nlines")),
        ("no URL", sound().base_url("api-certifinfo")),
        ("another scheme", sound().base_url("ftp://example.org")),
        ("plain http", sound().base_url("http://example.org")),
        (
            "plain http, with a password",
            sound().base_url("http://me:pass-word@example.org/?key=secret"),
        ),
        (
            "a query",
            sound().base_url("https://example.org/?key=secret"),
        ),
        ("no time", sound().attempt_timeout(Duration::ZERO)),
        ("no time at all", sound().total_timeout(Duration::ZERO)),
        (
            "no time to connect",
            sound().connect_timeout(Duration::ZERO),
        ),
        ("no room", sound().max_response_bytes(0)),
        ("no rate", sound().rate_limit(RateLimit::per_second(0.0, 5))),
        (
            "no burst",
            sound().rate_limit(RateLimit::per_second(5.0, 0)),
        ),
        (
            "no attempt",
            sound().retry_policy(RetryPolicy::default().attempts(0)),
        ),
        (
            "a day of waiting",
            sound()
                .retry_policy(RetryPolicy::default().retry_after_cap(Duration::from_secs(90_000))),
        ),
        (
            "endless backoff",
            sound().retry_policy(RetryPolicy::default().max_backoff(Duration::MAX)),
        ),
        ("user agent", sound().user_agent("line\nbreak")),
    ];
    let mut said = String::new();
    for (name, builder) in cases {
        let error = builder.build().expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Config, "{name}");
        assert!(!error.is_transient() && error.attempts() == 0, "{name}");
        said.push_str(&format!("{name}:\n    {error}\n"));
    }
    assert!(!said.contains("pass-word") && !said.contains("secret"));
    insta::assert_snapshot!("settings", said);
}

#[test]
fn what_is_sound_builds() {
    for (name, builder) in [
        ("defaults", sound()),
        (
            "loopback by number",
            sound().base_url("http://127.0.0.1:8080"),
        ),
        (
            "loopback by name",
            sound().base_url("http://localhost:8080/api/"),
        ),
        ("loopback, six", sound().base_url("http://[::1]")),
        (
            "plain http by name",
            sound().base_url("http://example.org").allow_insecure_http(),
        ),
        (
            "a client to finish",
            sound()
                .http_client_builder(reqwest::Client::builder())
                .user_agent("me/1 (é)"),
        ),
        (
            "a token with white space around it",
            sound().token(" a token\n"),
        ),
        (
            "a proxy",
            sound().proxy(reqwest::Proxy::all("http://localhost:3128").unwrap()),
        ),
        (
            "slow and steady",
            sound()
                .rate_limit(RateLimit::per_second(0.5, 1))
                .retry_policy(RetryPolicy::none()),
        ),
    ] {
        if let Err(error) = builder.build() {
            panic!("{name}: {error}");
        }
    }
}

/// Runs itself again with another environment: changing one's own is unsafe.
#[test]
fn the_environment_gives_token_and_url() {
    let run = |token: Option<&str>, url: Option<&str>| {
        let mut run = std::process::Command::new(std::env::current_exe().unwrap());
        run.args([
            "--exact",
            "client::config::child_of_the_environment",
            "--nocapture",
        ]);
        run.env("CERTIFINFO_TEST_CHILD", "1")
            .env_remove("CERTIFINFO_TOKEN")
            .env_remove("CERTIFINFO_BASE_URL");
        token.map(|token| run.env("CERTIFINFO_TOKEN", token));
        url.map(|url| run.env("CERTIFINFO_BASE_URL", url));
        String::from_utf8(run.output().unwrap().stdout).unwrap()
    };
    assert!(run(None, None).contains("the token is missing"));
    assert!(
        run(Some(""), None).contains("the token is missing"),
        "set to nothing is not set"
    );
    let own = run(Some("t"), None);
    assert!(
        own.contains("https://api-certifinfo.intercariforef.org"),
        "{own}"
    );
    assert!(run(Some("t"), Some("http://127.0.0.1:9")).contains("http://127.0.0.1:9"));
    assert!(run(Some("t"), Some("nowhere")).contains("it is not a URL"));
}

#[test]
fn child_of_the_environment() {
    if std::env::var_os("CERTIFINFO_TEST_CHILD").is_some() {
        match CertifInfo::from_env() {
            Ok(api) => println!("{api:?}"),
            Err(error) => println!("{error}"),
        }
    }
}
