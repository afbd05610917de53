//! The rules of the house: what every file keeps to, which way dependencies run, what is pinned.

mod layers;
mod pins;
mod tidy;
mod workflows;
