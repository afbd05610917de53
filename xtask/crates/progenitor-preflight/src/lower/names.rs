//! Names that are each given once.

use crate::rust;
use std::collections::BTreeSet;

/// Names that the code around the generated types uses without a path.
const TYPES_TAKEN: [&str; 30] = [
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "Deserialize", "Display", "Eq",
    "Err", "Fn", "From", "FromStr", "Hash", "Into", "Iterator", "None", "Ok", "Option", "Ord",
    "Result", "Self", "Send", "Serialize", "Some", "String", "ToString", "TryFrom", "Vec",
];

/// Names of the client's methods, of its hooks, and of what the module of builders uses.
const OPERATIONS_TAKEN: [&str; 32] = [
    "ApiVersion", "Baseurl", "Box", "ByteStream", "Client", "ClientHooks", "ClientInfo", "Clone",
    "Default", "Error", "Exec", "From", "Inner", "Into", "New", "NewWithClient", "None",
    "OperationInfo", "Option", "Post", "Pre", "RequestBuilderExt", "ResponseValue", "Result",
    "Self", "Send", "String", "Sync", "ToString", "TryFrom", "TryInto", "Types",
];

/// Methods and variables of a request builder.
const PARAMETERS_TAKEN: [&str; 14] = [
    "body", "body_map", "client", "header_map", "info", "new", "request", "response", "result",
    "send", "stream", "url", "value", "progenitor_client",
];

/// The names given so far in one scope.
#[derive(Debug, Clone)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    fn without(taken: &[&str]) -> Self {
        Self {
            taken: taken.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// The types of a client.
    pub(super) fn of_types() -> Self {
        Self::without(&TYPES_TAKEN)
    }

    /// The operations of a client.
    pub(super) fn of_operations() -> Self {
        Self::without(&OPERATIONS_TAKEN)
    }

    /// The parameters of an operation.
    pub(super) fn of_parameters() -> Self {
        Self::without(&PARAMETERS_TAKEN)
    }

    /// The properties of an object.
    pub(super) fn of_properties() -> Self {
        Self::without(&[])
    }

    /// Takes the first of the wanted names that is free; else the last one with a number.
    pub(super) fn take(&mut self, wanted: &[&str]) -> String {
        let free = wanted.iter().find(|name| !self.taken.contains(**name));
        let name = match (free, wanted.last()) {
            (Some(name), _) => (*name).to_owned(),
            (None, last) => {
                let last = last.copied().unwrap_or("x");
                let numbered = |number: usize| match last.chars().any(|c| c.is_uppercase()) {
                    true => format!("{last}{number}"),
                    false => rust::snake(&format!("{last}_{number}")),
                };
                (2..)
                    .map(numbered)
                    .find(|name| !self.taken.contains(name))
                    .unwrap_or_default()
            }
        };
        self.taken.insert(name.clone());
        name
    }
}
