//! What a workflow may do.

use serde_json::{Value, json};

use super::{CI, FILES, RELEASE, SPEC_DRIFT, all, jobs, parse, runs, steps};
use crate::support::repo;

/// The one job that may write, and what.
const WRITER: &str = "propose";

#[test]
fn there_is_no_other_workflow() {
    let mut found = repo::files();
    found.retain(|file| file.starts_with(".github/workflows/"));
    assert_eq!(found, FILES);
}

#[test]
fn rights_are_the_least() {
    for (file, workflow) in all() {
        assert_eq!(
            workflow["permissions"],
            json!({ "contents": "read" }),
            "{file}"
        );
        for (name, job) in jobs(&workflow) {
            let writes =
                json!({ "contents": "write", "issues": "write", "pull-requests": "write" });
            let expected = if name == WRITER { writes } else { Value::Null };
            assert_eq!(job["permissions"], expected, "{file}, job {name}");
        }
    }
}

/// The code generated from somebody else's document never runs where the token can write.
#[test]
fn the_job_that_writes_runs_one_script_and_no_cargo() {
    let workflow = parse(SPEC_DRIFT);
    let writer = &workflow["jobs"][WRITER];
    assert_eq!(writer["if"], "needs.compare.outputs.outcome == 'drift'");
    let runs: Vec<&str> = steps(writer)
        .iter()
        .filter_map(|s| s["run"].as_str())
        .collect();
    assert_eq!(runs, [".github/scripts/propose.sh target/spec-drift"]);
    assert!(!repo::read(".github/scripts/propose.sh").contains("cargo"));
}

/// A token in one step's environment alone, and no other secret anywhere.
#[test]
fn the_token_is_given_to_one_step() {
    for (file, workflow) in all() {
        let text = workflow.to_string();
        assert!(!text.contains("secrets."), "{file} uses a secret");
        assert!(!text.contains("GITHUB_TOKEN"), "{file}");
        for (name, job) in jobs(&workflow) {
            for step in steps(job) {
                let mut step = step.clone();
                if name == WRITER && step["run"].is_string() {
                    let token = step["env"]["GH_TOKEN"].take();
                    assert_eq!(token, "${{ github.token }}", "{file}");
                }
                assert!(
                    !step.to_string().contains("github.token"),
                    "{file}, {name}: {step}"
                );
                if uses(&step).is_some_and(|action| action.starts_with("actions/checkout@")) {
                    assert_eq!(step["with"]["persist-credentials"], false, "{file}, {name}");
                }
            }
        }
    }
}

fn uses(step: &Value) -> Option<&str> {
    step["uses"].as_str()
}

/// A tag can be moved, a commit cannot. The comment says which version it was.
#[test]
fn actions_are_pinned_by_commit() {
    for file in FILES {
        for line in repo::read(file)
            .lines()
            .filter(|line| line.contains("uses:"))
        {
            let (_, action) = line.split_once("uses: ").expect("an action");
            let (action, version) = action.split_once(" # v").unwrap_or((action, ""));
            let commit = action.split_once('@').map_or("", |(_, commit)| commit);
            let hexadecimal = commit
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            assert!(
                commit.len() == 40 && hexadecimal,
                "{file}: {action} is not pinned"
            );
            assert!(
                version.split('.').count() == 3,
                "{file}: {action} tells no version"
            );
            assert!(
                action.starts_with("actions/"),
                "{file}: {action} is a third party's"
            );
        }
    }
}

/// Text from outside (an input, a title) inside a script is a way to run it.
#[test]
fn no_script_is_pasted_together() {
    for (file, workflow) in all() {
        for run in runs(&workflow) {
            assert!(!run.contains("${{"), "{file}: {run}");
        }
    }
}

#[test]
fn every_job_ends_and_no_run_piles_up() {
    for (file, workflow) in all() {
        assert!(workflow["concurrency"]["group"].is_string(), "{file}");
        for (name, job) in jobs(&workflow) {
            let minutes = job["timeout-minutes"].as_u64().unwrap_or(360);
            assert!(
                (1..=60).contains(&minutes),
                "{file}, job {name}: {minutes} minutes"
            );
            let runner = job["runs-on"].as_str().unwrap_or_default();
            assert!(
                !runner.ends_with("-latest"),
                "{file}, job {name} runs on {runner}"
            );
        }
    }
}

/// `no` without quotes is `false` to some readers of YAML.
#[test]
fn snapshots_are_never_rewritten_unasked() {
    for (file, workflow) in all() {
        assert_eq!(workflow["env"]["INSTA_UPDATE"], "no", "{file}");
    }
}

#[test]
fn pull_requests_are_checked_offline_and_the_service_is_asked_by_the_clock() {
    let ci = parse(CI);
    assert!(ci["on"].get("pull_request").is_some(), "{}", ci["on"]);
    assert!(ci["on"].get("schedule").is_none() && ci["on"].get("pull_request_target").is_none());
    for run in runs(&ci) {
        let asks = run.contains("xtask drift") || run.contains("xtask probe");
        assert!(!asks, "{run}");
    }
    let drift = parse(SPEC_DRIFT);
    let on = drift["on"].as_object().expect("events");
    let mut events: Vec<&str> = on.keys().map(String::as_str).collect();
    events.sort_unstable();
    assert_eq!(events, ["schedule", "workflow_dispatch"]);
    let cron = on["schedule"][0]["cron"].as_str().expect("a time");
    assert_eq!(cron.split(' ').count(), 5, "{cron}");
}

/// A release is begun by a person: with a tag, or by hand. What it builds is what is published.
#[test]
fn a_release_is_checked_and_never_published_by_a_workflow() {
    let release = parse(RELEASE);
    let mut on = release["on"].clone();
    assert_eq!(on["push"].take(), json!({ "tags": ["v*"] }));
    let mut events: Vec<&str> = on
        .as_object()
        .expect("events")
        .keys()
        .map(String::as_str)
        .collect();
    events.sort_unstable();
    assert_eq!(events, ["push", "workflow_dispatch"]);
    for (file, workflow) in all() {
        for run in runs(&workflow) {
            assert!(!run.contains("cargo publish"), "{file}: {run}");
        }
    }
    let runs = runs(&release);
    let packages = "cargo package --workspace --exclude xtask --exclude certifinfo-tests --locked";
    assert!(runs.contains(&packages), "{runs:?}");
}
