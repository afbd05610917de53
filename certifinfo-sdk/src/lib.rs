//! Raw client of the Certif Info API, generated from its OpenAPI document.
