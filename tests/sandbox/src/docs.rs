//! The documentation page and the document it points to.

/// The document that is served where no other was given.
pub(crate) const DOCUMENT: &[u8] = include_bytes!("../openapi.json");

/// A page as Swagger UI writes it; its script and style are not there, and 404.
pub(crate) const PAGE: &str = r##"<!DOCTYPE html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <title>api-certif-info</title>
  <link rel="stylesheet" type="text/css" href="/docs/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script src="/docs/swagger-ui-standalone-preset.js"></script>
  <script>
    window.onload = function () {
      window.ui = SwaggerUIBundle({
        url: "/openapi.json",
        dom_id: "#swagger-ui",
        deepLinking: true,
        presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
        layout: "StandaloneLayout"
      });
    };
  </script>
</body>
</html>
"##;
