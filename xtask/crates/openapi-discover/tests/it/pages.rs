//! Every kind of documentation page, over HTTP: the document found, and how it was found.

use crate::site::{Site, document, title};

/// Pages that name a document at `/v1/spec.json`, each in a different way.
const NAMING: &[(&str, &str)] = &[
    ("Swagger UI", "<script>window.onload = function() {
        const ui = SwaggerUIBundle({ url: \"/v1/spec.json\", dom_id: '#ui',
          // url: '/no.json',
          /* url: \"/no.json\", */
          presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: \"StandaloneLayout\" })
        window.ui = ui }</script>"),
    ("FastAPI", "<script src=\"https://cdn.example/swagger-ui-bundle.js\"></script><script>
        const ui = SwaggerUIBundle({
            url: '/v1/spec.json',
        \"dom_id\": \"#swagger-ui\",
        \"layout\": \"BaseLayout\",
        oauth2RedirectUrl: window.location.origin + '/docs/oauth2-redirect',
        presets: [ SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset ],
        })</script>"),
    ("escaped slashes", "<script>SwaggerUIBundle({\"url\": \"\\/v1\\/sp\\u0065c.json\"})</script>"),
    ("template literal", "<script>SwaggerUIBundle({url: `/v1/spec.json`})</script>"),
    ("origin in a template", "<script>SwaggerUIBundle({url: `${window.location.origin}/v1/spec.json`})</script>"),
    ("origin and a string", "<script>SwaggerUIBundle({url: window.location.origin + '/v1/spec.json'})</script>"),
    ("variable", "<script>var url = '/v1/spec.json'\nSwaggerUIBundle({ url: url, dom_id: '#ui' })</script>"),
    ("shorthand", "<script>const url = '/v1/spec.json'; SwaggerUIBundle({ dom_id: '#ui', url });</script>"),
    ("configuration first", "<script>const config = { url: '/v1/spec.json', dom_id: '#ui', onComplete: function() { if (a / b) { go(/}[/]/g) } } };
        SwaggerUIBundle(config)</script>"),
    ("Swashbuckle", "<script>var configObject = JSON.parse('{\"urls\":[{\"url\":\"v1/spec.json\",\"name\":\"API V1\"}],\"deepLinking\":false}');
        configObject.dom_id = \"#swagger-ui\"; SwaggerUIBundle(configObject)</script>"),
    ("L5-Swagger", "<script>window.onload = function() { const urls = [];
        urls.push({name: \"API Certif Info\", url: \"/v1/spec.json\"});
        const ui = SwaggerUIBundle({ dom_id: '#swagger-ui', urls: urls, \"urls.primaryName\": \"API Certif Info\", configUrl: null });
        window.ui = ui }</script>"),
    ("Swagger UI 2", "<script>window.swaggerUi = new SwaggerUi({ url: '/v1/spec.json', dom_id: 'x' });</script>"),
    ("the primary of several", "<script>SwaggerUIBundle({ urls: [{url: '/no.json', name: 'a'}, {url: '/v1/spec.json', name: 'b'}],
        \"urls.primaryName\": 'b' })</script>"),
    ("swagger-ui-express", "<script>var url = window.location.search.match(/url=([^&]+)/);
        if (url && url.length > 1) { url = decodeURIComponent(url[1]); } else { url = window.location.origin; }
        var options = { \"customOptions\": { \"urls\": [ { \"url\": \"/v1/spec.json\", \"name\": \"a\" } ] } };
        url = options.swaggerUrl || url
        var swaggerOptions = { spec: options.swaggerDoc, url: url, dom_id: '#swagger-ui' }
        for (var attrname in customOptions) { swaggerOptions[attrname] = customOptions[attrname]; }
        var ui = SwaggerUIBundle(swaggerOptions)</script>"),
    ("Redoc element", "<redoc spec-url='/v1/spec.json'></redoc>"),
    ("Redoc call", "<script>Redoc.init('/v1/spec.json', { scrollYOffset: 50 }, document.getElementById('r'))</script>"),
    ("Scalar element", "<script id=\"api-reference\" data-url=\"/v1/spec.json\"></script>"),
    ("Scalar configuration", "<script id='api-reference' data-configuration='{&quot;url&quot;:&quot;/v1/spec.json&quot;}'></script>"),
    ("Scalar call", "<script>Scalar.createApiReference('#app', { url: '/v1/spec.json', proxyUrl: 'https://proxy.example' })</script>"),
    ("Scalar sources", "<script>Scalar.createApiReference('#app', { sources: [{url: '/no.json', title: 'old'}, {url: '/v1/spec.json', title: 'new', default: true}] })</script>"),
    ("Scalar before 1.25", "<script>Scalar.createApiReference('#app', { spec: { url: '/v1/spec.json' } })</script>"),
    ("RapiDoc", "<rapi-doc spec-url = \"/v1/spec.json\" render-style=read> </rapi-doc>"),
    ("RapiDoc script", "<script>document.getElementById('d').setAttribute('spec-url', '/v1/spec.json')</script>"),
    ("Stoplight Elements", "<elements-api apiDescriptionUrl=\"/v1/spec.json\" router=\"hash\"/>"),
    ("Stoplight script", "<script>const e = document.querySelector('elements-api'); e.apiDescriptionUrl = '/v1/spec.json';</script>"),
    ("service-desc", "<link rel=\"stylesheet service-desc\" href=\"/v1/spec.json\">"),
    ("link", "<p>Voir <a href=\"/about.html\">ceci</a> ou <a href='/v1/spec-openapi.json'>cela</a></p>"),
    ("relative", "<redoc spec-url='v1/spec.json'></redoc>"),
    ("dots", "<redoc spec-url='./x/../v1/spec.json'></redoc>"),
    ("absolute", "<redoc spec-url='SELF/v1/spec.json'></redoc>"),
    ("protocol-relative", "<redoc spec-url='//HOST/v1/spec.json'></redoc>"),
    ("entities", "<redoc spec-url='/v1/spec.json?a=1&amp;b=2'></redoc>"),
    ("base", "<base href='/v1/'><redoc spec-url='spec.json'></redoc>"),
    ("commented out", "<!-- <redoc spec-url='/no.json'></redoc> --><redoc spec-url='/v1/spec.json'></redoc>"),
];

#[tokio::test]
async fn document_named_by_a_page_is_found() {
    let mut lines = Vec::new();
    for (name, body) in NAMING {
        let site = Site::docs(body)
            .file("/v1/spec.json", &document("named"))
            .file("/v1/spec-openapi.json", &document("named"))
            .file("/openapi.json", &document("a guess"))
            .serve()
            .await;
        let loaded = site
            .load("/docs")
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(title(&loaded.document), "named", "{name}: {}", loaded.found);
        assert!(loaded.fetched);
        assert_eq!(loaded.location, loaded.base.as_ref().unwrap().as_str());
        lines.push(format!("{name}: {} {}", loaded.found, loaded.location));
        assert!(!site.asked().contains(&"/no.json".to_owned()), "{name}");
        lines = lines.iter().map(|line| site.neutral(line)).collect();
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn separate_configuration_is_followed() {
    let springdoc = "<script src='./swagger-ui-bundle.js'></script><script src='./swagger-initializer.js'></script>";
    let initializer = "window.onload = function() {
        window.ui = SwaggerUIBundle({ url: \"https://petstore.swagger.io/v2/swagger.json\", dom_id: '#ui',
        \"configUrl\" : \"/v3/api-docs/swagger-config\", \"validatorUrl\" : \"\" }); };";
    for config in [
        "{\"configUrl\":\"/v3/api-docs/swagger-config\",\"url\":\"/v3/api-docs\"}",
        "urls:\n- {url: /v3/api-docs, name: all}\n",
    ] {
        let site = Site::new()
            .html("/swagger-ui/index.html", springdoc)
            .file("/swagger-ui/swagger-initializer.js", initializer)
            .file("/v3/api-docs/swagger-config", config)
            .file("/v3/api-docs", &document("springdoc"))
            .serve()
            .await;
        let loaded = site.load("/swagger-ui/index.html").await.unwrap();
        assert_eq!(title(&loaded.document), "springdoc");
        assert!(
            !site
                .asked()
                .contains(&"/swagger-ui/swagger-ui-bundle.js".to_owned())
        );
        // The configuration itself is a source too.
        let loaded = site.load("/v3/api-docs/swagger-config").await.unwrap();
        assert_eq!(title(&loaded.document), "springdoc");
    }
}

#[tokio::test]
async fn query_of_the_viewer_url_is_obeyed() {
    let page = "<script>SwaggerUIBundle({ urls: [{url: '/a.json', name: 'A'}, {url: '/b.json', name: 'B'}], dom_id: '#ui' })</script>";
    let site = Site::new()
        .html("/ui", page)
        .file("/a.json", &document("A"))
        .file("/b.json", &document("B"))
        .file("/c.json", &document("C"))
        .serve()
        .await;
    for (path, expected) in [("/ui?urls.primaryName=B", "B"), ("/ui?url=/c.json", "C")] {
        assert_eq!(title(&site.load(path).await.unwrap().document), expected);
    }
}

#[tokio::test]
async fn embedded_document_is_read() {
    let doc = document("embedded");
    let attribute = doc.replace('"', "&quot;");
    let nest = format!(
        "let options = {{\n  \"swaggerDoc\": {doc},\n  \"customOptions\": {{}}\n}};\n url = options.swaggerUrl || url\n let spec1 = options.swaggerDoc"
    );
    let loose =
        "{ openapi: '3.0.3', info: { title: 'embedded', version: '1', }, paths: {}, /* end */ }";
    for (name, page) in [
        (
            "swagger-ui-express",
            format!(
                "<script>window.onload = function() {{ var url = window.location.search; {nest}; SwaggerUIBundle({{spec: spec1}}) }}</script>"
            ),
        ),
        (
            "spec",
            format!(
                "<script>SwaggerUIBundle({{ spec: {doc}, url: '/no.json', dom_id: '#ui' }})</script>"
            ),
        ),
        (
            "spec in a variable",
            format!(
                "<script>const spec = {doc};\nconst ui = SwaggerUIBundle({{ spec, dom_id: '#ui' }})</script>"
            ),
        ),
        (
            "object literal",
            format!("<script>SwaggerUIBundle({{ spec: {loose} }})</script>"),
        ),
        (
            "redoc-cli",
            format!(
                "<script>const __redoc_state = {{\"menu\":{{\"activeItemIdx\":-1}},\"spec\":{{\"data\":{doc}}}}};\nRedoc.hydrate(__redoc_state, x)</script>"
            ),
        ),
        (
            "Redoc call",
            format!("<script>Redoc.init({doc}, {{}}, x)</script>"),
        ),
        (
            "Nelmio",
            format!(
                "<script id=\"swagger-data\" type=\"application/json\">{{\"spec\":{doc}}}</script>"
            ),
        ),
        (
            "API Platform",
            format!(
                "<script id=\"swagger-data\" type=\"application/json\">{{\"url\":\"\\/docs.json\",\"spec\":{doc}}}</script>"
            ),
        ),
        (
            "Scalar content",
            format!("<script>Scalar.createApiReference('#app', {{ content: {doc} }})</script>"),
        ),
        (
            "Scalar content as text",
            format!("<script>Scalar.createApiReference('#app', {{ content: '{doc}' }})</script>"),
        ),
        (
            "Scalar inline",
            format!("<script id='api-reference' type='application/json'>{doc}</script>"),
        ),
        (
            "Stoplight attribute",
            format!("<elements-api apiDescriptionDocument=\"{attribute}\"></elements-api>"),
        ),
        (
            "Stoplight script",
            format!("<script>el.apiDescriptionDocument = {doc}</script>"),
        ),
        ("RapiDoc", format!("<script>docEl.loadSpec({doc})</script>")),
    ] {
        let site = Site::docs(&page).serve().await;
        let loaded = site
            .load("/docs")
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(title(&loaded.document), "embedded", "{name}");
        assert_eq!(
            site.neutral(&loaded.location),
            "http://SITE/docs (embedded)",
            "{name}"
        );
        assert_eq!(loaded.base.unwrap().path(), "/docs");
        assert!(loaded.found.contains("Embedded"), "{}", loaded.found);
        assert_eq!(
            openapi_document::parse(&loaded.bytes).unwrap(),
            loaded.document
        );
        assert_eq!(site.asked(), ["/docs"], "{name}");
    }
    let site = Site::docs("<script src='./docs/swagger-ui-init.js'></script>")
        .file("/docs/swagger-ui-init.js", &nest)
        .serve()
        .await;
    let loaded = site.load("/docs").await.unwrap();
    assert_eq!(title(&loaded.document), "embedded");
    assert!(
        loaded.found.contains("swagger-ui-init.js"),
        "{}",
        loaded.found
    );
}

#[tokio::test]
async fn link_header_wins_over_the_page() {
    for header in [
        "</spec.json>; rel=\"service-desc\"",
        "</style.css>; rel=preload, </spec.json>; type=\"application/json\"; rel=service-desc",
        "</doc>; rel=\"service-doc\", <SELF/spec.json>;rel=\"x service-desc\", </y>; rel=next",
    ] {
        let page = "<script>SwaggerUIBundle({url: '/other.json'})</script>";
        let site = Site::new()
            .answer(
                "/docs",
                200,
                &[("content-type", "text/html"), ("link", header)],
                page,
            )
            .file("/spec.json", &document("linked"))
            .file("/other.json", &document("other"))
            .serve()
            .await;
        assert_eq!(
            title(&site.load("/docs").await.unwrap().document),
            "linked",
            "{header}"
        );
    }
}

#[tokio::test]
async fn page_linking_to_another_page_is_followed() {
    let site =
        Site::docs("<meta http-equiv=\"Refresh\" content=\"0; URL='./swagger/index.html'\">")
            .html(
                "/swagger/index.html",
                "<iframe src='https://ads.example/'></iframe><iframe src='ui.html'></iframe>",
            )
            .html("/swagger/ui.html", "<redoc spec-url='spec.yaml'></redoc>")
            .file(
                "/swagger/spec.yaml",
                "openapi: 3.1.0\ninfo: {title: framed, version: 1.0}",
            )
            .serve()
            .await;
    let loaded = site.load("/docs").await.unwrap();
    assert_eq!(title(&loaded.document), "framed");
    assert_eq!(
        site.neutral(&loaded.location),
        "http://SITE/swagger/spec.yaml"
    );
}

#[tokio::test]
async fn well_known_locations_are_tried_for_a_page_without_document() {
    for (page, place) in [
        ("/docs", "/openapi.json"),
        ("/docs", "/docs/openapi.json"),
        ("/docs", "/docs-json"),
        ("/api/docs/", "/api/docs/openapi.yaml"),
        ("/api/docs", "/api/swagger.json"),
        ("/api/docs", "/swagger.json"),
        ("/swagger-ui/index.html", "/v3/api-docs"),
        ("/swagger-ui.html", "/v2/api-docs"),
        ("/api/doc", "/api/doc.json"),
        ("/", "/swagger/v1/swagger.json"),
        // @fastify/swagger-ui: the script of its page computes the address.
        ("/docs", "/docs/json"),
        ("/documentation/", "/documentation/yaml"),
        ("/", "/.well-known/openapi.json"),
        ("/swagger/", "/swagger/?format=openapi"),
    ] {
        let site = Site::new()
            .html(page, "<div id=app></div>")
            .file(place, &document("guessed"))
            .serve()
            .await;
        let loaded = site
            .load(page)
            .await
            .unwrap_or_else(|error| panic!("{page} {place}: {error}"));
        assert_eq!(
            site.neutral(&loaded.location),
            format!("http://SITE{place}")
        );
        assert!(loaded.found.contains("well-known"), "{}", loaded.found);
    }
}

#[tokio::test]
async fn guesses_start_from_every_page_read() {
    let site = Site::docs("<meta http-equiv=refresh content='0; url=/app/swagger-ui/index.html'>")
        .html("/app/swagger-ui/index.html", "<div id=swagger-ui></div>")
        .file("/app/v3/api-docs", &document("under a context"))
        .serve()
        .await;
    let loaded = site.load("/docs").await.unwrap();
    assert_eq!(title(&loaded.document), "under a context");
}

#[tokio::test]
async fn swagger_ui_default_example_is_ignored() {
    let page = "<script>SwaggerUIBundle({ url: 'https://petstore.swagger.io/v2/swagger.json', dom_id: '#ui' })</script>";
    let site = Site::docs(page)
        .file("/openapi.json", &document("own"))
        .serve()
        .await;
    assert_eq!(title(&site.load("/docs").await.unwrap().document), "own");
}

#[tokio::test]
async fn document_source_is_returned_unchanged() {
    let yaml = "swagger: 2.0\ninfo: {title: direct, version: '1'}\npaths: {}\n";
    let site = Site::new()
        .answer("/doc", 200, &[("content-type", "text/plain")], yaml)
        .redirect("/moved", "/doc")
        .serve()
        .await;
    for path in ["/doc", "/moved"] {
        let loaded = site.load(path).await.unwrap();
        assert_eq!(loaded.bytes, yaml.as_bytes());
        assert_eq!(site.neutral(&loaded.location), "http://SITE/doc");
        assert_eq!(loaded.found, "The source is the document.");
    }
}
