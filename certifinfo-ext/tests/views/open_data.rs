//! Every view of every certification of the producer's own export.
//!
//! The file is not part of the project: `CERTIFINFO_OPEN_DATA` names it, or it stands at
//! `../shared/data/opendata-certifinfo-sample.csv` beside the checkout. Without it, this is skipped.

use std::path::{Path, PathBuf};

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Catalogue, Sandbox};

use super::service::{check, connect};

fn file() -> Option<PathBuf> {
    let beside = "../../shared/data/opendata-certifinfo-sample.csv";
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join(beside);
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").map_or_else(beside, PathBuf::from);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

#[tokio::test]
async fn every_record_of_the_export_reads() {
    let Some(path) = file() else { return };
    let catalogue = Catalogue::open_data(path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let api = connect(&sandbox).await;
    let mut items = api.recherche(Recherche::new()).items();
    while let Some(item) = items.try_next().await.unwrap() {
        check(&*item);
        let full = api.certification(item.code().unwrap()).await.unwrap();
        check(&*full);
        assert!(full.ideo2().iter().all(Result::is_ok), "{:?}", full.code());
        assert!(full.derniere_session().is_ok() && full.premiere_session().is_ok());
        assert_eq!(full.fiches().len(), full.enregistrements().len());
    }
}
