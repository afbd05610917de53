//! `certifinfo harvest`: its file, its messages, its exit codes.

mod archived;
mod bounds;
mod faults;
mod leftovers;
mod losses;
mod mistakes;
#[cfg(target_os = "linux")]
mod open_data;
mod outages;
mod runs;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod storms;
#[cfg(unix)]
mod streams;
mod support;
mod targets;
