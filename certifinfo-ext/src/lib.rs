//! Certif Info for people: validated codes, paging, retries, errors that explain, lineage.

pub mod codes;
