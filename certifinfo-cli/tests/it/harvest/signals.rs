//! A harvest that is killed at any moment, or stopped by Ctrl-C, can be continued to its end.

use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use certifinfo_sandbox::Sandbox;

use super::support::{Harvest, after, assert_whole, codes, read, said, service};

fn sandbox(certifications: u64, milliseconds: u64) -> Sandbox {
    let latency = Duration::from_millis(milliseconds);
    let service = service(certifications).latency(latency);
    service.start_blocking().unwrap()
}

/// Kills runs at moments drawn from a seed until one gets to the end: how many were killed.
fn kill_again_and_again(seed: u64, certifications: u64, details: bool) -> u32 {
    let mut random = fastrand::Rng::with_seed(seed);
    let sandbox = sandbox(certifications, 5);
    let harvest = Harvest::new();
    let most = if details {
        certifications
    } else {
        certifications / 100
    };
    let mut kills = 0;
    loop {
        let mut arguments = vec!["--resume"];
        arguments.extend(details.then_some("--details"));
        let mut child = harvest.start(&sandbox, &arguments);
        // The first few runs are killed for certain, later ones have a chance.
        let requests = random.u64(0..most.div_ceil(3) + u64::from(kills) * most / 8);
        let running = after(requests, &sandbox, &mut child);
        sleep(Duration::from_micros(random.u64(0..8_000)));
        if running && kills < 12 {
            child.kill().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            None => kills += 1,
            Some(_) => {
                let (code, said) = said(output);
                assert_eq!(code, 0, "seed {seed}, {kills} kills: {said}");
                break;
            }
        }
    }
    assert_whole(&harvest, certifications);
    kills
}

#[test]
fn runs_killed_at_random_moments_end_with_every_certification_once() {
    for details in [false, true] {
        let certifications = if details { 400 } else { 2_500 };
        let kills: u32 = (1..=4)
            .map(|seed| kill_again_and_again(seed, certifications, details))
            .sum();
        assert!(kills >= 4, "{kills} kills");
    }
}

#[test]
fn ctrl_c_leaves_a_part_that_can_be_continued() {
    for details in [false, true] {
        let (certifications, requests) = if details { (600, 200) } else { (3_000, 12) };
        let sandbox = sandbox(certifications, 10);
        let harvest = Harvest::new();
        let arguments: &[&str] = if details { &["--details"] } else { &[] };
        let mut child = harvest.start(&sandbox, arguments);
        assert!(after(requests, &sandbox, &mut child));
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(sent.success());
        let (code, text) = said(child.wait_with_output().unwrap());
        assert_eq!(code, 1, "{text}");
        assert!(text.contains("stopped: interrupted"), "{text}");
        assert!(text.contains("continue with --resume"), "{text}");
        let part = codes(&read(&harvest.path("out.ndjson.part"))).len() as u64;
        assert!((100..certifications).contains(&part), "{part} lines");

        let before = sandbox.requests().total;
        let resumed: Vec<_> = arguments.iter().copied().chain(["--resume"]).collect();
        let (code, text) = harvest.run(&sandbox, &resumed);
        assert_eq!(code, 0, "{text}");
        assert_whole(&harvest, certifications);
        let (asked, rest) = (sandbox.requests().total - before, certifications - part);
        let most = if details {
            rest + rest.div_ceil(100)
        } else {
            rest.div_ceil(100)
        };
        // The page it broke off in once more, one past the end, and whether archived ones are hidden.
        assert!(asked <= most + 3, "from where it was: {asked} for {most}");
    }
}
