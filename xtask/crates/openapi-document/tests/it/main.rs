//! JSON and YAML, as they are read.

mod parse;
