//! The message for a source that does not lead to a document.

use crate::site::{Site, document};

#[tokio::test]
async fn source_without_document_lists_what_was_tried() {
    let maintenance = "<style>p{color:red}</style><h1>Maintenance</h1>\n<p>Le service&nbsp;est <b>momentanément</b>\n indisponible.</p><script>track('x')</script><noscript><p>Activez <b>JavaScript</b></p></noscript>";
    let login = "<form><label>Identifiant</label><input name=u></form>";
    let mut faults = Vec::new();
    for (name, path, site) in [
        ("maintenance", "/docs", Site::docs(maintenance)),
        (
            "login",
            "/docs",
            Site::new()
                .redirect("/docs", "/login?next=/docs")
                .html("/login", login),
        ),
        (
            "several",
            "/docs",
            Site::docs(
                "<script>SwaggerUIBundle({urls: [{url: 'v1.json', name: 'One'}, {url: 'https://b.example/v2.json', name: 'Two'}]})</script>",
            ),
        ),
        (
            "elsewhere",
            "/docs",
            Site::docs("<redoc spec-url='https://api.example/openapi.json'></redoc>")
                .file("/openapi.json", &document("guess")),
        ),
        (
            "example",
            "/docs",
            Site::docs(
                "<script>SwaggerUIBundle({url: 'https://petstore.swagger.io/v2/swagger.json'})</script>",
            ),
        ),
        (
            "named but missing",
            "/docs",
            Site::docs("<redoc spec-url='/spec.json'></redoc>")
                .file("/openapi.json", &document("guess")),
        ),
        (
            "named but broken",
            "/docs",
            Site::docs("<redoc spec-url='/spec.json'></redoc>")
                .file("/spec.json", "{\"openapi\": 3,\n oops"),
        ),
        (
            "named but redirected",
            "/docs",
            Site::docs("<redoc spec-url='/spec.json'></redoc>")
                .redirect("/spec.json", "https://sso.example/login"),
        ),
        (
            "broken",
            "/openapi.yaml",
            Site::new().file("/openapi.yaml", "openapi: 3.0.3\ninfo:\n  title: a: b\n"),
        ),
        (
            "UTF-16",
            "/o",
            Site::new().answer("/o", 200, &[], b"\xFF\xFEo\0p\0".to_vec()),
        ),
        (
            "other JSON",
            "/me",
            Site::new().file("/me", "{\"detail\": \"Not authenticated\"}"),
        ),
        (
            "embedded in part",
            "/docs",
            Site::docs(
                "<script>SwaggerUIBundle({spec: {openapi: '3.0.3', paths: allPaths()}})</script>",
            ),
        ),
        (
            "text",
            "/docs",
            Site::new().file("/docs", "Service en maintenance : revenez plus tard: merci"),
        ),
        ("empty", "/docs", Site::new().file("/docs", "")),
        (
            "refused",
            "/docs",
            Site::new().answer("/docs", 503, &[], maintenance),
        ),
    ] {
        let site = site.serve().await;
        faults.push(format!("[{name}]\n{}", site.fault(path).await));
    }
    insta::assert_snapshot!(faults.join("\n\n"));
}

#[tokio::test]
async fn long_page_is_quoted_in_part() {
    let site = Site::docs(&"mot ".repeat(10_000)).serve().await;
    let fault = site.fault("/docs").await;
    let said = fault.split('“').nth(1).unwrap().split('”').next().unwrap();
    assert_eq!(said.chars().count(), 201);
}
