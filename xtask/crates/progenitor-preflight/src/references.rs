//! References: the generator looks only at their last segment, and only in one section.

use super::context::Context;
use super::fix;
use openapi_document::Kind;
use openapi_document::Pointer;
use serde_json::{Value, json};

/// The section of `components` in which the generator looks a reference of this kind up.
fn section(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Schema | Kind::SchemaOrFlag => "schemas",
        Kind::Parameter => "parameters",
        Kind::Header => "headers",
        Kind::RequestBody => "requestBodies",
        Kind::Response => "responses",
        Kind::Link => "links",
        Kind::Example => "examples",
        Kind::SecurityScheme => "securitySchemes",
        Kind::Callback => "callbacks",
        _ => return None,
    })
}

pub(super) fn check(context: &mut Context<'_>) {
    let document = context.document;
    for (kind, value, at) in context.all(|kind| section(kind).is_some()) {
        let (Some(section), Some(reference)) = (section(kind), value.get("$ref")) else {
            continue;
        };
        let Value::String(reference) = reference else {
            continue;
        };
        let place = at.join("$ref");
        let rewrite = |name: &str| {
            fix::update(
                document,
                &at,
                json!({"$ref": format!("#/components/{section}/{name}")}),
            )
        };
        let Some(target) = Pointer::parse(reference) else {
            context.error(
                "reference-external",
                &place,
                format!(
                    "`{reference}` is outside of this document; nothing is fetched or read for it"
                ),
                format!(
                    "copy what it refers to into the document, then\n{}",
                    rewrite("NAME")
                ),
            );
            continue;
        };
        let found = target.find(document).is_some();
        match target.segments() {
            [components, found_section, name] if components == "components" && found => {
                if found_section != section {
                    context.error(
                        "reference-kind",
                        &place,
                        format!("`{reference}` leads to `{found_section}` where the generator looks in `{section}`"),
                        rewrite(name),
                    );
                }
            }
            segments if found => context.error(
                "reference-deep",
                &place,
                format!(
                    "`{reference}` leads into the document; the generator looks up only the last \
                     segment, `{}`, in `components.{section}`",
                    segments.last().map(String::as_str).unwrap_or_default()
                ),
                format!(
                    "copy what it refers to under a name of its own, then\n{}",
                    rewrite("NAME")
                ),
            ),
            _ => context.error(
                "reference-dangling",
                &place,
                format!("`{reference}` leads nowhere"),
                format!("name one that is there:\n{}", rewrite("NAME")),
            ),
        }
        siblings(context, value, reference, &at);
    }
}

/// What stands beside a `$ref` is ignored: harmless for a text, wrong for what changes the values.
fn siblings(context: &mut Context<'_>, value: &Value, reference: &str, at: &Pointer) {
    let Value::Object(map) = value else { return };
    let beside: Vec<&str> = map
        .keys()
        .map(String::as_str)
        .filter(|key| *key != "$ref")
        .collect();
    if beside.is_empty() {
        return;
    }
    let document = context.document;
    let message = format!(
        "{} beside a `$ref` is ignored",
        super::rust::listed(&beside)
    );
    let wrapped = fix::all([
        fix::remove(document, &at.join("$ref")),
        fix::update(document, at, json!({"allOf": [{"$ref": reference}]})),
    ]);
    let texts = [
        "title",
        "summary",
        "description",
        "example",
        "deprecated",
        "externalDocs",
    ];
    let harmless = |key: &str| texts.contains(&key) || key.starts_with("x-");
    match beside.iter().all(|key| harmless(key)) {
        true => context.warn("reference-siblings", at, message, wrapped),
        false => context.error("reference-siblings", at, message, wrapped),
    }
}
