//! The 18 parameters: in the document with the catalogue's type and text, and set from Rust into
//! the query of a request.

use std::collections::BTreeSet;

use certifinfo_sdk::Client;
use serde_json::Value;

use super::catalogue::PARAMETERS;
use crate::support::repo;

/// The place of a parameter in the document, the name of its operation's builder, and itself.
pub(super) fn find<'a>(document: &'a Value, name: &str) -> Option<(String, String, &'a Value)> {
    for (path, item) in document["paths"].as_object()? {
        for (method, operation) in item.as_object()? {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut found = parameters.filter(|parameter| parameter["name"] == name);
            if let Some(parameter) = found.next() {
                let builder = capitalised(operation["operationId"].as_str()?);
                let place = format!("{} {path}", method.to_uppercase());
                return Some((place, builder, parameter));
            }
        }
    }
    None
}

fn capitalised(id: &str) -> String {
    let (first, rest) = id.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn the_document_declares_them_as_the_catalogue_does() {
    let document = repo::json("openapi/effective.json");
    let contract: Value =
        serde_saphyr::from_str(&repo::read("openapi/contract.yaml")).expect("the contract is YAML");
    for (name, ty, text) in PARAMETERS {
        let (place, _, parameter) = find(&document, name).unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(
            super::declared(&parameter["schema"]),
            ty,
            "{name} of {place}"
        );
        // The document may say it in other words; the contract has those of the catalogue.
        let operation = match name {
            "id" => &contract["operations"]["certification"],
            _ => &contract["operations"]["recherche"],
        };
        assert_eq!(
            operation["parameters"][name]["text"], text,
            "{name} of {place}"
        );
        assert!(parameter["description"].is_string(), "{name} of {place}");
        assert_eq!(parameter["in"], "query", "{name} of {place}");
    }
}

/// Every setter is named here, so the compiler checks that it exists and what it takes; the
/// query shows that each fills the parameter of its name.
#[test]
fn every_setter_fills_the_query_parameter_of_its_name() {
    let client = Client::new_with_client("http://127.0.0.1:9", reqwest::Client::new());
    let search = client
        .recherche()
        .intitule("intitule!")
        .rome(vec!["rome!".to_owned(), "rome?".to_owned()])
        .rncp("rncp!")
        .rs("rs!")
        .proa_codes(vec!["proa_codes!".to_owned()])
        .proa(true)
        .niveau_europeen(5)
        .archive(false)
        .acc_fi(true)
        .acc_fc(false)
        .acc_ca(true)
        .acc_cp(false)
        .acc_vae(true)
        .acc_ind(false)
        .formacodes(vec!["formacodes!".to_owned()])
        .page_num(7)
        .page_size(100)
        .request()
        .expect("every value is of the right type");
    let one = client
        .certification()
        .id(80735)
        .request()
        .expect("the id is set");

    let document = repo::json("openapi/effective.json");
    let mut sent: Vec<(String, String)> = Vec::new();
    for request in [&search, &one] {
        let pairs = request.url().query_pairs();
        sent.extend(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())));
    }
    for (name, ty, _) in PARAMETERS {
        let values: Vec<&str> = sent
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
            .collect();
        let expected = match (name, ty) {
            // A list is sent as the parameter repeated, or as one text where the document says so.
            ("rome", _) => match find(&document, name).expect("declared").2["x-separator"].as_str()
            {
                Some(separator) => vec![format!("rome!{separator}rome?")],
                None => vec!["rome!".to_owned(), "rome?".to_owned()],
            },
            (_, "string" | "array") => vec![format!("{name}!")],
            ("id", _) => vec!["80735".to_owned()],
            ("niveau_europeen", _) => vec!["5".to_owned()],
            ("page_num", _) => vec!["7".to_owned()],
            ("page_size", _) => vec!["100".to_owned()],
            ("proa" | "acc_fi" | "acc_ca" | "acc_vae", _) => vec!["true".to_owned()],
            _ => vec!["false".to_owned()],
        };
        assert_eq!(values, expected, "{name}");
    }
    let names: BTreeSet<&str> = sent.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names.len(),
        PARAMETERS.len(),
        "nothing else is sent: {names:?}"
    );
}
