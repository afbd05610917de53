//! Questions of lineage, waited for.

use jiff::civil::Date;

use super::CertifInfo;
use crate::codes::{CertifInfoCode, FicheCode};
use crate::error::Result;
use crate::lineage::{Answer, Current, CurrentFiche, Graph, Subject};
use crate::page::Item;

/// Lineage with the default bounds. For others, [`wait`](Self::wait) for a
/// [`Lineage`](crate::lineage::Lineage) of [`as_async`](Self::as_async).
///
/// ```
/// use certifinfo_ext::blocking::CertifInfo;
/// use certifinfo_ext::lineage::{Current, Lineage};
/// use certifinfo_ext::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start_blocking()?;
/// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
/// let code = CertifInfoCode::new(118033)?;
/// if let Current::Replaced(way) = api.current(code, "2026-01-15".parse()?)? {
///     println!("{} takes its place", way[way.len() - 1]);
/// }
/// println!("{}", api.lineage(code)?);
///
/// let near = api.wait(Lineage::new(api.as_async()).max_depth(1).graph(code))??;
/// # assert!(!near.limits_reached().is_empty());
/// # Ok(())
/// # }
/// ```
impl CertifInfo {
    /// What directly replaces this certification.
    ///
    /// # Errors
    ///
    /// As the async [`successors`](crate::CertifInfo::successors);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn successors(&self, code: CertifInfoCode) -> Result<Answer> {
        self.wait(self.as_async().successors(code))?
    }

    /// What this certification directly replaces.
    ///
    /// # Errors
    ///
    /// As the async [`predecessors`](crate::CertifInfo::predecessors);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn predecessors(&self, code: CertifInfoCode) -> Result<Answer> {
        self.wait(self.as_async().predecessors(code))?
    }

    /// All that this certification, or those that this sheet covers, replaced and were replaced by.
    ///
    /// # Errors
    ///
    /// As the async [`lineage`](crate::CertifInfo::lineage);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn lineage(&self, start: impl Into<Subject>) -> Result<Graph> {
        self.wait(self.as_async().lineage(start))?
    }

    /// Whether this certification is delivered on this day
    /// ([`paris::today`](crate::paris::today)), and if not, what replaces it.
    ///
    /// # Errors
    ///
    /// As the async [`current`](crate::CertifInfo::current);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn current(&self, code: CertifInfoCode, day: Date) -> Result<Current> {
        self.wait(self.as_async().current(code, day))?
    }

    /// Whether this sheet is in force on this day ([`paris::today`](crate::paris::today)), and if
    /// not, what replaces it.
    ///
    /// # Errors
    ///
    /// As the async [`current_fiche`](crate::CertifInfo::current_fiche);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn current_fiche(&self, fiche: impl Into<FicheCode>, day: Date) -> Result<CurrentFiche> {
        self.wait(self.as_async().current_fiche(fiche, day))?
    }

    /// The certifications that a sheet of the RNCP or RS covers, or covered, as a search finds
    /// them; empty for a sheet that the service does not know.
    ///
    /// # Errors
    ///
    /// As the async [`certifications_of`](crate::CertifInfo::certifications_of);
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn certifications_of(&self, fiche: impl Into<FicheCode>) -> Result<Vec<Item>> {
        self.wait(self.as_async().certifications_of(fiche))?
    }
}
