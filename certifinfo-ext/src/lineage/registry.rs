//! `Registry`: the source of certifications of a lineage query.

use std::future::Future;

use certifinfo_sdk::types::Certification;

use crate::client::CertifInfo;
use crate::codes::{CertifInfoCode, CodeError, FicheCode};
use crate::error::{Error, ErrorKind};
use crate::views::CertificationView;

/// A source of certifications.
pub trait Registry: Sync {
    /// The error of the source. Malformed codes in links and records are converted to it.
    type Error: From<CodeError> + Send;

    /// Fetches the certification with this code; `None` if there is none.
    fn certification(
        &self,
        code: CertifInfoCode,
    ) -> impl Future<Output = Result<Option<Certification>, Self::Error>> + Send;

    /// Finds the certifications that a sheet covers or covered; none for an unknown sheet.
    fn of_fiche(
        &self,
        fiche: FicheCode,
    ) -> impl Future<Output = Result<Vec<CertifInfoCode>, Self::Error>> + Send;
}

/// The service, through the client's limiter and retries. `of_fiche` is two searches: see
/// [`CertifInfo::certifications_of`].
impl Registry for CertifInfo {
    type Error = Error;

    async fn certification(&self, code: CertifInfoCode) -> Result<Option<Certification>, Error> {
        match CertifInfo::certification(self, code).await {
            Ok(certification) => Ok(Some(certification.into_record())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn of_fiche(&self, fiche: FicheCode) -> Result<Vec<CertifInfoCode>, Error> {
        let items = self.certifications_of(fiche).await?;
        items.iter().map(|item| Ok(item.code()?)).collect()
    }
}
