//! Figures with their bounds, as a table; a figure is never an exit code.

/// One figure after the other, printed as they come.
pub(crate) struct Table;

impl Table {
    pub(crate) fn new(title: &str) -> Self {
        println!("{title}\n");
        println!("{:<58} {:>9} {:>9}  ", "", "figure", "bound");
        Table
    }

    /// A figure that must not be above `bound`.
    pub(crate) fn at_most(&self, what: &str, figure: f64, bound: f64) {
        self.row(what, figure, format!("<= {bound}"), figure <= bound);
    }

    /// A figure that must not be below `bound`.
    pub(crate) fn at_least(&self, what: &str, figure: f64, bound: f64) {
        self.row(what, figure, format!(">= {bound}"), figure >= bound);
    }

    /// Something that must be so.
    pub(crate) fn must(&self, what: &str, holds: bool) {
        println!("{what:<58} {:>9} {:>9}  {}", "", "", word(holds));
    }

    /// A figure that nothing depends on.
    pub(crate) fn note(&self, what: &str, figure: impl std::fmt::Display) {
        println!("{what:<58} {figure:>9}");
    }

    fn row(&self, what: &str, figure: f64, bound: String, holds: bool) {
        println!("{what:<58} {figure:>9.3} {bound:>9}  {}", word(holds));
    }
}

fn word(holds: bool) -> &'static str {
    if holds { "holds" } else { "does not hold" }
}
