//! Where documents usually are, for pages that name none.

use url::Url;

/// Tried in this order: the plain names, then those of springdoc, springfox and Express, `NestJS`,
/// prefixed routers, ASP.NET, Go's swag, and the folder of RFC 8615.
pub const PLACES: [&str; 13] = [
    "openapi.json",
    "openapi.yaml",
    "swagger.json",
    "swagger.yaml",
    "v3/api-docs",
    "v2/api-docs",
    "api-docs",
    "docs-json",
    "docs/openapi.json",
    "api/openapi.json",
    "swagger/v1/swagger.json",
    "swagger/doc.json",
    ".well-known/openapi.json",
];

/// The places to try for a page, each once: beside the page, under it, and at the root of its
/// host; the plain names of all three before the other names.
pub fn places(page: &Url) -> Vec<Url> {
    let beside = page.join(".").ok();
    let mut under = page.clone();
    under.set_query(None);
    under.set_fragment(None);
    if !under.path().ends_with('/') {
        under.set_path(&format!("{}/", under.path()));
    }
    let root = page.join("/").ok();
    let folders: Vec<Url> = [beside, Some(under), root].into_iter().flatten().collect();
    let mut places: Vec<Url> = Vec::new();
    let (plain, rest) = PLACES.split_at(4);
    for names in [plain, rest] {
        for folder in &folders {
            for name in names {
                if let Ok(place) = folder.join(name)
                    && !places.contains(&place)
                {
                    places.push(place);
                }
            }
        }
    }
    places
}
