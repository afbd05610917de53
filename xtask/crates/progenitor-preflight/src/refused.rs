//! A refusal: the problems, and one set of actions that fixes all of them.

use crate::finding::Finding;
use crate::{Options, attempt};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;

/// How often the actions are applied and the document checked again.
const MAX_ROUNDS: usize = 10;

/// Why no code was generated from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// All problems; at least one.
    pub findings: Vec<Finding>,
    /// Overlay actions after which the document is accepted, as YAML to paste; tested by applying
    /// them. Empty when a finding has no action.
    pub actions: String,
}

impl Refused {
    pub(crate) fn new(
        document: &Value,
        options: &Options,
        mut findings: Vec<Finding>,
        progress: &mut dyn FnMut(&str),
    ) -> Self {
        let mut actions = Vec::new();
        let mut fixed = document.clone();
        let mut open = findings.clone();
        for _ in 0..MAX_ROUNDS {
            let Some((next, applied)) = apply(&fixed, &open) else {
                break;
            };
            actions.extend(next);
            fixed = applied;
            match attempt(&fixed, options, progress) {
                Ok(_) => {
                    return Self {
                        findings,
                        actions: actions.join("\n"),
                    };
                }
                Err(more) => {
                    let unknown = more.iter().filter(|finding| !findings.contains(finding));
                    findings.extend(unknown.cloned().collect::<Vec<_>>());
                    open = more;
                }
            }
        }
        Self {
            findings,
            actions: String::new(),
        }
    }
}

/// The actions of the findings, without repetitions, and the document after them.
fn apply(document: &Value, findings: &[Finding]) -> Option<(Vec<String>, Value)> {
    let mut seen = BTreeSet::new();
    let mut texts = Vec::new();
    let mut actions = Vec::new();
    // Later places first: removing a list entry moves the following ones.
    let mut ordered: Vec<&Finding> = findings.iter().collect();
    ordered.sort_by_key(|finding| std::cmp::Reverse(place(&finding.location)));
    for finding in ordered {
        // Anything inside a removed value is removed too.
        let outer = findings.iter().any(|other| {
            finding
                .location
                .strip_prefix(&other.location)
                .is_some_and(|rest| rest.starts_with('/'))
        });
        if outer || !seen.insert(finding.fix.clone()) {
            continue;
        }
        actions.push(action(&finding.fix)?);
        texts.push(finding.fix.clone());
    }
    let overlay = json!({
        "overlay": "1.0.0", "info": {"title": "fixes", "version": "1"}, "actions": actions,
    });
    let applied = openapi_overlay::apply(document.clone(), &overlay).ok()?;
    Some((texts, applied.document))
}

/// A place as a sort key: numbers as numbers.
fn place(location: &str) -> Vec<(usize, String)> {
    location
        .split('/')
        .map(|segment| (segment.parse().unwrap_or(0), segment.to_owned()))
        .collect()
}

/// An action as printed: each value is on one line, as JSON.
fn action(fix: &str) -> Option<Value> {
    let mut action = json!({});
    for line in fix.lines() {
        let line = line.trim_start_matches("- ").trim_start();
        let (key, value) = line.split_once(": ")?;
        action[key] = serde_json::from_str(value).ok()?;
    }
    (fix.starts_with("- target: ")).then_some(action)
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{finding}")?;
        }
        if !self.actions.is_empty() {
            let actions = self.actions.replace('\n', "\n  ");
            write!(
                f,
                "\nthe document is accepted with these actions in its overlay:\n  {actions}"
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
