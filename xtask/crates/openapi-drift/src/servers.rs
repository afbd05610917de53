//! Compares servers: their order, variables and base paths.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{elements, members};
use super::place::{Place, Root, Side};
use super::rules::{
    BASE_PATH_CHANGED, SERVER_ADDED, SERVER_ORDER_CHANGED, SERVER_REMOVED, SERVER_VARIABLE_CHANGED,
};

/// Compares the documents' servers.
pub(super) fn compare_documents(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let root = Root {
        base: "#".into(),
        revision: "#".into(),
        label: "document".into(),
        operation: None,
        inbound: None,
    };
    compare(
        comparison,
        &Place::at(&root, Direction::Request, false),
        old,
        new,
    );
}

/// Compares the servers of two documents, path items or operations.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    let (before, after) = (read(old), read(new));
    let at = place.keyword("servers");
    // Matched first as written, then with the variables replaced by their defaults.
    let same = |left: &Server<'_>, right: &Server<'_>| left.written == right.written;
    let filled = |left: &Server<'_>, right: &Server<'_>| left.address == right.address;
    let mut gone: Vec<_> = (0..before.len()).collect();
    let mut came: Vec<_> = (0..after.len()).collect();
    let mut pairs = Vec::new();
    for is_twin in [&same as &dyn Fn(&Server<'_>, &Server<'_>) -> bool, &filled] {
        gone.retain(|old| {
            let twin = came
                .iter()
                .position(|new| is_twin(&before[*old], &after[*new]));
            pairs.extend(twin.map(|twin| (*old, came.remove(twin))));
            twin.is_none()
        });
    }
    gone.retain(|old| {
        let origin_of = |server: &Server<'_>| origin(&server.address).to_owned();
        let old = &before[*old];
        let twin = came
            .iter()
            .position(|new| origin_of(&after[*new]) == origin_of(old));
        if let Some(twin) = twin {
            let new = &after[came.remove(twin)];
            let what = format!("`{}` is `{}` now", old.written, new.written);
            comparison.report(&at, Side::Revision, &BASE_PATH_CHANGED, &what);
        }
        twin.is_none()
    });
    for old in &gone {
        let what = format!("server `{}` is no longer listed", before[*old].written);
        comparison.report(&at, Side::Base, &SERVER_REMOVED, &what);
    }
    for new in &came {
        let what = format!("server `{}` is new", after[*new].written);
        comparison.report(&at, Side::Revision, &SERVER_ADDED, &what);
    }
    let moved = pairs.iter().any(|(old, new)| old != new);
    if moved && gone.is_empty() && came.is_empty() {
        let what = "the servers are in another order";
        comparison.report(&at, Side::Revision, &SERVER_ORDER_CHANGED, what);
    }
    for (old, new) in pairs {
        let (old, new) = (&before[old], &after[new]);
        let at_variables = at.keyword("variables");
        if lost_choices(old, new) {
            let what = format!("the variables of `{}` changed", old.written);
            comparison.report(
                &at_variables,
                Side::Revision,
                &SERVER_VARIABLE_CHANGED,
                &what,
            );
        } else if old.written == new.written && !choices(old).eq(&choices(new)) {
            let what = format!("the variables of `{}` take more values", old.written);
            comparison.report(&at_variables, Side::Revision, &SERVER_ADDED, &what);
        }
        docs::compare_keys(comparison, &at, &["description"], old.value, new.value);
    }
}

/// A server in normal form.
struct Server<'d> {
    value: &'d Value,
    /// The URL as written, normalised: lower-case host, no default port, no final slash.
    written: String,
    /// The URL with the variables replaced by their defaults.
    address: String,
}

/// The variables of a server: the default of each, and its values if listed.
type Choices<'d> = BTreeMap<&'d str, (Option<&'d str>, BTreeSet<&'d str>)>;

fn choices<'d>(server: &Server<'d>) -> Choices<'d> {
    let read = |variable: &'d Value| {
        let values = elements(variable.get("enum")).iter();
        let default = variable.get("default").and_then(Value::as_str);
        (default, values.filter_map(Value::as_str).collect())
    };
    members(server.value.get("variables"))
        .map(|(name, variable)| (name, read(variable)))
        .collect()
}

/// Whether a URL that the variables of the old server allowed is no longer possible.
fn lost_choices(old: &Server<'_>, new: &Server<'_>) -> bool {
    let (before, after) = (choices(old), choices(new));
    if old.written == new.written {
        return before.iter().any(|(name, (default, values))| {
            after.get(name).is_none_or(|(other, more)| {
                let fewer = !more.is_empty() && (values.is_empty() || !values.is_subset(more));
                default != other || fewer
            })
        });
    }
    // A variable was inlined or renamed: only variables with a choice matter.
    let count = |choices: &Choices<'_>| -> usize {
        let sizes = choices.values().map(|(_, values)| values.len().max(1));
        sizes.product()
    };
    count(&before) > count(&after)
}

/// The servers; an empty list when the document does not name any.
fn read(value: &Value) -> Vec<Server<'_>> {
    let server = |value| {
        let written = normal(Value::get(value, "url")?.as_str()?);
        let mut address = written.clone();
        for (name, variable) in members(value.get("variables")) {
            if let Some(default) = variable.get("default").and_then(Value::as_str) {
                address = address.replace(&format!("{{{name}}}"), default);
            }
        }
        Some(Server {
            value,
            address: normal(&address),
            written,
        })
    };
    elements(value.get("servers"))
        .iter()
        .filter_map(server)
        // `/` is the default of a document without servers.
        .filter(|server| !server.address.is_empty())
        .collect()
}

/// A URL with its scheme and host in lower case, without a default port and without the final
/// slash. Names of variables are unchanged.
fn normal(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let origin = origin(url);
    let path = &url[origin.len()..];
    let mut inside = false;
    let lower = |letter: char| {
        inside = letter == '{' || (inside && letter != '}');
        match inside {
            true => letter,
            false => letter.to_ascii_lowercase(),
        }
    };
    let mut origin: String = origin.chars().map(lower).collect();
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        if origin.starts_with(scheme) && origin.ends_with(port) {
            origin.truncate(origin.len() - port.len());
        }
    }
    origin + path
}

/// Scheme and host of a URL.
fn origin(url: &str) -> &str {
    match url.find("://") {
        Some(at) => {
            let end = url[at + 3..]
                .find('/')
                .map_or(url.len(), |slash| at + 3 + slash);
            &url[..end]
        }
        // Relative to the URL of the document.
        None => "",
    }
}
