//! The progress bar: lines, rate, and the time left by the service's own total.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `limit` lines, or for as many as the service announces. Hidden when standard error is
/// not a terminal.
pub(crate) fn bar(limit: Option<u64>, already: u64) -> ProgressBar {
    let style = "{bar:30.cyan} {human_pos}/{human_len} {per_sec} {eta} left";
    let bar = limit.map_or_else(ProgressBar::no_length, ProgressBar::new);
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    let bar = bar.with_position(already);
    // What earlier runs wrote says nothing about the rate of this one.
    bar.reset_eta();
    // Also while the service keeps it waiting.
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
