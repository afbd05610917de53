//! Wrong arguments are reported before anything is sent.

use super::support::{Harvest, said, service};

#[test]
fn out_that_cannot_be_written_is_refused_before_any_request() {
    let sandbox = service(200).start_blocking().unwrap();
    let harvest = Harvest::new();
    std::fs::create_dir(harvest.path("folder")).unwrap();
    std::fs::create_dir(harvest.path("taken.part")).unwrap();
    for (out, phrase, wanted) in [
        ("folder", "--out folder is a folder", 2),
        ("folder/", "is a folder", 2),
        ("missing/out.ndjson", "the folder missing does not exist", 2),
        ("..", "is a folder", 2),
        ("taken", "taken.part cannot be continued", 1),
    ] {
        let mut command = harvest.command_to(out, &sandbox, &[]);
        let (code, said) = said(command.output().unwrap());
        assert_eq!(code, wanted, "{out}: {said}");
        assert!(
            said.contains("error: ") && said.contains(phrase),
            "{out}: {said}"
        );
    }
    assert_eq!(sandbox.requests().total, 0);
}

#[test]
fn number_out_of_its_range_is_refused() {
    let sandbox = service(200).start_blocking().unwrap();
    let harvest = Harvest::new();
    for arguments in [
        ["--limit", "0"],
        ["--limit", "ten"],
        ["--concurrency", "0"],
        ["--concurrency", "65"],
        ["--concurrency", "99999999999999999999"],
    ] {
        let (code, said) = harvest.run(&sandbox, &arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
        assert!(said.contains(arguments[0]), "{arguments:?}: {said}");
    }
    assert_eq!(sandbox.requests().total, 0);
    assert!(!harvest.path("out.ndjson.part").exists());
}

#[test]
fn limit_beyond_the_end_writes_everything() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    let (code, said) = harvest.run(&sandbox, &["--limit", "1000", "--concurrency", "64"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(harvest.lines().len(), 250);
}

#[test]
fn loopback_request_does_not_use_the_proxy() {
    let sandbox = service(250).start_blocking().unwrap();
    let proxy = service(1).start_blocking().unwrap();
    let harvest = Harvest::new();
    let mut command = harvest.command(&sandbox, &[]);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, proxy.base_url());
    }
    command.env_remove("no_proxy").env_remove("NO_PROXY");
    let (code, said) = said(command.output().unwrap());
    assert_eq!(proxy.requests().total, 0, "the token went there: {said}");
    assert_eq!(code, 0, "{said}");
}
