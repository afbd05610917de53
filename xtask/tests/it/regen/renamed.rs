//! Removed names of the client are reported, with an action that keeps them.

use crate::regen::tree::{Run, Tree};

fn document(operation: &str, schema: &str) -> String {
    format!(
        r##"
openapi: 3.0.3
info: {{ title: t, version: "1" }}
paths:
  /livre:
    get:
      operationId: {operation}
      responses:
        200:
          description: Le livre
          content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/{schema}" }} }} }}
components:
  schemas:
    {schema}: {{ type: object, properties: {{ titre: {{ type: string }} }} }}
"##
    )
}

async fn said(tree: &Tree, document: &str) -> String {
    tree.put("incoming.yaml", document);
    let source = tree.path().join("incoming.yaml");
    let (outcome, said) = tree.regen(Run::from(source.to_str().unwrap())).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    said
}

#[tokio::test]
async fn renamed_names_are_reported_with_an_action_that_keeps_them() {
    let tree = Tree::new();
    let first = said(&tree, &document("livre", "Livre")).await;
    assert!(!first.contains("note GET"), "{first}");

    let second = said(&tree, &document("LivreController_get", "LivreDto")).await;
    assert!(
        second.contains("GET /livre was renamed from `livre` to `LivreController_get`"),
        "{second}"
    );
    assert!(second.contains("under their names: Livre;"), "{second}");

    // The action, pasted as printed.
    said(&tree, &document("livre", "Livre")).await;
    let action: Vec<_> = second
        .lines()
        .skip_while(|line| !line.starts_with("  - target:"))
        .take(2)
        .collect();
    tree.put(
        "openapi/overlay.yaml",
        &format!(
            "overlay: 1.0.0\ninfo: {{ title: t, version: '1' }}\nactions:\n{}\n",
            action.join("\n")
        ),
    );
    let third = said(&tree, &document("LivreController_get", "Livre")).await;
    assert!(!third.contains("is called"), "{third}");
    let code = tree.get("certifinfo-sdk/src/generated.rs");
    assert!(code.contains("pub fn livre(&self)"), "{code}");
}
