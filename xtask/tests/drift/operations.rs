//! Single changes outside schemas, and of schemas where they stand in a whole document.

use serde_json::{Value, json};

use crate::support::{Drop, Edit, Push, Rename, Set, compare, edited, effective, lines, rich};

/// What was changed, in which document, how, and all that is to be reported.
pub(crate) type Case = (&'static str, fn() -> Value, Vec<Edit>, Vec<&'static str>);

const LIST: &str = "/paths/~1pieces/get";
const NOM: &str = "/paths/~1pieces/get/parameters/0";

/// All of them; the reasons of the contested ones are beside them.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = on_the_effective_document();
    cases.extend(on_operations());
    cases.extend(on_parameters());
    cases.extend(on_bodies_and_responses());
    cases.extend(on_security_and_servers());
    cases.extend(on_schemas_in_place());
    cases
}

fn on_the_effective_document() -> Vec<Case> {
    let code = "/components/schemas/Certification/properties/certifinfo_code";
    vec![
        (
            "certification is gone",
            effective,
            vec![Drop("/paths/~1certification")],
            vec!["breaking structure path-removed"],
        ),
        (
            "intitule is gone",
            effective,
            vec![Drop("/paths/~1recherche/get/parameters/0")],
            vec!["breaking request request-parameter-removed"],
        ),
        (
            "token travels under another name",
            effective,
            vec![Set(
                "/components/securitySchemes/token/name",
                json!("x-token"),
            )],
            vec!["breaking request security-scheme-changed"],
        ),
        (
            "token travels in the query",
            effective,
            vec![Set("/components/securitySchemes/token/in", json!("query"))],
            vec!["breaking request security-scheme-changed"],
        ),
        (
            "no token is needed",
            effective,
            vec![Drop("/security")],
            vec!["compatible request security-dropped"],
        ),
        (
            "the service moves",
            effective,
            vec![Set("/servers/0/url", json!("https://api.example"))],
            vec![
                "breaking request server-removed",
                "compatible request server-added",
            ],
        ),
        (
            "a base path comes",
            effective,
            vec![Set(
                "/servers/0/url",
                json!("https://api-certifinfo.intercariforef.org/v2"),
            )],
            vec!["breaking request base-path-changed"],
        ),
        (
            "a code becomes text",
            effective,
            vec![Set(
                "/components/schemas/Certification/properties/certifinfo_code/type",
                json!("string"),
            )],
            vec!["breaking response response-type-changed"],
        ),
        (
            "a code is gone",
            effective,
            vec![Drop(code)],
            vec!["breaking response response-property-removed"],
        ),
        (
            "a field comes",
            effective,
            vec![Set(
                "/components/schemas/Certification/properties/nouveau",
                json!({"type": "object"}),
            )],
            vec!["compatible response response-property-added"],
        ),
        (
            "a code is described otherwise",
            effective,
            vec![Set(
                "/components/schemas/Certification/properties/certifinfo_code/description",
                json!("Autre"),
            )],
            vec!["docs response description-changed"],
        ),
        (
            "the version goes on",
            effective,
            vec![Set("/info/version", json!("2"))],
            vec!["docs structure info-changed"],
        ),
        (
            "the method is called otherwise",
            effective,
            vec![Set("/paths/~1recherche/get/operationId", json!("chercher"))],
            vec!["compatible structure operation-id-changed"],
        ),
        (
            "rome becomes one code",
            effective,
            vec![Set(
                "/paths/~1recherche/get/parameters/1/schema",
                json!({"type": "string"}),
            )],
            vec![
                "breaking request request-array-to-scalar",
                "breaking request request-parameter-serialization-changed",
            ],
        ),
        (
            "rome is written in one value",
            effective,
            vec![Set(
                "/paths/~1recherche/get/parameters/1/explode",
                json!(false),
            )],
            vec!["breaking request request-parameter-serialization-changed"],
        ),
        // A list of one is written as one value was: name=a&name=b.
        (
            "rncp takes several codes",
            effective,
            vec![Set(
                "/paths/~1recherche/get/parameters/2/schema",
                json!({"type": "array", "items": {"type": "string"}}),
            )],
            vec!["compatible request request-parameter-accepts-list"],
        ),
        (
            "the id is moved to a header",
            effective,
            vec![Set(
                "/paths/~1certification/get/parameters/0/in",
                json!("header"),
            )],
            vec!["breaking request request-parameter-moved"],
        ),
    ]
}

fn on_operations() -> Vec<Case> {
    vec![
        (
            "a method is gone",
            rich,
            vec![Drop("/paths/~1pieces/post")],
            vec!["breaking structure operation-removed"],
        ),
        // Past its date nobody could count on it: oasdiff remarks only.
        (
            "a path is gone past its date",
            rich,
            vec![Drop("/paths/~1ventes")],
            vec!["compatible structure operation-removed-after-sunset"],
        ),
        // Deprecated, but promised until June: oasdiff errs too.
        (
            "a method is gone before its date",
            rich,
            vec![Drop("/paths/~1pieces~1{numero}/delete")],
            vec!["breaking structure operation-removed"],
        ),
        // Deprecated without a date: oasdiff remarks only, but calls to it fail from one day to the next.
        (
            "a deprecated method without a date is gone",
            || edited(rich(), &[Drop("/paths/~1pieces~1{numero}/delete/x-sunset")]),
            vec![Drop("/paths/~1pieces~1{numero}/delete")],
            vec!["breaking structure operation-removed"],
        ),
        (
            "a path moves",
            rich,
            vec![Rename("/paths/~1pieces", "/v2/pieces")],
            vec![
                "breaking structure operation-moved",
                "breaking structure operation-moved",
            ],
        ),
        (
            "a path comes",
            rich,
            vec![Set("/paths/~1stocks", json!({"get": {"responses": {}}}))],
            vec!["compatible structure path-added"],
        ),
        (
            "a method comes",
            rich,
            vec![Set("/paths/~1ventes/post", json!({"responses": {}}))],
            vec!["compatible structure operation-added"],
        ),
        (
            "a path parameter is called otherwise",
            rich,
            vec![
                Rename("/paths/~1pieces~1{numero}", "/pieces/{code}"),
                Set("/paths/~1pieces~1{code}/parameters/0/name", json!("code")),
            ],
            vec!["compatible structure path-parameter-renamed"],
        ),
        (
            "an operation loses its id",
            rich,
            vec![Drop("/paths/~1pieces/get/operationId")],
            vec!["compatible structure operation-id-changed"],
        ),
        (
            "an operation is deprecated",
            rich,
            vec![Set("/paths/~1pieces/get/deprecated", json!(true))],
            vec!["compatible structure operation-deprecated"],
        ),
        (
            "an operation is taken back",
            rich,
            vec![
                Drop("/paths/~1ventes/get/deprecated"),
                Drop("/paths/~1ventes/get/x-sunset"),
            ],
            vec!["compatible structure operation-reactivated"],
        ),
        (
            "a date is announced",
            rich,
            vec![Set("/paths/~1pieces/get/x-sunset", json!("2030-01-01"))],
            vec!["compatible structure sunset-added"],
        ),
        (
            "a date moves back",
            rich,
            vec![Set("/paths/~1ventes/get/x-sunset", json!("2030-01-01"))],
            vec!["compatible structure sunset-later"],
        ),
        (
            "a date moves forward",
            rich,
            vec![Set("/paths/~1ventes/get/x-sunset", json!("2025-01-01"))],
            vec!["breaking structure sunset-earlier"],
        ),
        (
            "a date is taken away",
            rich,
            vec![Drop("/paths/~1ventes/get/x-sunset")],
            vec!["breaking structure sunset-removed"],
        ),
        (
            "stability falls",
            rich,
            vec![Set(
                "/paths/~1pieces/post/x-stability-level",
                json!("alpha"),
            )],
            vec!["breaking structure stability-lowered"],
        ),
        (
            "stability rises",
            rich,
            vec![Set(
                "/paths/~1pieces/post/x-stability-level",
                json!("stable"),
            )],
            vec!["compatible structure stability-raised"],
        ),
        (
            "a callback is gone",
            rich,
            vec![Drop("/paths/~1pieces/post/callbacks")],
            vec!["breaking structure callback-changed"],
        ),
        (
            "a webhook comes",
            rich,
            vec![Set("/webhooks/rendu", json!({}))],
            vec!["compatible structure webhook-added"],
        ),
        (
            "a webhook is changed",
            rich,
            vec![Set("/webhooks/vendu/post/deprecated", json!(true))],
            vec!["breaking structure webhook-changed"],
        ),
        (
            "a webhook is gone",
            rich,
            vec![Drop("/webhooks/vendu")],
            vec!["breaking structure webhook-removed"],
        ),
        (
            "an operation is summed up otherwise",
            rich,
            vec![Set("/paths/~1pieces/get/summary", json!("Parts"))],
            vec!["docs structure description-changed"],
        ),
        (
            "an operation is tagged otherwise",
            rich,
            vec![Push("/paths/~1pieces/get/tags", json!("ventes"))],
            vec!["docs structure tags-changed"],
        ),
        (
            "a tag is described otherwise",
            rich,
            vec![Set("/tags/0/description", json!("Parts"))],
            vec!["docs structure tags-changed"],
        ),
        (
            "the documentation moves",
            rich,
            vec![Set("/externalDocs/url", json!("https://doc.example"))],
            vec!["docs structure external-docs-changed"],
        ),
        (
            "the title changes",
            rich,
            vec![Set("/info/title", json!("Workshop"))],
            vec!["docs structure info-changed"],
        ),
        (
            "a contact comes",
            rich,
            vec![Set("/info/contact", json!({"email": "a@b.example"}))],
            vec!["docs structure info-changed"],
        ),
        (
            "an extension of an operation",
            rich,
            vec![Set("/paths/~1pieces/get/x-limit", json!(5))],
            vec!["compatible structure document-extension-changed"],
        ),
        (
            "an extension of the document",
            rich,
            vec![Set("/x-owner", json!("them"))],
            vec!["compatible structure document-extension-changed"],
        ),
    ]
}

fn on_parameters() -> Vec<Case> {
    let set = |key: &'static str, value: Value| vec![Set(key, value)];
    vec![
        (
            "a required parameter comes",
            rich,
            vec![Push(
                "/paths/~1pieces/get/parameters",
                json!({"name": "langue", "in": "query", "required": true, "schema": {"type": "string"}}),
            )],
            vec!["breaking request request-parameter-added-required"],
        ),
        (
            "an optional parameter comes",
            rich,
            vec![Push(
                "/paths/~1pieces/get/parameters",
                json!({"name": "langue", "in": "query", "schema": {"type": "string"}}),
            )],
            vec!["compatible request request-parameter-added-optional"],
        ),
        (
            "a parameter comes to a whole path",
            rich,
            vec![Push(
                "/paths/~1pieces~1{numero}/parameters",
                json!({"name": "langue", "in": "header", "required": true, "schema": {"type": "string"}}),
            )],
            vec!["breaking request request-parameter-added-required"],
        ),
        // oasdiff warns: a filter that is ignored returns the wrong records without an error.
        (
            "a parameter is gone",
            rich,
            vec![Drop(NOM)],
            vec!["breaking request request-parameter-removed"],
        ),
        (
            "a parameter is gone past its date",
            rich,
            vec![Drop("/paths/~1pieces/get/parameters/6")],
            vec!["compatible request request-parameter-removed-after-sunset"],
        ),
        (
            "a parameter is gone before its date",
            rich,
            vec![Drop("/paths/~1pieces/get/parameters/7")],
            vec!["breaking request request-parameter-removed"],
        ),
        (
            "a parameter is called otherwise",
            rich,
            set("/paths/~1pieces/get/parameters/0/name", json!("intitule")),
            vec!["breaking request request-parameter-renamed"],
        ),
        // Header names know no case.
        (
            "a header in another case",
            rich,
            set("/paths/~1pieces/get/parameters/5/name", json!("x-trace")),
            vec![],
        ),
        (
            "a parameter moves",
            rich,
            set("/paths/~1pieces/get/parameters/0/in", json!("cookie")),
            vec!["breaking request request-parameter-moved"],
        ),
        (
            "a parameter becomes required",
            rich,
            set("/paths/~1pieces/get/parameters/0/required", json!(true)),
            vec!["breaking request request-parameter-became-required"],
        ),
        (
            "a parameter becomes optional",
            || {
                edited(
                    rich(),
                    &[Set(
                        "/paths/~1pieces/get/parameters/0/required",
                        json!(true),
                    )],
                )
            },
            vec![Drop("/paths/~1pieces/get/parameters/0/required")],
            vec!["compatible request request-parameter-became-optional"],
        ),
        // A path parameter is required whatever the document forgets to say.
        (
            "a path parameter forgets to be required",
            rich,
            vec![Drop("/paths/~1pieces~1{numero}/parameters/0/required")],
            vec![],
        ),
        // Written as text, every number is a text.
        (
            "a number may be any text",
            rich,
            vec![Set(
                "/paths/~1pieces/get/parameters/7/schema",
                json!({"type": "string"}),
            )],
            vec!["compatible request request-type-widened"],
        ),
        (
            "a text must be a number",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema",
                json!({"type": "integer"}),
            ),
            vec!["breaking request request-type-narrowed"],
        ),
        (
            "a text must be a date",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema",
                json!({"type": "string", "format": "date"}),
            ),
            vec!["breaking request request-format-narrowed"],
        ),
        (
            "a value is no longer taken",
            rich,
            vec![Drop("/paths/~1pieces/get/parameters/2/schema/enum/1")],
            vec!["breaking request request-enum-value-removed"],
        ),
        (
            "a value is taken",
            rich,
            vec![Push(
                "/paths/~1pieces/get/parameters/2/schema/enum",
                json!("date"),
            )],
            vec!["compatible request request-enum-value-added"],
        ),
        (
            "a limit rises",
            rich,
            set("/paths/~1pieces/get/parameters/1/schema/minimum", json!(2)),
            vec!["breaking request request-range-narrowed"],
        ),
        (
            "a pattern comes",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema/pattern",
                json!("^[a-z]+$"),
            ),
            vec!["breaking request request-pattern-added"],
        ),
        (
            "null may be sent",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema/nullable",
                json!(true),
            ),
            vec!["compatible request request-became-nullable"],
        ),
        // Long an error to oasdiff, lately a remark; the same request gets another answer.
        (
            "a default changes",
            rich,
            set("/paths/~1pieces/get/parameters/1/schema/default", json!(0)),
            vec!["breaking request request-parameter-default-changed"],
        ),
        (
            "a default comes",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema/default",
                json!("vis"),
            ),
            vec!["breaking request request-parameter-default-changed"],
        ),
        (
            "a list is written otherwise",
            rich,
            set(
                "/paths/~1pieces/get/parameters/3/style",
                json!("pipeDelimited"),
            ),
            vec!["breaking request request-parameter-serialization-changed"],
        ),
        (
            "a list says its usual form",
            rich,
            vec![
                Set("/paths/~1pieces/get/parameters/3/style", json!("form")),
                Set("/paths/~1pieces/get/parameters/3/explode", json!(true)),
            ],
            vec![],
        ),
        // One value is written alike with and without explode.
        (
            "a single value says explode",
            rich,
            set("/paths/~1pieces/get/parameters/0/explode", json!(false)),
            vec![],
        ),
        (
            "a list becomes one value",
            rich,
            set(
                "/paths/~1pieces/get/parameters/3/schema",
                json!({"type": "string"}),
            ),
            vec![
                "breaking request request-array-to-scalar",
                "breaking request request-parameter-serialization-changed",
            ],
        ),
        (
            "one value becomes a list",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema",
                json!({"type": "array", "items": {"type": "string"}}),
            ),
            vec!["compatible request request-parameter-accepts-list"],
        ),
        (
            "one value becomes a list of others",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/schema",
                json!({"type": "array", "items": {"type": "integer"}}),
            ),
            vec![
                "breaking request request-parameter-serialization-changed",
                "breaking request request-scalar-to-array",
            ],
        ),
        (
            "an empty value is refused",
            rich,
            vec![Drop("/paths/~1pieces/get/parameters/4/allowEmptyValue")],
            vec!["breaking request request-parameter-empty-forbidden"],
        ),
        (
            "an empty value is taken",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/allowEmptyValue",
                json!(true),
            ),
            vec!["compatible request request-parameter-empty-allowed"],
        ),
        (
            "reserved letters",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/allowReserved",
                json!(true),
            ),
            vec!["compatible request request-parameter-reserved-changed"],
        ),
        (
            "a parameter is deprecated",
            rich,
            set("/paths/~1pieces/get/parameters/0/deprecated", json!(true)),
            vec!["compatible request request-parameter-deprecated"],
        ),
        (
            "a parameter is taken back",
            rich,
            vec![Drop("/paths/~1pieces/get/parameters/6/deprecated")],
            vec!["compatible request request-parameter-reactivated"],
        ),
        (
            "a parameter is described otherwise",
            rich,
            set(
                "/paths/~1pieces/get/parameters/0/description",
                json!("Name"),
            ),
            vec!["docs request description-changed"],
        ),
        (
            "a parameter has an example",
            rich,
            set("/paths/~1pieces/get/parameters/0/example", json!("vis")),
            vec!["docs request example-changed"],
        ),
        (
            "a parameter with content",
            rich,
            vec![Drop(
                "/paths/~1pieces/get/parameters/8/content/application~1json/schema/properties/prix",
            )],
            vec!["breaking request request-property-removed"],
        ),
    ]
}

fn on_bodies_and_responses() -> Vec<Case> {
    vec![
        (
            "a required body comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/requestBody",
                json!({"required": true, "content": {}}),
            )],
            vec!["breaking request request-body-added-required"],
        ),
        (
            "an optional body comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/requestBody",
                json!({"content": {}}),
            )],
            vec!["compatible request request-body-added-optional"],
        ),
        (
            "the body is gone",
            rich,
            vec![Drop("/paths/~1pieces/post/requestBody")],
            vec!["breaking request request-body-removed"],
        ),
        (
            "the body becomes required",
            rich,
            vec![Set(
                "/paths/~1pieces/post/requestBody/required",
                json!(true),
            )],
            vec!["breaking request request-body-became-required"],
        ),
        (
            "the body becomes optional",
            || {
                edited(
                    rich(),
                    &[Set(
                        "/paths/~1pieces/post/requestBody/required",
                        json!(true),
                    )],
                )
            },
            vec![Drop("/paths/~1pieces/post/requestBody/required")],
            vec!["compatible request request-body-became-optional"],
        ),
        (
            "the body takes another form",
            rich,
            vec![Set(
                "/paths/~1pieces/post/requestBody/content/text~1csv",
                json!({}),
            )],
            vec!["compatible request request-media-type-added"],
        ),
        (
            "the body no longer takes a form",
            rich,
            vec![Drop(
                "/paths/~1pieces/post/requestBody/content/multipart~1form-data",
            )],
            vec!["breaking request request-media-type-removed"],
        ),
        (
            "a part is written otherwise",
            rich,
            vec![Set(
                "/paths/~1pieces/post/requestBody/content/multipart~1form-data/encoding/fichier/contentType",
                json!("image/gif"),
            )],
            vec!["breaking request request-part-encoding-changed"],
        ),
        (
            "a form of the body is described by no schema",
            rich,
            vec![Drop(
                "/paths/~1pieces/post/requestBody/content/multipart~1form-data/schema",
            )],
            vec![
                "breaking request request-property-removed",
                "compatible request request-type-widened",
            ],
        ),
        (
            "a status comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/206",
                json!({"description": "part"}),
            )],
            vec!["compatible response response-status-added"],
        ),
        (
            "a status is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/200")],
            vec!["breaking response response-status-removed"],
        ),
        (
            "an error status comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/429",
                json!({"description": "slow down"}),
            )],
            vec!["compatible response response-error-status-added"],
        ),
        (
            "an error status is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/404")],
            vec!["compatible response response-error-status-removed"],
        ),
        (
            "a form of the answer comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/content/application~1xml",
                json!({}),
            )],
            vec!["compatible response response-media-type-added"],
        ),
        (
            "a form of the answer is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/200/content/text~1csv")],
            vec!["breaking response response-media-type-removed"],
        ),
        (
            "a charset is told",
            rich,
            vec![Rename(
                "/paths/~1pieces/get/responses/200/content/application~1json",
                "application/json; charset=utf-8",
            )],
            vec![],
        ),
        (
            "a header comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/headers/X-Page",
                json!({"schema": {"type": "integer"}}),
            )],
            vec!["compatible response response-header-added"],
        ),
        (
            "a header is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/200/headers/X-Total")],
            vec!["breaking response response-header-removed"],
        ),
        // oasdiff warns of an optional one as well.
        (
            "an optional header is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/200/headers/X-Reste")],
            vec!["breaking response response-header-removed"],
        ),
        (
            "a header may be missing",
            rich,
            vec![Drop(
                "/paths/~1pieces/get/responses/200/headers/X-Total/required",
            )],
            vec!["breaking response response-header-became-optional"],
        ),
        (
            "a header always comes",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/headers/X-Reste/required",
                json!(true),
            )],
            vec!["compatible response response-header-became-required"],
        ),
        (
            "a header may be null",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/headers/X-Reste/schema/nullable",
                json!(true),
            )],
            vec!["breaking response response-became-nullable"],
        ),
        (
            "a link is gone",
            rich,
            vec![Drop("/paths/~1pieces/get/responses/200/links")],
            vec!["compatible response response-link-changed"],
        ),
        (
            "an answer has another example",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/content/application~1json/example",
                json!({"total": 1}),
            )],
            vec!["docs response example-changed"],
        ),
        (
            "an answer is described otherwise",
            rich,
            vec![Set(
                "/paths/~1pieces/get/responses/200/description",
                json!("some"),
            )],
            vec!["docs response description-changed"],
        ),
        (
            "a shared answer changes",
            rich,
            vec![Set(
                "/components/responses/Faute/content/application~1json/schema/properties/message/type",
                json!("integer"),
            )],
            vec!["breaking response response-type-changed"],
        ),
    ]
}

fn on_security_and_servers() -> Vec<Case> {
    let security = "/paths/~1pieces~1{numero}/get/security";
    vec![
        // A remark to oasdiff until lately; programs that send no credentials are refused.
        (
            "credentials are needed now",
            rich,
            vec![Drop("/paths/~1pieces~1{numero}/delete/security")],
            vec!["breaking request security-required"],
        ),
        (
            "no credentials are needed",
            rich,
            vec![Push(security, json!({}))],
            vec!["compatible request security-dropped"],
        ),
        (
            "a way is gone",
            rich,
            vec![Drop("/paths/~1pieces~1{numero}/get/security/1")],
            vec!["breaking request security-alternative-removed"],
        ),
        (
            "a way comes",
            rich,
            vec![Push(security, json!({"inutile": []}))],
            vec!["compatible request security-alternative-added"],
        ),
        (
            "a way asks for more",
            rich,
            vec![Set(
                "/paths/~1pieces~1{numero}/get/security/1",
                json!({"cle": [], "inutile": []}),
            )],
            vec![
                "breaking request security-alternative-removed",
                "compatible request security-alternative-added",
            ],
        ),
        (
            "a scope is asked for",
            rich,
            vec![Push(
                "/paths/~1pieces~1{numero}/get/security/0/oauth",
                json!("ecrire"),
            )],
            vec!["breaking request security-scope-added"],
        ),
        (
            "a scope is no longer asked for",
            rich,
            vec![Set(
                "/paths/~1pieces~1{numero}/get/security/0/oauth",
                json!([]),
            )],
            vec!["compatible request security-scope-removed"],
        ),
        (
            "the document asks for another way",
            rich,
            vec![Set("/security", json!([{"oauth": ["lire"]}]))],
            vec![
                "breaking request security-alternative-removed",
                "compatible request security-alternative-added",
            ],
        ),
        (
            "the same ways in another order",
            rich,
            vec![Set(security, json!([{"cle": []}, {"oauth": ["lire"]}]))],
            vec![],
        ),
        (
            "a scheme is known by another name",
            rich,
            vec![
                Rename("/components/securitySchemes/cle", "jeton"),
                Set("/security", json!([{"jeton": []}])),
                Set(
                    "/paths/~1pieces~1{numero}/get/security/1",
                    json!({"jeton": []}),
                ),
            ],
            vec![
                "compatible structure security-scheme-added",
                "compatible structure security-scheme-removed",
            ],
        ),
        (
            "a key has another name",
            rich,
            vec![Set("/components/securitySchemes/cle/name", json!("X-Key"))],
            vec!["breaking request security-scheme-changed"],
        ),
        (
            "tokens are had elsewhere",
            rich,
            vec![Set(
                "/components/securitySchemes/oauth/flows/clientCredentials/tokenUrl",
                json!("https://id.example"),
            )],
            vec!["breaking request security-scheme-changed"],
        ),
        (
            "a scope is described otherwise",
            rich,
            vec![Set(
                "/components/securitySchemes/oauth/flows/clientCredentials/scopes/lire",
                json!("Look"),
            )],
            vec!["compatible request security-scheme-detail-changed"],
        ),
        (
            "a scheme nobody uses changes",
            rich,
            vec![Set(
                "/components/securitySchemes/inutile/scheme",
                json!("bearer"),
            )],
            vec!["compatible request security-scheme-detail-changed"],
        ),
        (
            "a scheme is described otherwise",
            rich,
            vec![Set(
                "/components/securitySchemes/cle/description",
                json!("By post"),
            )],
            vec!["docs request description-changed"],
        ),
        (
            "a scheme is declared",
            rich,
            vec![Set(
                "/components/securitySchemes/autre",
                json!({"type": "http", "scheme": "digest"}),
            )],
            vec!["compatible structure security-scheme-added"],
        ),
        (
            "a scheme is no longer declared",
            rich,
            vec![Drop("/components/securitySchemes/inutile")],
            vec!["compatible structure security-scheme-removed"],
        ),
        (
            "a server comes",
            rich,
            vec![Push("/servers", json!({"url": "https://autre.example"}))],
            vec!["compatible request server-added"],
        ),
        (
            "a server is gone",
            rich,
            vec![Drop("/servers/1")],
            vec!["breaking request server-removed"],
        ),
        (
            "all servers are gone",
            rich,
            vec![Drop("/servers")],
            vec!["breaking request server-removed"],
        ),
        (
            "a base path changes",
            rich,
            vec![Set("/servers/0/url", json!("https://atelier.example/v2"))],
            vec!["breaking request base-path-changed"],
        ),
        (
            "a last slash",
            rich,
            vec![Set("/servers/0/url", json!("https://atelier.example/v1/"))],
            vec![],
        ),
        (
            "a variable has another default",
            rich,
            vec![Set("/servers/1/variables/region/default", json!("est"))],
            vec!["breaking request server-variable-changed"],
        ),
        (
            "a server is described otherwise",
            rich,
            vec![Set("/servers/0/description", json!("live"))],
            vec!["docs request description-changed"],
        ),
        (
            "the servers change places",
            || {
                edited(
                    rich(),
                    &[Set(
                        "/servers",
                        json!([{"url": "https://a.example"}, {"url": "https://b.example"}]),
                    )],
                )
            },
            vec![Set(
                "/servers",
                json!([{"url": "https://b.example"}, {"url": "https://a.example"}]),
            )],
            vec!["compatible request server-order-changed"],
        ),
    ]
}

fn on_schemas_in_place() -> Vec<Case> {
    vec![
        // Sent and received: one change, two judgements.
        (
            "both ways",
            rich,
            vec![Set(
                "/components/schemas/Piece/properties/etat/enum",
                json!(["neuf", "use", "perdu"]),
            )],
            vec![
                "breaking response response-enum-value-added",
                "compatible request request-enum-value-added",
            ],
        ),
        (
            "deep behind references",
            rich,
            vec![Set(
                "/components/schemas/Prix/properties/montant/type",
                json!("integer"),
            )],
            vec![
                "breaking request request-type-narrowed",
                "compatible response response-type-narrowed",
            ],
        ),
        (
            "inside a recursive schema",
            rich,
            vec![Drop("/components/schemas/Arbre/properties/valeur")],
            vec!["breaking response response-property-removed"],
        ),
        (
            "read-only, so not in requests",
            rich,
            vec![Set(
                "/components/schemas/Piece/properties/numero/type",
                json!("string"),
            )],
            vec![
                "breaking response response-type-changed",
                "compatible structure schema-type-changed",
            ],
        ),
        (
            "a branch of a oneOf",
            rich,
            vec![
                Drop("/components/schemas/Piece/properties/matiere/oneOf/1"),
                Push(
                    "/components/schemas/Piece/properties/matiere/oneOf",
                    json!({"type": "string"}),
                ),
            ],
            vec![
                "breaking request request-type-changed",
                "breaking response response-type-changed",
                "breaking request request-property-removed",
                "breaking request request-property-removed",
                "breaking response response-property-removed",
                "breaking response response-property-removed",
            ],
        ),
        (
            "values of a map",
            rich,
            vec![Set(
                "/components/schemas/Piece/properties/notes/additionalProperties/type",
                json!("integer"),
            )],
            vec![
                "breaking request request-type-changed",
                "breaking response response-type-changed",
            ],
        ),
        (
            "null around allOf is gone",
            rich,
            vec![Drop("/components/schemas/Piece/properties/prix/nullable")],
            vec![
                "breaking request request-became-not-nullable",
                "compatible response response-became-not-nullable",
            ],
        ),
        (
            "a title",
            rich,
            vec![Set(
                "/components/schemas/Piece/properties/nom/title",
                json!("Name"),
            )],
            vec!["docs request title-changed"],
        ),
        (
            "an example",
            rich,
            vec![Set(
                "/components/schemas/Piece/properties/nom/example",
                json!("clou"),
            )],
            vec!["docs request example-changed"],
        ),
        (
            "a description",
            rich,
            vec![Drop("/components/schemas/Piece/properties/nom/description")],
            vec!["docs request description-changed"],
        ),
        (
            "a schema nobody uses",
            rich,
            vec![Set(
                "/components/schemas/Orpheline/properties/seule/type",
                json!("integer"),
            )],
            vec!["compatible structure schema-type-changed"],
        ),
        (
            "a schema nobody uses is gone",
            rich,
            vec![Drop("/components/schemas/Orpheline")],
            vec!["compatible structure component-removed"],
        ),
        (
            "a schema nobody uses comes",
            rich,
            vec![Set("/components/schemas/Neuve", json!({"type": "string"}))],
            vec!["compatible structure component-added"],
        ),
        (
            "a schema is called otherwise",
            rich,
            vec![
                Rename("/components/schemas/Page", "Feuille"),
                Set(
                    "/paths/~1pieces/get/responses/200/content/application~1json/schema/$ref",
                    json!("#/components/schemas/Feuille"),
                ),
            ],
            vec!["compatible structure component-renamed"],
        ),
        // The issue of writing: a schema written in place is the same schema.
        (
            "a schema is written in place",
            rich,
            vec![
                Set(
                    "/paths/~1pieces/get/responses/200/content/application~1json/schema",
                    rich()["components"]["schemas"]["Page"].clone(),
                ),
                Drop("/components/schemas/Page"),
            ],
            vec![],
        ),
    ]
}

#[test]
fn every_change_of_a_document_is_reported_and_nothing_else() {
    let mut wrong = Vec::new();
    for (name, document, edits, expected) in cases() {
        let old = document();
        let new = edited(document(), &edits);
        let mut found = lines(&compare(&old, &new));
        found.sort_unstable();
        let mut expected: Vec<String> = expected.into_iter().map(ToOwned::to_owned).collect();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!(
                "{name}:\n  expected {expected:?}\n  found    {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_operation_and_the_place_are_told() {
    let report = compare(&rich(), &edited(rich(), &[Drop(LIST)]));
    let change = &report.changes[0];
    assert_eq!(change.operation.as_deref(), Some("GET /pieces"));
    assert_eq!(change.location, "#/paths/~1pieces/get");
    let report = compare(
        &rich(),
        &edited(
            rich(),
            &[Set(
                "/components/schemas/Prix/properties/montant/type",
                json!("string"),
            )],
        ),
    );
    let change = report
        .changes
        .iter()
        .find(|change| change.id == "response-type-changed")
        .unwrap();
    assert_eq!(change.operation.as_deref(), Some("GET /pieces"));
    assert_eq!(
        change.location,
        "#/components/schemas/Prix/properties/montant/type"
    );
    assert_eq!(
        change.message,
        "`Prix`, `montant`: number became string (in 3 operations)"
    );
}
