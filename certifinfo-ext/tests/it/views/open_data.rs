//! Every view of every certification of the producer's own export.

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Catalogue, Sandbox};

use super::service::{check, connect};
use crate::support::open_data;

#[tokio::test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
async fn every_record_of_the_export_reads() {
    let path = open_data::file();
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
