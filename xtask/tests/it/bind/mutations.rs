//! Variants of the reconstruction, as a producer might publish it.

use serde_json::{Map, Value, json};

use super::{bound, reconstruction, surface};

/// A change of a document.
enum Change {
    /// Sets the value at a pointer.
    Set(&'static str, Value),
    /// Removes the value at a pointer.
    Remove(&'static str),
    /// Replaces a part of the document's text.
    Text(&'static str, &'static str),
    Any(fn(&mut Value)),
}

use Change::{Any, Remove, Set, Text};

impl Change {
    fn apply(&self, document: &mut Value) {
        match self {
            Set(pointer, value) => {
                let (parent, key) = pointer.rsplit_once('/').unwrap();
                let parent = document.pointer_mut(parent).expect(pointer);
                match parent {
                    Value::Array(list) => list.push(value.clone()),
                    parent => parent[key.replace("~1", "/")] = value.clone(),
                }
            }
            Remove(pointer) => {
                let (parent, key) = pointer.rsplit_once('/').unwrap();
                let parent = document.pointer_mut(parent).expect(pointer);
                parent
                    .as_object_mut()
                    .unwrap()
                    .remove(&key.replace("~1", "/"))
                    .expect(pointer);
            }
            Text(from, to) => {
                let text = document.to_string();
                assert!(text.contains(from), "{from}");
                *document = serde_json::from_str(&text.replace(from, to)).unwrap();
            }
            Any(change) => change(document),
        }
    }
}

/// Every object of the document's schemas.
fn each_schema(document: &mut Value, change: impl Fn(&mut Map<String, Value>)) {
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for schema in schemas.values_mut() {
        change(schema.as_object_mut().unwrap());
    }
}

fn each_property(document: &mut Value, change: impl Fn(&str, &mut Value)) {
    each_schema(document, |schema| {
        for (name, property) in schema["properties"].as_object_mut().unwrap() {
            change(name, property);
        }
    });
}

fn parameter<'d>(document: &'d mut Value, name: &str) -> &'d mut Value {
    let parameters = document["paths"]["/recherche"]["get"]["parameters"]
        .as_array_mut()
        .unwrap();
    parameters
        .iter_mut()
        .find(|parameter| parameter["name"] == name)
        .unwrap()
}

/// Each variant with its name; none changes what our own code sees.
#[rustfmt::skip]
fn changes() -> Vec<(&'static str, Change)> {
    vec![
        // Names.
        ("schema renamed", Text("CertificationRecherche\"", "CertificationSearchItem\"")),
        ("schema names exchanged", Any(|d| {
            let text = d.to_string().replace("Rome\"", "X\"").replace("Nsf\"", "Rome\"").replace("X\"", "Nsf\"");
            *d = serde_json::from_str(&text).unwrap();
        })),
        ("a schema of ours in a request", Set("/paths/~1suggestion", json!({"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Certification"}}}}, "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Certification"}}}}}}}))),
        ("operationId missing", Remove("/paths/~1recherche/get/operationId")),
        ("operationId of a framework", Set("/paths/~1recherche/get/operationId", json!("recherche_recherche_get"))),
        ("operationIds exchanged", Any(|d| {
            d["paths"]["/recherche"]["get"]["operationId"] = json!("certification");
            d["paths"]["/certification"]["get"]["operationId"] = json!("recherche");
        })),
        ("our operationId on another operation", Set("/paths/~1sante", json!({"get": {"operationId": "recherche", "responses": {"204": {"description": ""}}}}))),
        ("another operation with our parameters", Set("/paths/~1stats~1recherche~1total", json!({"get": {"responses": {"204": {"description": ""}}}}))),
        // Paths and servers.
        ("prefix", Any(|d| rename_paths(d, |path| format!("/api/v1{path}")))),
        ("trailing slash", Any(|d| rename_paths(d, |path| format!("{path}/")))),
        ("upper case", Any(|d| rename_paths(d, |path| path.replace("/r", "/R")))),
        ("server relative", Set("/servers", json!([{"url": "/api/v1"}]))),
        ("server with variables", Set("/servers", json!([{"url": "https://{env}.example/{base}", "variables": {"env": {"default": "api"}, "base": {"default": "v2"}}}]))),
        ("several servers", Set("/servers", json!([{"url": "https://a.example"}, {"url": "https://b.example/v1"}]))),
        ("servers absent", Remove("/servers")),
        ("servers empty", Set("/servers", json!([]))),
        ("an older operation beside ours", Any(|d| {
            let mut old = d["paths"]["/recherche"].clone();
            old["get"]["deprecated"] = json!(true);
            d["paths"]["/v0/recherche"] = old;
        })),
        // The token.
        ("token as a header parameter", Any(|d| for path in ["/recherche", "/certification"] {
            let token = json!({"name": "Token-Connexion", "in": "header", "required": true, "schema": {"type": "string"}});
            d["paths"][path]["get"]["parameters"].as_array_mut().unwrap().push(token);
        })),
        ("token of the path item", Set("/paths/~1recherche/parameters", json!([{"name": "token-connexion", "in": "header", "required": true, "schema": {"type": "string"}}]))),
        ("token nowhere", Any(|d| {
            d.as_object_mut().unwrap().remove("security");
            d["components"].as_object_mut().unwrap().remove("securitySchemes");
        })),
        // Properties.
        ("everything required", Any(|d| each_schema(d, |schema| {
            let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
            schema.insert("required".to_owned(), json!(names));
        }))),
        ("a property that is absent is required", Set("/components/schemas/Certification/required", json!(["jamais_vu"]))),
        ("nothing nullable", Any(|d| each_property(d, |_, property| {
            if let Some(first) = property["type"].as_array().map(|types| types[0].clone()) {
                property["type"] = first;
            }
        }))),
        ("nullable by anyOf", Any(|d| each_property(d, |_, property| {
            *property = json!({"anyOf": [property.clone(), {"type": "null"}], "title": "T"});
        }))),
        ("nullable by oneOf with an enum of null", Any(|d| each_property(d, |_, property| {
            *property = json!({"oneOf": [property.clone(), {"enum": [null]}]});
        }))),
        ("every property in allOf", Any(|d| each_property(d, |_, property| *property = json!({"allOf": [property.clone()]})))),
        ("enum of integers", Set("/components/schemas/Certification/properties/etat", json!({"type": "integer", "enum": [0, 3, 4]}))),
        ("enum of texts by name", Any(|d| {
            d["components"]["schemas"]["Type"] = json!({"type": "string", "enum": ["De droit", "Sur demande"]});
            d["components"]["schemas"]["HistoriqueRncp"]["properties"]["type_enregistrement"] = json!({"$ref": "#/components/schemas/Type"});
        })),
        ("enum without a type", Set("/components/schemas/Certification/properties/etat", json!({"enum": [0, null]}))),
        ("const", Set("/components/schemas/Certification/properties/source", json!({"const": "Onisep"}))),
        ("bounds", Set("/components/schemas/Certification/properties/annee_premiere_session", json!({"type": "integer", "minimum": 1900, "maximum": 2100}))),
        ("lengths and patterns", Any(|d| each_property(d, |_, property| {
            if property["type"][0] == "string" {
                property["maxLength"] = json!(5);
                property["pattern"] = json!("^[A-Z]+$");
            }
        }))),
        ("formats", Any(|d| each_property(d, |_, property| {
            if property["type"][0] == "string" {
                property["format"] = json!("date-time");
            }
        }))),
        ("defaults", Any(|d| each_property(d, |name, property| if name.starts_with("acc_") { property["default"] = json!(2) }))),
        ("readOnly and writeOnly", Any(|d| each_property(d, |_, property| property["readOnly"] = json!(true)))),
        ("every integer a number", Text("\"integer\"", "\"number\"")),
        ("every integer a text", Any(|d| each_property(d, |_, property| {
            if property["type"][0] == "integer" { property["type"] = json!("string") }
        }))),
        ("an object where text comes", Any(|d| each_property(d, |_, property| {
            if property["type"][0] == "string" { *property = json!({"type": "object", "nullable": true}) }
        }))),
        ("untyped", Any(|d| each_property(d, |_, property| *property = if property["type"][0] == "string" { json!({}) } else { property.take() }))),
        ("a code as an object", Set("/components/schemas/CertificationRecherche/properties/rncp_code", json!({"$ref": "#/components/schemas/HistoriqueRncp"}))),
        ("a code as a list", Set("/components/schemas/CertificationRecherche/properties/rncp_code", json!({"type": "array", "items": {"type": "string"}}))),
        ("a list as its only element", Set("/components/schemas/Certification/properties/nsf", json!({"$ref": "#/components/schemas/Nsf"}))),
        ("a list of codes where records are expected", Set("/components/schemas/Certification/properties/rome", json!({"type": "array", "items": {"type": "string"}}))),
        ("links as records", Set("/components/schemas/Certification/properties/nouvelle_certification", json!({"type": "array", "items": {"$ref": "#/components/schemas/Certification"}}))),
        ("a property renamed", Text("\"chapo\"", "\"chapeau\"")),
        ("a property with a like name beside ours", Set("/components/schemas/Certification/properties/codeSise", json!({"type": "string"}))),
        ("half of the properties absent", Any(|d| each_schema(d, |schema| {
            let properties = schema["properties"].as_object_mut().unwrap();
            let mut keep = false;
            properties.retain(|_, _| { keep = !keep; keep });
        }))),
        ("properties beyond ours", Any(|d| each_schema(d, |schema| {
            schema["properties"]["en_plus"] = json!({"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": false});
            schema["properties"]["aussi"] = json!({"type": "array", "items": {"type": "object", "properties": {"b": {"type": "string", "enum": ["x"]}}}});
        }))),
        // Objects.
        ("additionalProperties false", Any(|d| each_schema(d, |schema| { schema.insert("additionalProperties".to_owned(), json!(false)); }))),
        ("additionalProperties typed", Any(|d| each_schema(d, |schema| { schema.insert("additionalProperties".to_owned(), json!({"type": "integer"})); }))),
        ("recursive", Set("/components/schemas/Certification/properties/parent", json!({"$ref": "#/components/schemas/Certification"}))),
        ("mutually recursive", Any(|d| {
            d["components"]["schemas"]["Pagination"]["properties"]["page"] = json!({"$ref": "#/components/schemas/ResultCertificationRecherche"});
            d["components"]["schemas"]["Noeud"] = json!({"type": "object", "properties": {"enfants": {"type": "array", "items": {"$ref": "#/components/schemas/Noeud"}}, "soi": {"$ref": "#/components/schemas/Noeud"}}});
            d["components"]["schemas"]["Certification"]["properties"]["arbre"] = json!({"$ref": "#/components/schemas/Noeud"});
        })),
        ("inline schemas", Any(|d| {
            let valideur = d["components"]["schemas"]["Valideur"].clone();
            d["components"]["schemas"]["Certification"]["properties"]["valideurs"] = json!({"type": "array", "items": valideur});
            let page = d["components"]["schemas"]["ResultCertificationRecherche"].clone();
            d["paths"]["/recherche"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = page;
        })),
        ("inheritance by allOf", Any(|d| {
            let properties = d["components"]["schemas"]["Certification"]["properties"].take();
            let (a, b): (Map<_, _>, Map<_, _>) = properties.as_object().unwrap().clone().into_iter().enumerate().fold(Default::default(), |(mut a, mut b), (at, (name, schema))| {
                if at % 2 == 0 { a.insert(name, schema) } else { b.insert(name, schema) };
                (a, b)
            });
            d["components"]["schemas"]["Base"] = json!({"type": "object", "properties": a});
            d["components"]["schemas"]["Certification"] = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": b, "required": []}]});
        })),
        ("a union with a discriminator", Any(|d| {
            d["components"]["schemas"]["Reponse"] = json!({"oneOf": [{"$ref": "#/components/schemas/Certification"}, {"$ref": "#/components/schemas/Erreur"}], "discriminator": {"propertyName": "etat", "mapping": {"a": "#/components/schemas/Certification"}}});
            d["paths"]["/certification"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = json!({"$ref": "#/components/schemas/Reponse"});
        })),
        // Parameters.
        ("parameter bounds", Set("/paths/~1recherche/get/parameters/15/schema/minimum", json!(1))),
        ("parameter enum", Any(|d| parameter(d, "niveau_europeen")["schema"] = json!({"type": "integer", "enum": [3, 4, 5, 6, 7, 8]}))),
        ("parameter pattern", Any(|d| parameter(d, "rncp")["schema"]["pattern"] = json!("^RNCP[0-9]+$"))),
        ("parameter default", Any(|d| parameter(d, "page_num")["schema"]["default"] = json!(1))),
        ("page_num a number", Any(|d| parameter(d, "page_num")["schema"] = json!({"type": "number"}))),
        ("page_num required", Any(|d| parameter(d, "page_num")["required"] = json!(true))),
        ("id optional", Set("/paths/~1certification/get/parameters/0/required", json!(false))),
        ("parameter nullable", Any(|d| for name in ["rome", "proa", "rncp"] {
            let schema = parameter(d, name)["schema"].take();
            parameter(d, name)["schema"] = json!({"anyOf": [schema, {"type": "null"}]});
        })),
        ("list of integers", Any(|d| parameter(d, "formacodes")["schema"]["items"] = json!({"type": "integer"}))),
        ("list of an enum by name", Any(|d| {
            d["components"]["schemas"]["CodeRome"] = json!({"type": "string", "pattern": "^[A-Z][0-9]{4}$"});
            parameter(d, "rome")["schema"]["items"] = json!({"$ref": "#/components/schemas/CodeRome"});
        })),
        ("parameters by reference", Any(|d| {
            let page = parameter(d, "page_num").take();
            d["components"]["parameters"] = json!({"Page": page});
            let parameters = d["paths"]["/recherche"]["get"]["parameters"].as_array_mut().unwrap();
            *parameters.iter_mut().find(|parameter| parameter.is_null()).unwrap() = json!({"$ref": "#/components/parameters/Page"});
        })),
        ("booleans as words", Any(|d| parameter(d, "archive")["schema"] = json!({"type": "string", "enum": ["true", "false"]}))),
        ("one more parameter", Set("/paths/~1recherche/get/parameters/-", json!({"name": "tri", "in": "query", "schema": {"type": "string"}}))),
        ("a mask in a header", Set("/paths/~1recherche/get/parameters/-", json!({"name": "X-Fields", "in": "header", "schema": {"type": "string", "format": "mask"}}))),
        // Answers.
        ("errors of several models", Any(|d| {
            d["components"]["schemas"]["HTTPValidationError"] = json!({"type": "object", "properties": {"detail": {"type": "array", "items": {"type": "object"}}}});
            d["paths"]["/recherche"]["get"]["responses"]["422"] = json!({"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/HTTPValidationError"}}}});
        })),
        ("errors as problem+json", Any(|d| {
            let content = &mut d["paths"]["/recherche"]["get"]["responses"]["400"]["content"];
            *content = json!({"application/problem+json": {"schema": {"type": "object", "properties": {"title": {"type": "string"}}}}});
        })),
        ("errors undocumented", Any(|d| for path in ["/recherche", "/certification"] {
            d["paths"][path]["get"]["responses"].as_object_mut().unwrap().retain(|status, _| status == "200");
        })),
        ("errors by default", Any(|d| for path in ["/recherche", "/certification"] {
            let error = d["paths"][path]["get"]["responses"]["400"].clone();
            d["paths"][path]["get"]["responses"]["default"] = error;
        })),
        ("answer of any media type", Text("\"application/json\"", "\"*/*\"")),
        ("answer without a schema", Set("/paths/~1certification/get/responses/200", json!({"description": "", "content": {"application/json": {"schema": {}}}}))),
        ("answer without a body", Set("/paths/~1recherche/get/responses/200", json!({"description": "OK"}))),
        ("answer by reference", Any(|d| {
            let answer = d["paths"]["/recherche"]["get"]["responses"]["200"].take();
            d["components"]["responses"] = json!({"Page": answer});
            d["paths"]["/recherche"]["get"]["responses"]["200"] = json!({"$ref": "#/components/responses/Page"});
        })),
        ("answer by default", Any(|d| {
            let responses = d["paths"]["/recherche"]["get"]["responses"].as_object_mut().unwrap();
            let answer = responses.remove("200").unwrap();
            *responses = Map::from_iter([("default".to_owned(), answer)]);
        })),
    ]
}

fn rename_paths(document: &mut Value, name: impl Fn(&str) -> String) {
    let paths = document["paths"].as_object().unwrap().clone();
    let renamed = paths.into_iter().map(|(path, item)| (name(&path), item));
    document["paths"] = Value::Object(renamed.collect());
}

#[test]
fn mutated_document_gives_the_same_surface() {
    let expected = surface(&bound(&reconstruction()).unwrap().document);
    assert_eq!(expected.len(), 14, "two operations and twelve records");
    for (name, change) in changes() {
        let mut document = reconstruction();
        change.apply(&mut document);
        let bound = bound(&document).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        for (role, surface_of_role) in surface(&bound.document) {
            assert_eq!(surface_of_role, expected[&role], "{name}: {role}");
        }
    }
}

/// The only other thing written into the generated code: how a list is sent.
#[test]
fn list_in_one_text_keeps_its_separator() {
    for (declared, separator) in [
        (json!({"explode": false}), ","),
        (json!({"style": "form", "explode": false}), ","),
        (json!({"style": "pipeDelimited"}), "|"),
        (json!({"style": "spaceDelimited", "explode": false}), " "),
    ] {
        let mut document = reconstruction();
        let rome = parameter(&mut document, "rome").as_object_mut().unwrap();
        rome.extend(declared.as_object().unwrap().clone());
        let mut bound = bound(&document).unwrap().document;
        assert_eq!(
            parameter(&mut bound, "rome")["x-separator"],
            separator,
            "{declared}"
        );
        assert!(parameter(&mut bound, "formacodes")["x-separator"].is_null());
    }
}
