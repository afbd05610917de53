//! Allocates unique names.

use crate::rust;
use std::collections::BTreeSet;

/// Names that the code around the generated types uses without a path.
const TYPES_TAKEN: [&str; 30] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Eq",
    "Err",
    "Fn",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Some",
    "String",
    "ToString",
    "TryFrom",
    "Vec",
];

/// Names of the client's methods and hooks, and those that the builder module uses.
const OPERATIONS_TAKEN: [&str; 32] = [
    "ApiVersion",
    "Baseurl",
    "Box",
    "ByteStream",
    "Client",
    "ClientHooks",
    "ClientInfo",
    "Clone",
    "Default",
    "Error",
    "Exec",
    "From",
    "Inner",
    "Into",
    "New",
    "NewWithClient",
    "None",
    "OperationInfo",
    "Option",
    "Post",
    "Pre",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "Self",
    "Send",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "Types",
];

/// Methods and variables of a request builder.
const PARAMETERS_TAKEN: [&str; 14] = [
    "body",
    "body_map",
    "client",
    "header_map",
    "info",
    "new",
    "request",
    "response",
    "result",
    "send",
    "stream",
    "url",
    "value",
    "progenitor_client",
];

/// The names used so far in one scope.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// The function that turns a name into the generator's identifier.
    ident: fn(&str) -> String,
    taken: BTreeSet<String>,
}

/// An allocated name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name as written in the document.
    pub(super) key: String,
    /// The generator's identifier for it.
    pub(super) ident: String,
}

impl Names {
    fn without(taken: &[&str], ident: fn(&str) -> String) -> Self {
        let taken = taken.iter().map(|name| (*name).to_owned()).collect();
        Self { ident, taken }
    }

    /// The types of a client.
    pub(super) fn of_types() -> Self {
        Self::without(&TYPES_TAKEN, rust::pascal)
    }

    /// The operations of a client, by the types of their builders.
    pub(super) fn of_operations() -> Self {
        Self::without(&OPERATIONS_TAKEN, |name| rust::pascal(&rust::snake(name)))
    }

    /// The parameters of an operation.
    pub(super) fn of_parameters() -> Self {
        Self::without(&PARAMETERS_TAKEN, rust::snake)
    }

    /// The properties of an object.
    pub(super) fn of_properties() -> Self {
        Self::without(&[], rust::snake)
    }

    /// Takes the first of the wanted names that is free; otherwise the last one with a number.
    pub(super) fn take(&mut self, wanted: &[&str]) -> Name {
        let last = wanted.last().copied().unwrap_or_default();
        let numbered = (2_usize..).map(|number| format!("{last}_{number}"));
        let keys = wanted.iter().map(|name| (*name).to_owned()).chain(numbered);
        for key in keys {
            let ident = (self.ident)(&key);
            if self.taken.insert(ident.clone()) {
                return Name { key, ident };
            }
        }
        // The numbers cannot run out.
        Name {
            key: last.to_owned(),
            ident: (self.ident)(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn taken_name_gives_way_to_a_number() {
        let mut names = Names::of_types();
        let idents =
            ["a.b", "a_b", "AB", "Ab", "Default", "a b 2"].map(|name| names.take(&[name]).ident);
        assert_eq!(idents, ["AB", "AB2", "Ab", "Ab2", "Default2", "AB22"]);
    }
}
