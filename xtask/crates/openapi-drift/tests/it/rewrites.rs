//! Rewrites of documents that keep the meaning: every one gives `none` or `docs`, in both
//! directions.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use openapi_drift::Verdict;
use serde_json::{Map, Value, json};

use crate::support::{compare, effective, rich};

/// Names the directory of the documents that `real_documents_survive_every_rewrite` reads.
const DOCUMENTS: &str = "OPENAPI_DOCUMENTS";

/// Rewrites a document; `None` where the rewrite does not apply.
type Rewrite = fn(&Value) -> Option<Value>;

const REWRITES: [(&str, Rewrite); 8] = [
    ("lists turned", |document| Some(lists_turned(document, ""))),
    ("schemas renamed", |document| {
        Some(schemas_renamed(document))
    }),
    ("references wrapped", |document| {
        Some(references_wrapped(document, ""))
    }),
    ("components written in place", |document| {
        Some(components_in_place(document))
    }),
    ("path parameters moved", |document| {
        Some(parameters_moved(document))
    }),
    ("written as 3.1", |document| {
        is_3_0(document).then(|| written_as_3_1(document))
    }),
    ("written as 3.1 and back", |document| {
        let newer = is_3_0(document).then(|| written_as_3_1(document))?;
        Some(openapi_convert::convert(&newer).ok()?.document)
    }),
    ("only called 3.1", |document| {
        let mut newer = document.clone();
        is_3_0(document).then(|| newer["openapi"] = "3.1.0".into())?;
        Some(newer)
    }),
];

/// What is reported although the meaning is unchanged.
fn false_alarms(document: &Value, rewritten: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (way, old, new) in [
        ("there", document, rewritten),
        ("back", rewritten, document),
    ] {
        let report = compare(old, new);
        if report.verdict() > Verdict::Docs {
            let alarms = report
                .changes
                .iter()
                .filter(|change| Verdict::from(change.severity) > Verdict::Docs);
            found.extend(alarms.take(4).map(|change| {
                format!(
                    "{way}: {} {} at {}: {}",
                    change.severity.word(),
                    change.id,
                    change.location,
                    change.message
                )
            }));
        }
    }
    found
}

fn check(name: &str, document: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (rewrite, apply) in REWRITES {
        if let Some(rewritten) = apply(document) {
            let alarms = false_alarms(document, &rewritten);
            wrong.extend(
                alarms
                    .iter()
                    .map(|alarm| format!("{name}, {rewrite}, {alarm}")),
            );
        }
    }
    wrong
}

/// Our own documents; together they contain every construct that a rewrite touches.
pub(crate) fn fixtures() -> Vec<(&'static str, Value)> {
    let read = |text: &str| openapi_document::parse(text.as_bytes()).expect("a document");
    vec![
        ("effective", effective()),
        ("rich", rich()),
        ("composed", read(include_str!("documents/composed.yaml"))),
        ("inherited", read(include_str!("documents/inherited.yaml"))),
    ]
}

/// One of our own documents.
pub(crate) fn fixture(name: &str) -> Value {
    let mut all = fixtures().into_iter();
    let found = all.find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no document {name}")).1
}

#[test]
fn fixtures_survive_every_rewrite() {
    let wrong: Vec<_> = fixtures()
        .iter()
        .flat_map(|(name, document)| check(name, document))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rewrite_changes_some_fixture() {
    for (name, rewrite) in REWRITES {
        let changes = |document: &Value| rewrite(document).is_some_and(|new| new != *document);
        let documents = fixtures();
        assert!(
            documents.iter().any(|(_, document)| changes(document)),
            "{name} changes nothing"
        );
    }
}

#[test]
#[ignore = "reads the real documents of the directory that OPENAPI_DOCUMENTS names"]
fn real_documents_survive_every_rewrite() {
    let Ok(directory) = std::env::var(DOCUMENTS) else {
        println!("{DOCUMENTS} names no directory: nothing was read");
        return;
    };
    let mut wrong = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(&directory)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().display().to_string();
        let bytes = std::fs::read(&path).expect("a document");
        let document = openapi_document::parse(&bytes).expect("a document");
        wrong.extend(check(&name, &document));
        for (library, rewritten) in by_other_libraries(&bytes, &path) {
            let alarms = false_alarms(&document, &rewritten);
            wrong.extend(
                alarms
                    .iter()
                    .map(|alarm| format!("{name}, {library}, {alarm}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The document as other libraries write it in YAML; libraries that are not installed are skipped.
fn by_other_libraries(bytes: &[u8], path: &Path) -> Vec<(&'static str, Value)> {
    const PYTHON: &str = "import json, sys, yaml
class Loader(yaml.SafeLoader): pass
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(':timestamp')]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}
text = sys.stdin.read()
value = json.loads(text) if sys.argv[1] == 'json' else yaml.load(text, Loader)
sys.stdout.write(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))";
    let kind = match path.extension().is_some_and(|end| end == "json") {
        true => "json",
        false => "yaml",
    };
    let run = |program: &str, arguments: &[&str]| -> Option<Value> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut input = child.stdin.take()?;
        let bytes = bytes.to_vec();
        let writer = std::thread::spawn(move || input.write_all(&bytes));
        let output = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        output.status.success().then_some(())?;
        Some(openapi_document::parse(&output.stdout).expect("YAML of another library"))
    };
    let written = [("PyYAML", run("python3", &["-c", PYTHON, kind]))];
    written
        .into_iter()
        .filter_map(|(library, value)| Some((library, value?)))
        .collect()
}

fn is_3_0(document: &Value) -> bool {
    let version = document.get("openapi").and_then(Value::as_str);
    version.is_some_and(|version| version.starts_with("3.0"))
}

/// Applies a function to every value with its key, children first.
fn each(value: &Value, key: &str, change: &dyn Fn(Value, &str) -> Value) -> Value {
    let inner = match value {
        // Examples and extensions are data; so are defaults, except the default response.
        _ if matches!(key, "example" | "examples") => return value.clone(),
        _ if key == "default"
            && ["description", "$ref"]
                .iter()
                .all(|key| value.get(key).is_none()) =>
        {
            return value.clone();
        }
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), each(value, key, change)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(list) => list.iter().map(|value| each(value, "", change)).collect(),
        scalar => scalar.clone(),
    };
    change(inner, key)
}

/// Reverses every list whose order has no meaning.
fn lists_turned(document: &Value, _: &str) -> Value {
    const SETS: [&str; 11] = [
        "required",
        "enum",
        "type",
        "oneOf",
        "anyOf",
        "allOf",
        "parameters",
        "tags",
        "security",
        "consumes",
        "produces",
    ];
    each(document, "", &|value, key| match value {
        Value::Array(mut list) if SETS.contains(&key) => {
            list.reverse();
            list.into()
        }
        value => value,
    })
}

/// The place of the schemas: of 3.x, or of 2.0.
fn schemas(document: &Value) -> Option<(&'static str, &Map<String, Value>)> {
    ["/components/schemas", "/definitions"]
        .into_iter()
        .find_map(|place| Some((place, document.pointer(place)?.as_object()?)))
}

/// Renames every schema. A name that is also a tag on the wire is kept as an explicit tag.
fn schemas_renamed(document: &Value) -> Value {
    let Some((place, all)) = schemas(document) else {
        return document.clone();
    };
    // In 2.0 the names of a hierarchy are its tags, and cannot be written separately.
    let is_tag = |schema: &Value| {
        place == "/definitions"
            && (schema.get("allOf").is_some() || schema.get("discriminator").is_some())
    };
    let new_name = |(at, (name, schema)): (usize, (&String, &Value))| {
        let new = match is_tag(schema) {
            true => name.clone(),
            false => format!("Renamed{at}"),
        };
        (name.clone(), new)
    };
    let names: BTreeMap<String, String> = all.iter().enumerate().map(new_name).collect();
    let renamed = |reference: &str| -> Option<String> {
        let name = reference.strip_prefix(&format!("#{place}/"))?;
        Some(format!("#{place}/{}", names.get(name)?))
    };
    let explicit = |value: &Value| written_out(document, place, all, value);
    let mut new = each(document, "", &|value, key| match value {
        Value::String(text) if key == "$ref" => renamed(&text).unwrap_or(text).into(),
        Value::Object(map) if map.get("discriminator").is_some_and(Value::is_object) => {
            let mut map = map;
            let mapping = explicit(&map.clone().into());
            let mapping: Map<String, Value> = mapping
                .into_iter()
                .map(|(tag, name)| (tag, format!("#{place}/{}", names[&name]).into()))
                .collect();
            map["discriminator"]["mapping"] = mapping.into();
            map.into()
        }
        value => value,
    });
    if let Some(Value::Object(map)) = new.pointer_mut(place) {
        *map = std::mem::take(map)
            .into_iter()
            .map(|(name, schema)| (names[&name].clone(), schema))
            .collect();
    }
    new
}

/// The tags of a discriminated schema, implicit ones included, with the names of their schemas.
/// `value` has its references renamed already, in order: positions identify them.
fn written_out(
    document: &Value,
    place: &str,
    all: &Map<String, Value>,
    value: &Value,
) -> BTreeMap<String, String> {
    let old_name = |reference: &str| -> Option<String> {
        let name = reference.rsplit('/').next()?;
        let at = name.strip_prefix("Renamed").and_then(|at| at.parse().ok());
        match at {
            Some(at) => all.keys().nth(at).cloned(),
            None => all.contains_key(name).then(|| name.to_owned()),
        }
    };
    let mut tags = BTreeMap::new();
    let mapping = value
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object);
    for (tag, target) in mapping.into_iter().flatten() {
        if let Some(name) = target.as_str().and_then(old_name) {
            tags.insert(tag.clone(), name);
        }
    }
    let mut candidates = BTreeSet::new();
    for key in ["oneOf", "anyOf"] {
        for branch in value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let reference = branch.get("$ref").and_then(Value::as_str);
            candidates.extend(reference.and_then(old_name));
        }
    }
    if candidates.is_empty() {
        let this = |schema: &Value| {
            schema.get("discriminator").is_some()
                && schema.get("title") == value.get("title")
                && schema["properties"].as_object().map(Map::len)
                    == value["properties"].as_object().map(Map::len)
        };
        let base = all
            .iter()
            .find(|(_, schema)| this(schema))
            .map(|(name, _)| name);
        let mut open: Vec<String> = base.into_iter().cloned().collect();
        while let Some(base) = open.pop() {
            for (name, schema) in all {
                let extends = schema["allOf"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .any(|branch| branch["$ref"] == json!(format!("#{place}/{base}")));
                if extends && candidates.insert(name.clone()) {
                    open.push(name.clone());
                }
            }
        }
    }
    let _ = document;
    for name in candidates {
        if !tags.values().any(|known| *known == name) {
            tags.insert(name.clone(), name);
        }
    }
    tags
}

fn is_schema_reference(value: &Value) -> bool {
    let reference = value
        .get("$ref")
        .and_then(Value::as_str)
        .unwrap_or_default();
    value.as_object().is_some_and(|map| map.len() == 1)
        && ["#/components/schemas/", "#/definitions/"]
            .iter()
            .any(|place| reference.starts_with(place))
}

/// Wraps every reference to a schema in an `allOf`.
fn references_wrapped(document: &Value, _: &str) -> Value {
    each(
        document,
        "",
        &|value, _| match is_schema_reference(&value) {
            true => json!({"allOf": [value]}),
            false => value,
        },
    )
}

/// Inlines every schema that does not contain itself. A schema with a discriminator, or one that
/// its tags name, keeps its name, which is part of its meaning.
fn components_in_place(document: &Value) -> Value {
    let Some((place, all)) = schemas(document) else {
        return document.clone();
    };
    let named: BTreeSet<String> = all
        .iter()
        .filter(|(_, schema)| schema.to_string().contains("\"discriminator\""))
        .map(|(name, _)| name.clone())
        .collect();
    if !named.is_empty() || document.to_string().contains("\"propertyName\"") {
        return document.clone();
    }
    let prefix = format!("#{place}/");
    fn expand(value: &Value, all: &Map<String, Value>, prefix: &str, open: &[String]) -> Value {
        let reference = value.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|reference| reference.strip_prefix(prefix));
        if let Some(name) = name.filter(|_| is_schema_reference(value)) {
            let recursive = open.iter().any(|known| known == name) || open.len() > 3;
            return match all.get(name).filter(|_| !recursive) {
                Some(schema) => {
                    let mut open = open.to_vec();
                    open.push(name.to_owned());
                    expand(schema, all, prefix, &open)
                }
                None => value.clone(),
            };
        }
        match value {
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), expand(value, all, prefix, open)))
                .collect::<Map<_, _>>()
                .into(),
            Value::Array(list) => list
                .iter()
                .map(|value| expand(value, all, prefix, open))
                .collect(),
            scalar => scalar.clone(),
        }
    }
    let mut new = document.clone();
    new["paths"] = expand(&document["paths"], all, &prefix, &[]);
    new
}

/// Moves the parameters of a path to each of its operations.
fn parameters_moved(document: &Value) -> Value {
    let mut new = document.clone();
    for item in new["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(|map| map.values_mut())
    {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let Some(Value::Array(shared)) = item.shift_remove("parameters") else {
            continue;
        };
        for method in openapi_document::METHODS {
            let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else {
                continue;
            };
            let own = operation
                .entry("parameters")
                .or_insert_with(|| json!([]))
                .as_array_mut()
                .expect("a list");
            let same = |left: &Value, right: &Value| {
                left["name"] == right["name"]
                    && left["in"] == right["in"]
                    && left["name"].is_string()
            };
            let more = shared
                .iter()
                .filter(|shared| !own.iter().any(|known| same(known, shared)));
            let more: Vec<_> = more.cloned().collect();
            own.extend(more);
        }
    }
    new
}

/// The same document after its producer moved to 3.1.
fn written_as_3_1(document: &Value) -> Value {
    let mut new = each(document, "", &|value, key| {
        let Value::Object(mut map) = value else {
            return value;
        };
        if key == "properties" || map.contains_key("in") {
            return map.into();
        }
        for (flag, limit) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            match map.get(flag) {
                Some(Value::Bool(true)) => {
                    if let Some(value) = map.shift_remove(limit) {
                        map.insert(flag.to_owned(), value);
                    }
                }
                Some(Value::Bool(false)) => drop(map.shift_remove(flag)),
                _ => {}
            }
        }
        if map.get("nullable") == Some(&json!(false)) {
            map.shift_remove("nullable");
        }
        if map.get("nullable") == Some(&json!(true)) {
            map.shift_remove("nullable");
            if let Some(kind) = map.get("type").filter(|kind| kind.is_string()).cloned() {
                map.insert("type".to_owned(), json!([kind, "null"]));
            } else if let Some(Value::Array(branches)) = map.get_mut("anyOf") {
                branches.push(json!({"type": "null"}));
            } else if let Some(Value::Array(branches)) = map.get_mut("oneOf") {
                branches.push(json!({"type": "null"}));
            } else if !map.is_empty() {
                return json!({"anyOf": [map, {"type": "null"}]});
            }
            if let Some(Value::Array(values)) = map.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
        }
        let is_schema = map
            .get("type")
            .is_some_and(|kind| kind.is_string() || kind.is_array());
        if is_schema && let Some(example) = map.shift_remove("example") {
            map.insert("examples".to_owned(), json!([example]));
        }
        map.into()
    });
    new["openapi"] = "3.1.0".into();
    new
}
