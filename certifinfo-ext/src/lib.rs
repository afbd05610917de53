//! Certif Info for people: validated codes, paging, retries, errors that explain, lineage.

#[cfg(feature = "blocking")]
pub mod blocking;
mod certification;
mod client;
pub mod codes;
mod error;
pub mod lineage;
mod page;
mod paging;
pub mod paris;
mod recherche;
mod transport;
pub mod views;

pub use certification::Certification;
pub use client::{Builder, CertifInfo};
pub use error::{Error, ErrorKind, Result};
pub use page::{Item, Page, RecordError};
pub use paging::Stall;
pub use recherche::{Acces, Items, Pages, Recherche, RechercheRequest, Resume};
pub use transport::limiter::Limit;
pub use transport::retry::Retries;

/// What most programs use: `use certifinfo_ext::prelude::*;`.
pub mod prelude {
    pub use crate::codes::{
        Accessibilite, BrancheProA, CertifInfoCode, CodeError, FicheCode, Formacode, Niveau,
        NsfCode, RncpCode, RomeCode, RsCode,
    };
    pub use crate::lineage::{Answer, Current, Lineage};
    pub use crate::views::{CertificationDetail, CertificationView};
    pub use crate::{
        Acces, CertifInfo, Certification, Error, ErrorKind, Item, Page, Recherche, Resume,
    };
    pub use futures_util::{StreamExt, TryStreamExt};
}
