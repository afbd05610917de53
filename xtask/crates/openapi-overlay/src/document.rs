//! Reads the overlay document strictly: any mistake is an error with its place.

use super::error::{ActionError, OverlayError, Problem};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

/// One action, validated.
pub(super) struct Action {
    pub(super) index: usize,
    pub(super) target: String,
    pub(super) path: JsonPath,
    pub(super) description: Option<String>,
    pub(super) kind: ActionKind,
}

/// What an action does with what it matches.
pub(super) enum ActionKind {
    Remove,
    Update(Value),
}

/// Reads the overlay; every problem in it is reported, not only the first.
pub(super) fn read(overlay: &Value) -> Result<Vec<Action>, OverlayError> {
    let Value::Object(map) = overlay else {
        return Err(OverlayError::Document(vec![
            "it is not an object".to_owned(),
        ]));
    };
    let mut problems = Vec::new();
    unknown_keys(
        map,
        &["overlay", "info", "extends", "actions"],
        "",
        &mut problems,
    );
    match map.get("overlay").and_then(Value::as_str) {
        Some(version) if version == "1.0" || version.starts_with("1.0.") => {}
        Some(version) => problems.push(format!("`overlay` is {version:?}: 1.0.x can be read")),
        None => {
            problems.push("`overlay` is missing or not a string: write `overlay: 1.0.0`".to_owned())
        }
    }
    match map.get("info") {
        Some(Value::Object(info)) => {
            unknown_keys(info, &["title", "version"], "info.", &mut problems);
            for key in ["title", "version"] {
                if !info.get(key).is_some_and(Value::is_string) {
                    problems.push(format!("`info.{key}` is missing or not a string"));
                }
            }
        }
        _ => problems.push("`info` is missing or not an object".to_owned()),
    }
    if map
        .get("extends")
        .is_some_and(|extends| !extends.is_string())
    {
        problems.push("`extends` is not a string".to_owned());
    }
    let actions = match map.get("actions") {
        // The specification requires at least one action, but an overlay without corrections is
        // fine.
        Some(Value::Array(actions)) => actions.as_slice(),
        _ => {
            problems.push("`actions` is missing or not a list".to_owned());
            &[]
        }
    };
    if !problems.is_empty() {
        return Err(OverlayError::Document(problems));
    }

    let mut failed = Vec::new();
    let mut ready = Vec::new();
    for (index, value) in actions.iter().enumerate() {
        match action(index, value) {
            Ok(action) => ready.push(action),
            Err(problem) => failed.push(ActionError {
                index,
                target: text(value, "target"),
                description: text(value, "description"),
                problem,
            }),
        }
    }
    match failed.is_empty() {
        true => Ok(ready),
        false => Err(OverlayError::Actions(failed)),
    }
}

fn action(index: usize, value: &Value) -> Result<Action, Problem> {
    let Value::Object(map) = value else {
        return Err(Problem::Invalid("it is not an object".to_owned()));
    };
    let mut problems = Vec::new();
    unknown_keys(
        map,
        &["target", "description", "update", "remove"],
        "",
        &mut problems,
    );
    if let Some(problem) = problems.into_iter().next() {
        return Err(Problem::Invalid(problem));
    }
    if map
        .get("description")
        .is_some_and(|description| !description.is_string())
    {
        return Err(Problem::Invalid("`description` is not a string".to_owned()));
    }
    let Some(target) = text(value, "target") else {
        return Err(Problem::Invalid(
            "`target` is missing or not a string".to_owned(),
        ));
    };
    let path = JsonPath::parse(&target).map_err(|error| {
        Problem::Invalid(format!("`target` is not a JSONPath of RFC 9535: {error}"))
    })?;
    let kind = match (map.get("remove"), map.get("update")) {
        (Some(Value::Bool(true)), None) => ActionKind::Remove,
        (Some(Value::Bool(true)), Some(_)) => {
            return Err(Problem::Invalid(
                "it has both `update` and `remove: true`: the update would do nothing".to_owned(),
            ));
        }
        (Some(Value::Bool(false)) | None, Some(update)) => ActionKind::Update(update.clone()),
        (Some(Value::Bool(false)) | None, None) => {
            return Err(Problem::Invalid(
                "it has neither `update` nor `remove: true`".to_owned(),
            ));
        }
        (Some(_), _) => return Err(Problem::Invalid("`remove` is not a boolean".to_owned())),
    };
    Ok(Action {
        index,
        target,
        path,
        description: text(value, "description"),
        kind,
    })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn unknown_keys(map: &Map<String, Value>, known: &[&str], prefix: &str, found: &mut Vec<String>) {
    for key in map
        .keys()
        .filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-"))
    {
        found.push(format!(
            "`{prefix}{key}` is not known here; known: {}",
            known.join(", ")
        ));
    }
}
