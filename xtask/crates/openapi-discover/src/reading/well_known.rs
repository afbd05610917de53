//! Usual locations of documents, for pages that name none.

use url::Url;

/// Tried in this order: the plain names, then those of springdoc, springfox and Express, `NestJS`,
/// API Platform, Nelmio, L5-Swagger, prefixed routers, ASP.NET, Go's swag, and the folder of RFC 8615.
pub const PLACES: [&str; 17] = [
    "openapi.json",
    "openapi.yaml",
    "swagger.json",
    "swagger.yaml",
    "v3/api-docs",
    "v2/api-docs",
    "api-docs",
    "docs-json",
    "docs.json",
    "docs.jsonopenapi",
    "doc.json",
    "docs/api-docs.json",
    "docs/openapi.json",
    "api/openapi.json",
    "swagger/v1/swagger.json",
    "swagger/doc.json",
    ".well-known/openapi.json",
];

/// The number of plain names in [`PLACES`], which are also tried below the page.
const PLAIN: usize = 4;

/// Tried only below the page: the routes of `@fastify/swagger-ui`, whose script computes them.
const UNDER: [&str; 2] = ["json", "yaml"];

/// The locations to try for a page, without repetitions: beside it, one folder up (a viewer often
/// has its own folder) and at the root of its host; the plain names and `UNDER` below it as well;
/// and last the page itself with a query for its document, for drf-yasg, whose script computes the
/// URL.
pub fn places(page: &Url) -> Vec<Url> {
    let mut under = page.clone();
    under.set_query(None);
    under.set_fragment(None);
    if !under.path().ends_with('/') {
        under.set_path(&format!("{}/", under.path()));
    }
    let folder = |path| page.join(path).ok();
    let around: Vec<Url> = [folder("."), folder(".."), folder("/")]
        .into_iter()
        .flatten()
        .collect();
    let (plain, rest) = PLACES.split_at(PLAIN);
    let mut places: Vec<Url> = Vec::new();
    let with_under = around
        .iter()
        .chain([&under])
        .flat_map(|folder| pairs(folder, plain))
        .chain(pairs(&under, &UNDER));
    for place in with_under.chain(around.iter().flat_map(|folder| pairs(folder, rest))) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut itself = page.clone();
    itself.set_fragment(None);
    itself.set_query(Some("format=openapi"));
    if itself != *page {
        places.push(itself);
    }
    places
}

fn pairs(folder: &Url, names: &[&str]) -> Vec<Url> {
    names
        .iter()
        .filter_map(|name| folder.join(name).ok())
        .collect()
}
