//! The CI workflows: what they may do, that what they call exists, and what their scripts do.

mod commands;
#[cfg(unix)]
mod features;
#[cfg(unix)]
mod release;
mod rules;
#[cfg(unix)]
mod scripts;

use serde_json::Value;

use crate::support::repo;

const CI: &str = ".github/workflows/ci.yml";
const RELEASE: &str = ".github/workflows/release.yml";
const SPEC_DRIFT: &str = ".github/workflows/spec-drift.yml";
const FILES: [&str; 3] = [CI, RELEASE, SPEC_DRIFT];

/// A workflow as data.
fn parse(file: &str) -> Value {
    serde_saphyr::from_str(&repo::read(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// All workflows, by file name.
fn all() -> Vec<(&'static str, Value)> {
    FILES.iter().map(|file| (*file, parse(file))).collect()
}

/// The jobs of a workflow, by name.
fn jobs(workflow: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let jobs = workflow["jobs"].as_object().expect("jobs");
    jobs.iter().map(|(name, job)| (name.as_str(), job))
}

/// The steps of a job.
fn steps(job: &Value) -> &[Value] {
    job["steps"].as_array().expect("steps")
}

/// The scripts of a workflow's steps.
fn runs(workflow: &Value) -> Vec<&str> {
    let steps = jobs(workflow).flat_map(|(_, job)| steps(job));
    steps.filter_map(|step| step["run"].as_str()).collect()
}
