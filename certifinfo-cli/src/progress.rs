//! Progress on a terminal: records, rate, and the time left by the service's own total.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::console::Console;

const WAITING: &str = "{spinner} waiting for the first answer ({elapsed})";
const RUNNING: &str = "{bar:30.cyan} {human_pos}/{human_len} {per_sec:0} {eta} left";

/// What is seen of a run while it lasts. Hidden with `--quiet`, and when standard error is not a
/// terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    limit: Option<u64>,
    running: bool,
}

impl Progress {
    /// For a run that writes records up to a limit, or all that the service announces, after those
    /// that earlier runs wrote.
    pub(crate) fn new(console: &Console, limit: Option<u64>, already: u64) -> Self {
        let bar = if console.quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::no_length()
        };
        let progress = Self {
            bar: bar.with_position(already),
            limit,
            running: false,
        };
        // What earlier runs wrote says nothing about the rate of this one.
        progress.bar.reset_eta();
        progress.style(WAITING);
        // It moves also while the service lets it wait.
        progress.bar.enable_steady_tick(Duration::from_millis(250));
        progress
    }

    /// Reports so many records written, of so many announced.
    pub(crate) fn at(&mut self, records: u64, total: u64) {
        let length = self.limit.map_or(total, |limit| limit.min(total));
        self.bar.set_length(length.max(records));
        if !self.running {
            self.running = true;
            self.style(RUNNING);
        }
        self.bar.set_position(records);
    }

    /// Leaves the line to what is said last.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn style(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
