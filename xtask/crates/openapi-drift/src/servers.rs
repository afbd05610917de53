//! Where the service is: servers, their order, their variables, their base paths.

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::elements;
use super::place::{Place, Root, Side};
use super::rules::{
    BASE_PATH_CHANGED, SERVER_ADDED, SERVER_ORDER_CHANGED, SERVER_REMOVED, SERVER_VARIABLE_CHANGED,
};
use super::same::canonical_except;

/// Compares the documents' servers.
pub(super) fn compare_documents(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let root = Root {
        base: "#".into(),
        revision: "#".into(),
        label: "document".into(),
        operation: None,
    };
    compare(
        comparison,
        &Place::at(&root, Direction::Request, false),
        old,
        new,
    );
}

/// Compares the servers that two values list: documents, path items or operations.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    let (before, after) = (read(old), read(new));
    let at = place.keyword("servers");
    let mut gone: Vec<_> = before
        .iter()
        .filter(|(url, _)| !after.iter().any(|(other, _)| other == url))
        .collect();
    let mut came: Vec<_> = after
        .iter()
        .filter(|(url, _)| !before.iter().any(|(other, _)| other == url))
        .collect();
    gone.retain(|(url, _)| {
        let twin = came
            .iter()
            .position(|(other, _)| origin(other) == origin(url));
        if let Some(twin) = twin {
            let (other, _) = came.remove(twin);
            comparison.report(
                &at,
                Side::Revision,
                &BASE_PATH_CHANGED,
                &format!("`{url}` is `{other}` now"),
            );
        }
        twin.is_none()
    });
    for (url, _) in &gone {
        comparison.report(
            &at,
            Side::Base,
            &SERVER_REMOVED,
            &format!("server `{url}` is no longer listed"),
        );
    }
    for (url, _) in &came {
        comparison.report(
            &at,
            Side::Revision,
            &SERVER_ADDED,
            &format!("server `{url}` is new"),
        );
    }
    for (index, (url, server)) in before.iter().enumerate() {
        let Some((position, (_, twin))) = after
            .iter()
            .enumerate()
            .find(|(_, (other, _))| other == url)
        else {
            continue;
        };
        if position != index && gone.is_empty() && came.is_empty() {
            comparison.report(
                &at,
                Side::Revision,
                &SERVER_ORDER_CHANGED,
                "the servers come in another order",
            );
        }
        let variables = |server: &Value| {
            server
                .get("variables")
                .map(|variables| canonical_except(variables, &|key| key == "description"))
        };
        if variables(server) != variables(twin) {
            comparison.report(
                &at.keyword("variables"),
                Side::Revision,
                &SERVER_VARIABLE_CHANGED,
                &format!("the variables of `{url}` changed"),
            );
        }
        docs::compare_keys(comparison, &at, &["description"], server, twin);
    }
}

/// The servers, by address without its last slash. None listed says nothing about where it is.
fn read(value: &Value) -> Vec<(String, &Value)> {
    let address = |server: &Value| {
        Some(
            server
                .get("url")?
                .as_str()?
                .trim_end_matches('/')
                .to_owned(),
        )
    };
    elements(value.get("servers"))
        .iter()
        .filter_map(|server| Some((address(server)?, server)))
        // `/` is what a document without servers has.
        .filter(|(url, _)| !url.is_empty())
        .collect()
}

/// Scheme and host, which base paths hang on.
fn origin(url: &str) -> &str {
    match url.find("://") {
        Some(at) => {
            let end = url[at + 3..]
                .find('/')
                .map_or(url.len(), |slash| at + 3 + slash);
            &url[..end]
        }
        // Relative to where the document came from.
        None => "",
    }
}
