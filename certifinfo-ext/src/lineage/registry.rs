//! Where lineage gets its certifications from: the service, or a table in memory.

use std::collections::BTreeSet;
use std::future::Future;

use certifinfo_sdk::types::Certification;
use futures_util::TryStreamExt;

use crate::client::CertifInfo;
use crate::codes::{CertifInfoCode, CodeError, FicheCode};
use crate::error::{Error, ErrorKind};
use crate::page::Item;
use crate::recherche::Recherche;
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

impl CertifInfo {
    /// Searches the certifications that a sheet of the RNCP or RS covers or covered: up to 48 for one
    /// sheet. Empty for a sheet that the service does not know.
    ///
    /// Archived ones are among them. Whether the service hides them from a search that does not ask
    /// for them is not documented, so two searches are sent: one without the parameter `archive`,
    /// one with `archive=true`.
    ///
    /// ```
    /// # use certifinfo_ext::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
    /// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
    /// let golf_and_others = api.certifications_of(RncpCode::new(4911)?).await?;
    /// assert_eq!(golf_and_others.len(), 4);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever the search meets, a record that does not decode among it.
    pub async fn certifications_of(&self, fiche: impl Into<FicheCode>) -> Result<Vec<Item>, Error> {
        let query = match fiche.into() {
            FicheCode::Rncp(code) => Recherche::new().rncp(code),
            FicheCode::Rs(code) => Recherche::new().rs(code),
        };
        let archived = self.recherche(query.clone().archive(true)).items();
        let mut items: Vec<Item> = self.recherche(query).items().try_collect().await?;
        let listed: BTreeSet<_> = items.iter().filter_map(|item| item.code().ok()).collect();
        let archived: Vec<Item> = archived.try_collect().await?;
        let hidden = |item: &Item| item.code().is_ok_and(|code| !listed.contains(&code));
        items.extend(archived.into_iter().filter(hidden));
        Ok(items)
    }
}
