//! Whole files, files that grow, files that are continued.

use std::collections::BTreeSet;

use certifinfo_sandbox::{Fault, Sandbox, When};

use super::support::{Harvest, codes, read, service};

fn sandbox(certifications: u64) -> Sandbox {
    service(certifications).start_blocking().unwrap()
}

#[test]
fn any_concurrency_writes_the_same_file() {
    let sandbox = sandbox(1_234);
    let mut files = BTreeSet::new();
    for concurrency in ["1", "4", "16"] {
        let harvest = Harvest::new();
        let (code, said) = harvest.run(&sandbox, &["--concurrency", concurrency]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("1234 certifications in out.ndjson"), "{said}");
        let codes = codes(&harvest.lines());
        assert_eq!(codes.len(), 1_234);
        assert!(
            codes.is_sorted_by(|a, b| a < b),
            "in the service's order, none twice"
        );
        files.insert(std::fs::read(harvest.path("out.ndjson")).unwrap());
        assert!(!harvest.path("out.ndjson.part").exists());
        assert!(!harvest.path("out.ndjson.part.resume").exists());
    }
    assert_eq!(files.len(), 1, "the same bytes");
}

#[test]
fn details_take_one_request_per_certification() {
    let sandbox = sandbox(150);
    let harvest = Harvest::new();
    let (code, said) = harvest.run(&sandbox, &["--details"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(sandbox.requests().route("/certification"), 150);
    let lines = harvest.lines();
    assert_eq!(codes(&lines).len(), 150);
    assert!(
        lines
            .iter()
            .all(|line| line.get("rncp_historique").is_some())
    );
}

#[test]
fn limit_is_exact() {
    let harvest = Harvest::new();
    let (code, said) = harvest.run(&sandbox(500), &["--limit", "7"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(harvest.lines().len(), 7);
}

#[test]
fn run_stopped_by_the_service_is_continued_to_the_same_bytes() {
    for details in [false, true] {
        let sandbox = sandbox(650);
        let arguments: &[&str] = if details { &["--details"] } else { &[] };
        let whole = Harvest::new();
        assert_eq!(whole.run(&sandbox, arguments).0, 0);

        // Enough answers for a part, then none but refusals.
        let harvest = Harvest::new();
        sandbox.set_fault(
            Fault::Unauthorized,
            When::After(if details { 300 } else { 3 }),
        );
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 1, "{said}");
        assert!(
            said.contains("CERTIFINFO_TOKEN"),
            "what to do is said: {said}"
        );
        assert!(said.contains("--resume"), "{said}");
        assert!(
            !harvest.path("out.ndjson").exists(),
            "not whole, so not its name"
        );
        let part = codes(&read(&harvest.path("out.ndjson.part")));
        assert!(!part.is_empty() && part.len() < 650, "{} lines", part.len());

        sandbox.clear_faults();
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 1, "a part is not begun anew in silence");
        assert!(said.contains("--resume"), "{said}");

        let resumed: Vec<_> = arguments.iter().copied().chain(["--resume"]).collect();
        let (code, said) = harvest.run(&sandbox, &resumed);
        assert_eq!(code, 0, "{said}");
        let bytes = |harvest: &Harvest| std::fs::read(harvest.path("out.ndjson")).unwrap();
        assert_eq!(bytes(&harvest), bytes(&whole));
    }
}

#[test]
fn part_cut_within_a_line_is_continued_without_loss_or_repeat() {
    let sandbox = sandbox(650);
    let harvest = Harvest::new();
    sandbox.set_fault(Fault::Unauthorized, When::After(4));
    assert_eq!(harvest.run(&sandbox, &[]).0, 1);
    sandbox.clear_faults();

    // As a kill leaves it: the place older than the lines, the last line cut short.
    let path = harvest.path("out.ndjson.part");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.truncate(bytes.len() - 40);
    std::fs::write(&path, bytes).unwrap();
    std::fs::remove_file(harvest.path("out.ndjson.part.resume")).unwrap();

    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    let mut codes = codes(&harvest.lines());
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 650);
    assert_eq!(harvest.lines().len(), 650);
}

#[test]
fn record_that_does_not_decode_is_named_and_fetched_later() {
    let sandbox = sandbox(250);
    let harvest = Harvest::new();
    sandbox.set_fault(Fault::BadRecord, When::ALWAYS);
    let (code, said) = harvest.run(&sandbox, &[]);
    assert_eq!(code, 1);
    assert!(said.contains("missing: "), "{said}");
    assert_eq!(read(&harvest.path("out.ndjson.part")).len(), 247, "{said}");

    sandbox.clear_faults();
    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    let codes: BTreeSet<u64> = codes(&harvest.lines()).into_iter().collect();
    assert_eq!((codes.len(), harvest.lines().len()), (250, 250));
}

#[test]
fn run_without_a_token_uses_an_embedded_sandbox() {
    let harvest = Harvest::new();
    let sandbox = sandbox(1);
    let mut command = harvest.command(&sandbox, &[]);
    command
        .env_remove("CERTIFINFO_TOKEN")
        .env_remove("CERTIFINFO_BASE_URL");
    assert!(command.output().unwrap().status.success());
    assert!(harvest.lines().len() >= 24, "a few dozen certifications");

    command.env("CERTIFINFO_BASE_URL", sandbox.base_url());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("CERTIFINFO_TOKEN is not set"), "{said}");
}
