//! The service dies in the middle of a harvest and comes back.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use certifinfo_sandbox::Sandbox;

use super::support::{Harvest, assert_whole, codes, read, said, service};

const CERTIFICATIONS: u64 = 3_000;

fn start(port: u16) -> std::io::Result<Sandbox> {
    service(CERTIFICATIONS)
        .port(port)
        .latency(Duration::from_millis(20))
        .start_blocking()
}

/// A service on a port that stays free when it dies: below those that systems give out by
/// themselves. Each test has its own range.
fn start_at(first: u16) -> Sandbox {
    let process = (std::process::id() % 4_000) as u16;
    (process..4_000)
        .chain(0..process)
        .find_map(|port| start(first + port).ok())
        .expect("a free port")
}

/// Waits until half the pages have been asked for, then kills the service. The port it had.
fn kill_half_way(sandbox: Sandbox, harvest: &mut Child) -> u16 {
    while sandbox.requests().total < CERTIFICATIONS / 200 {
        assert!(harvest.try_wait().unwrap().is_none(), "still harvesting");
        sleep(Duration::from_millis(2));
    }
    sandbox.address().port()
}

#[test]
fn short_outage_does_not_end_the_run() {
    let sandbox = start_at(20_000);
    let harvest = Harvest::new();
    let mut child = harvest.start(&sandbox, &[]);
    let port = kill_half_way(sandbox, &mut child);
    sleep(Duration::from_millis(100));
    let sandbox = start(port).unwrap();
    let (code, said) = said(child.wait_with_output().unwrap());
    assert_eq!(code, 0, "{said}");
    assert_whole(&harvest, CERTIFICATIONS);
    let answered = sandbox.requests().total;
    assert!(
        answered < CERTIFICATIONS / 100,
        "not begun anew: {answered}"
    );
}

#[test]
fn long_outage_ends_the_run_which_can_be_continued() {
    let sandbox = start_at(25_000);
    let harvest = Harvest::new();
    let mut child = harvest.start(&sandbox, &[]);
    let port = kill_half_way(sandbox, &mut child);
    let (code, said) = said(child.wait_with_output().unwrap());
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("Check the network"), "{said}");
    assert!(said.contains("--resume"), "{said}");
    let part = codes(&read(&harvest.path("out.ndjson.part"))).len() as u64;
    assert!(part >= 1_000, "what had come was written: {part}");

    let sandbox = start(port).unwrap();
    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    assert_whole(&harvest, CERTIFICATIONS);
    let asked = sandbox.requests().total;
    let rest = (CERTIFICATIONS - part).div_ceil(100);
    // The page it broke off in once more, one past the end, and whether archived ones are hidden.
    assert!(asked <= rest + 3, "from where it was: {asked} for {rest}");
}
