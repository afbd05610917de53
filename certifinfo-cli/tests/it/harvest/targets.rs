//! What `--out` may name, what it replaces, and the formats.

use std::fs;

use certifinfo_sandbox::{Fault, When};

use super::support::{Harvest, assert_whole, read, said, service};

#[cfg(unix)]
#[test]
fn symbolic_link_has_its_target_written() {
    for there in [true, false] {
        let sandbox = service(250).start_blocking().unwrap();
        let harvest = Harvest::new();
        fs::create_dir(harvest.path("elsewhere")).unwrap();
        if there {
            fs::write(harvest.path("elsewhere/real.ndjson"), "{}\n").unwrap();
        }
        std::os::unix::fs::symlink("elsewhere/real.ndjson", harvest.path("out.ndjson")).unwrap();
        let (code, said) = harvest.run(&sandbox, &[]);
        assert_eq!(code, 0, "{said}");
        assert!(harvest.path("out.ndjson").is_symlink());
        assert_eq!(read(&harvest.path("elsewhere/real.ndjson")).len(), 250);
        let left: Vec<_> = fs::read_dir(harvest.path("elsewhere")).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
}

#[test]
fn much_smaller_catalogue_does_not_replace_the_file_unasked() {
    let harvest = Harvest::new();
    let large = service(650).start_blocking().unwrap();
    assert_eq!(harvest.run(&large, &[]).0, 0);
    let before = fs::read(harvest.path("out.ndjson")).unwrap();

    let small = service(120).start_blocking().unwrap();
    let (code, said) = harvest.run(&small, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("has 650 lines") && said.contains("120 certifications"),
        "{said}"
    );
    assert!(said.contains("--allow-smaller"), "{said}");
    assert_eq!(fs::read(harvest.path("out.ndjson")).unwrap(), before);

    let (code, said) = harvest.run(&small, &["--resume", "--allow-smaller"]);
    assert_eq!(code, 0, "{said}");
    assert_whole(&harvest, 120);
}

#[test]
fn limit_below_the_file_is_refused_before_anything_is_sent() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    assert_eq!(harvest.run(&sandbox, &[]).0, 0);
    let before = sandbox.requests().total;
    let (code, said) = harvest.run(&sandbox, &["--limit", "7"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("has 250 lines") && said.contains("--allow-smaller"),
        "{said}"
    );
    assert_eq!(sandbox.requests().total, before);
    assert_eq!(
        harvest
            .run(&sandbox, &["--limit", "7", "--allow-smaller"])
            .0,
        0
    );
    assert_eq!(harvest.lines().len(), 7);
}

#[test]
fn slightly_smaller_catalogue_replaces_the_file() {
    let harvest = Harvest::new();
    for size in [650, 640, 660] {
        let sandbox = service(size).start_blocking().unwrap();
        let (code, said) = harvest.run(&sandbox, &[]);
        assert_eq!(code, 0, "{said}");
        assert_whole(&harvest, size);
    }
}

#[test]
fn missing_records_are_left_out_when_allowed_and_named_in_the_companion() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    sandbox.set_fault(Fault::BadRecord, When::ALWAYS);
    let (code, said) = harvest.run(&sandbox, &["--allow-missing"]);
    assert_eq!(code, 1, "not whole: {said}");
    assert!(
        said.contains("247 certifications in out.ndjson; 3 records or pages are missing"),
        "{said}"
    );
    assert!(said.contains("out.ndjson.missing.ndjson"), "{said}");
    assert_eq!(harvest.lines().len(), 247);
    let gaps = read(&harvest.path("out.ndjson.missing.ndjson"));
    assert_eq!(gaps.len(), 3);
    for gap in gaps {
        assert!(gap["page"].is_u64() && gap["why"].is_string(), "{gap}");
    }

    // A whole run leaves no list of gaps behind.
    sandbox.clear_faults();
    assert_eq!(harvest.run(&sandbox, &[]).0, 0);
    assert_whole(&harvest, 250);
}

#[test]
fn two_runs_on_one_file_exclude_each_other() {
    let sandbox = service(2_000)
        .latency(std::time::Duration::from_millis(40))
        .start_blocking()
        .unwrap();
    let harvest = Harvest::new();
    let mut first = harvest.start(&sandbox, &[]);
    assert!(super::support::after(3, &sandbox, &mut first));
    for arguments in [&[][..], &["--resume"]] {
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("another run is writing"), "{said}");
    }
    let (code, text) = said(first.wait_with_output().unwrap());
    assert_eq!(code, 0, "{text}");
    assert_whole(&harvest, 2_000);
}

#[test]
fn csv_has_a_row_for_each_certification_however_often_it_is_interrupted() {
    let sandbox = service(650).start_blocking().unwrap();
    for details in [false, true] {
        let mut arguments = vec!["--format", "csv"];
        arguments.extend(details.then_some("--details"));
        let whole = Harvest::new();
        assert_eq!(whole.run(&sandbox, &arguments).0, 0);
        let harvest = Harvest::new();
        let stop = if details { 300 } else { 3 };
        sandbox.set_fault(Fault::Unauthorized, When::After(stop));
        assert_eq!(harvest.run(&sandbox, &arguments).0, 1);
        sandbox.clear_faults();
        arguments.push("--resume");
        let (code, said) = harvest.run(&sandbox, &arguments);
        assert_eq!(code, 0, "{said}");
        let text = |harvest: &Harvest| fs::read_to_string(harvest.path("out.ndjson")).unwrap();
        assert_eq!(text(&harvest), text(&whole));
        let mut rows = csv::Reader::from_path(harvest.path("out.ndjson")).unwrap();
        assert_eq!(&rows.headers().unwrap()[0], "certifinfo_code");
        assert_eq!(rows.records().filter(Result::is_ok).count(), 650);
        let left: Vec<_> = fs::read_dir(harvest.path(".")).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
}

#[test]
fn json_is_one_array() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    assert_eq!(harvest.run(&sandbox, &["--format", "json"]).0, 0);
    let text = fs::read_to_string(harvest.path("out.ndjson")).unwrap();
    let array: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(array.len(), 250);
}

#[test]
fn page_that_stays_unreadable_is_left_out_when_allowed_and_fetched_by_the_next_run() {
    let sandbox = service(650).start_blocking().unwrap();
    let harvest = Harvest::new();
    // As often as a page is asked for.
    sandbox.set_fault(Fault::Status500, When::First(6));
    let arguments = ["--allow-missing", "--concurrency", "1"];
    let (code, said) = harvest.run(&sandbox, &arguments);
    assert_eq!(code, 1, "not whole: {said}");
    assert!(said.contains("all of page 1"), "{said}");
    assert_eq!(harvest.lines().len(), 550);
    let gaps = read(&harvest.path("out.ndjson.missing.ndjson"));
    assert_eq!(gaps[0]["page"], 1, "{gaps:?}");
    assert_eq!(harvest.run(&sandbox, &arguments).0, 0);
    assert_whole(&harvest, 650);
}

#[test]
fn verified_harvest_reads_the_list_again() {
    let sandbox = service(650).start_blocking().unwrap();
    let harvest = Harvest::new();
    assert_eq!(harvest.run(&sandbox, &["--verify"]).0, 0);
    assert!(sandbox.requests().total >= 14, "{:?}", sandbox.requests());
    assert_whole(&harvest, 650);
}
