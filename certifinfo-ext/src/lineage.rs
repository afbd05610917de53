//! Lineage: what a certification replaced, what replaces it, and what is in force today.
//!
//! "Is RNCP35419 still active? If not, what replaces it?" is the first question that users of the
//! reference ask, and its answer is a graph. Measured on the open-data export of 2025-01-01: 5,484
//! certifications replace another; 137 of those replaced have several successors, one has 35; most
//! of them are archived, so that their records may not be there; chains reach 4; a larger code is
//! not a later one; and France compétences' successions cross its registers (RNCP19468 was replaced
//! by RS6117). Hence:
//!
//! - [`Answer`] and [`Current`] have separate variants for none, one, several and "not known". They
//!   choose none of several.
//! - Links are followed by Certif Info code; one that has only a sheet is followed to every
//!   certification that the sheet covers, at the cost of a search.
//! - Each certification is requested once, cycles end, and the limits that were reached are reported
//!   ([`LimitReached`]).
//!
//! Links are read as the service gives them: `nouvelle_certification` for what replaces,
//! `ancienne_certification` for what is replaced. A link that only one of the two records has is seen
//! from that one only.
//!
//! ```
//! use certifinfo_ext::lineage::{Answer, Current};
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
//! # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
//! let code = CertifInfoCode::new(118033)?;
//! match api.successors(code).await? {
//!     Answer::None => println!("nothing replaces it"),
//!     Answer::One(next) => println!("replaced by {next}"),
//!     Answer::Many(all) => println!("replaced by {} certifications", all.len()),
//!     Answer::Missing(_) => println!("not known to the service"),
//! }
//! if let Current::Replaced(way) = api.current(code, "2026-01-15".parse()?).await? {
//!     println!("{} takes its place", way[way.len() - 1]);
//! }
//! println!("{}", api.lineage(code).await?);
//! # Ok(())
//! # }
//! ```

mod answer;
mod current;
mod fiche;
mod graph;
mod liens;
mod node;
mod registry;
mod subject;
mod text;
mod walk;

use std::fmt;

use jiff::civil::Date;

pub use self::answer::Answer;
pub use self::current::Current;
pub use self::fiche::CurrentFiche;
pub use self::graph::{Edge, Graph, LimitReached};
use self::liens::Direction;
#[cfg(feature = "mirror")]
pub(crate) use self::liens::{etat, fiches, targets};
pub use self::node::Node;
pub use self::registry::Registry;
pub use self::subject::Subject;
pub use self::text::TreeLine;
use self::walk::Walk;
use crate::client::CertifInfo;
use crate::codes::{CertifInfoCode, FicheCode};
use crate::error::Result;
use crate::paris;

/// Lineage queries to a [`Registry`], with limits and the day on which validity is judged.
///
/// The methods of the same names on [`CertifInfo`] use the defaults.
///
/// ```
/// # use certifinfo_ext::prelude::*;
/// use certifinfo_ext::lineage::{LimitReached, Lineage};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
/// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
/// let near = Lineage::new(&api).max_depth(1).graph(CertifInfoCode::new(22089)?).await?;
/// assert_eq!(near.limits_reached(), [LimitReached::Depth(1)]);
/// # Ok(())
/// # }
/// ```
pub struct Lineage<'a, R> {
    registry: &'a R,
    day: Date,
    max_depth: usize,
    max_requests: usize,
}

// Implemented by hand because `derive` would require the same of `R`.
impl<R> Clone for Lineage<'_, R> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<R> fmt::Debug for Lineage<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lineage")
            .field("day", &self.day)
            .field("max_depth", &self.max_depth)
            .field("max_requests", &self.max_requests)
            .finish_non_exhaustive()
    }
}

impl<'a, R: Registry> Lineage<'a, R> {
    /// Queries with the defaults: today in Paris, 16 replacements deep, 200 requests.
    pub fn new(registry: &'a R) -> Self {
        Self {
            registry,
            day: paris::today(),
            max_depth: 16,
            max_requests: 200,
        }
    }

    /// Sets the day on which validity is judged.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Self { day, ..self }
    }

    /// Sets how many replacements away from the start certifications are requested: 16 by default. The
    /// longest chain measured has 3.
    #[must_use]
    pub fn max_depth(self, max_depth: usize) -> Self {
        Self { max_depth, ..self }
    }

    /// Sets how many requests a query may take: 200 by default, at least one. Retries are not counted.
    /// The largest split measured takes 36.
    #[must_use]
    pub fn max_requests(self, max_requests: usize) -> Self {
        Self {
            max_requests: max_requests.max(1),
            ..self
        }
    }

    /// Returns what directly replaces this certification: one request for it, and one per link.
    ///
    /// # Errors
    ///
    /// A request fails, or the code of a link cannot be read, which would make the answer incomplete.
    pub async fn successors(&self, code: CertifInfoCode) -> Result<Answer, R::Error> {
        let mut walk = self.walk(1);
        Answer::find(&mut walk, code, Direction::Newer).await
    }

    /// Returns what this certification directly replaces: one request for it, and one per link.
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub async fn predecessors(&self, code: CertifInfoCode) -> Result<Answer, R::Error> {
        let mut walk = self.walk(1);
        Answer::find(&mut walk, code, Direction::Older).await
    }

    /// Returns the graph of everything that this certification, or each one of a sheet, replaced and
    /// was replaced by, directly or indirectly.
    ///
    /// # Errors
    ///
    /// A request fails. Links that cannot be read are listed in the graph instead.
    pub async fn graph(&self, start: impl Into<Subject>) -> Result<Graph, R::Error> {
        let directions = [Direction::Older, Direction::Newer];
        let mut walk = self.walk(self.max_depth);
        walk.graph(start.into(), &directions, |_| true).await
    }

    /// Returns whether this certification is still delivered, and otherwise what replaces it. Takes one
    /// request if it is.
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub async fn current(&self, code: CertifInfoCode) -> Result<Current, R::Error> {
        Current::find(&mut self.walk(self.max_depth), code, self.day).await
    }

    /// Returns whether this sheet is in force, and otherwise what replaces it.
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub async fn current_fiche(
        &self,
        fiche: impl Into<FicheCode>,
    ) -> Result<CurrentFiche, R::Error> {
        CurrentFiche::find(&mut self.walk(self.max_depth), fiche.into(), self.day).await
    }

    fn walk(&self, max_depth: usize) -> Walk<'a, R> {
        Walk::new(self.registry, self.day, max_depth, self.max_requests)
    }
}

/// Lineage with the default limits; see [`Lineage`] to change them.
impl CertifInfo {
    /// Returns what directly replaces this certification.
    ///
    /// # Errors
    ///
    /// As [`Lineage::successors`].
    pub async fn successors(&self, code: CertifInfoCode) -> Result<Answer> {
        Lineage::new(self).successors(code).await
    }

    /// Returns what this certification directly replaces.
    ///
    /// # Errors
    ///
    /// As [`Lineage::predecessors`].
    pub async fn predecessors(&self, code: CertifInfoCode) -> Result<Answer> {
        Lineage::new(self).predecessors(code).await
    }

    /// Returns the graph of everything that this certification, or each one of a sheet, replaced and
    /// was replaced by.
    ///
    /// # Errors
    ///
    /// As [`Lineage::graph`].
    pub async fn lineage(&self, start: impl Into<Subject>) -> Result<Graph> {
        Lineage::new(self).graph(start).await
    }

    /// Returns whether this certification is delivered on this day ([`paris::today`]), and otherwise
    /// what replaces it.
    ///
    /// # Errors
    ///
    /// As [`Lineage::current`].
    pub async fn current(&self, code: CertifInfoCode, day: Date) -> Result<Current> {
        Lineage::new(self).on(day).current(code).await
    }

    /// Returns whether this sheet is in force on this day ([`paris::today`]), and otherwise what
    /// replaces it.
    ///
    /// # Errors
    ///
    /// As [`Lineage::current_fiche`].
    pub async fn current_fiche(
        &self,
        fiche: impl Into<FicheCode>,
        day: Date,
    ) -> Result<CurrentFiche> {
        Lineage::new(self).on(day).current_fiche(fiche).await
    }
}
