//! Everything at once: several faults at a rate, and runs killed at any moment. Once the service is
//! sound and nobody kills, the file is whole, and has every certification once.

use std::thread::{scope, sleep};
use std::time::Duration;

use certifinfo_sandbox::Fault;

use super::support::{Harvest, after, assert_whole, said, service};

/// What a storm is made of: all that does not wait for seconds. (`Endless` invents certifications,
/// which would stay.)
const FAULTS: [Fault; 18] = [
    Fault::Reset,
    Fault::Truncate,
    Fault::Status404,
    Fault::Unauthorized,
    Fault::Status500,
    Fault::Status502Html,
    Fault::Status503,
    Fault::Maintenance200,
    Fault::GarbageJson,
    Fault::BadRecord,
    Fault::WrongNext,
    Fault::EmptyPage,
    Fault::RepeatPage,
    Fault::MovingTotal,
    Fault::ShrinkingTotal,
    Fault::NullArrays,
    Fault::UnknownFields,
    Fault::RedirectElsewhere,
];

/// Runs in bad weather before it clears.
const RUNS: u32 = 5;

fn storm(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let details = random.bool();
    let certifications = if details {
        300
    } else {
        random.u64(1_000..3_000)
    };
    let sandbox = service(certifications)
        .seed(seed)
        .latency(Duration::from_millis(3))
        .start_blocking()
        .unwrap();
    let faults = random.choose_multiple(FAULTS, 4);
    for &fault in &faults {
        sandbox.set_fault(fault, 0.05);
    }
    let harvest = Harvest::new();
    let mut arguments = vec!["--resume"];
    arguments.extend(details.then_some("--details"));
    for _ in 0..RUNS {
        let mut child = harvest.start(&sandbox, &arguments);
        let requests = random.u64(0..certifications / if details { 1 } else { 40 });
        if after(requests, &sandbox, &mut child) {
            sleep(Duration::from_micros(random.u64(0..8_000)));
            child.kill().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        if output.status.success() {
            let (_, said) = said(output);
            assert!(harvest.path("out.ndjson").exists(), "{said}");
            break;
        }
    }
    if !harvest.path("out.ndjson").exists() {
        sandbox.clear_faults();
        let (code, said) = harvest.run(&sandbox, &arguments);
        assert_eq!(code, 0, "seed {seed}, {faults:?}: {said}");
    }
    assert_eq!(sandbox.redirect_target_requests().total, 0);
    // A file that was finished while certifications were hidden does not have them.
    if !faults.contains(&Fault::ShrinkingTotal) {
        assert_whole(&harvest, certifications);
    } else {
        let lines = harvest.lines().len() as u64;
        assert!((certifications - 150..=certifications).contains(&lines));
        assert_whole(&harvest, lines);
    }
}

#[test]
fn faults_and_kills_together_end_with_a_whole_file() {
    scope(|scope| {
        for seed in 1..=8 {
            scope.spawn(move || storm(seed));
        }
    });
}
