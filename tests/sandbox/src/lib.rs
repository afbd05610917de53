//! A local Certif Info API over real HTTP.
