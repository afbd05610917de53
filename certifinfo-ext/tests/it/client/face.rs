//! The face that programs are written against: names that they use, and what its types can do.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::hash::Hash;

use certifinfo_ext::lineage::{CurrentFiche, Edge, Graph, LimitReached, Node};
use certifinfo_ext::prelude::*;
use certifinfo_ext::{
    Builder, Items, Pages, PagingError, RateLimit, RechercheRequest, RecordError, RetryPolicy,
    SecretString,
};
use certifinfo_sandbox::Sandbox;
use serde::{Serialize, de::DeserializeOwned};

use crate::client::fake::{Fake, TOKEN, page};

/// The first program that anyone writes.
async fn program(api: CertifInfo) -> Result<(usize, Page, Answer), Box<dyn StdError>> {
    let query = Recherche::new()
        .intitule("boulanger")
        .rome(["D1102".parse::<RomeCode>()?])
        .niveau_europeen(Niveau::N3)
        .acces(Acces::Apprentissage, true);

    let mut seen = 0;
    let mut items = api.recherche(query.clone()).concurrency(4).items();
    while let Some(item) = items.try_next().await? {
        assert_eq!(item.niveau()?, Some(Niveau::N3));
        seen += 1;
    }

    let page = api.recherche(query).page(3).await?;
    let cert = api.certification(CertifInfoCode::new(80735)?).await?;
    let next = api.successors(cert.code()?).await?;
    Ok((seen, page, next))
}

#[tokio::test]
async fn the_first_program_runs_as_it_is_written() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url());
    let (seen, page, next) = program(api.build().unwrap()).await.unwrap();
    assert!(seen > 0);
    assert_eq!((page.items.len(), page.number), (0, 3));
    assert_eq!(page.total, Some(seen as u64));
    assert!(page.raw().contains("\"data\""));
    // Named one by one: a variant that goes breaks programs.
    match next {
        Answer::None | Answer::One(_) | Answer::Many(_) | Answer::Missing(_) => {}
    }
}

/// Both kinds of record, through what they have in common.
fn row(cert: &impl CertificationView) -> String {
    format!("{:?} {:?}", cert.code(), cert.intitule())
}

#[tokio::test]
async fn items_and_certifications_are_views_as_their_records_are() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url());
    let api = api.build().unwrap();
    let query = Recherche::new().rncp(RncpCode::new(37537).unwrap());
    let item = api
        .recherche(query)
        .items()
        .try_next()
        .await
        .unwrap()
        .unwrap();
    let cert = api.certification(item.code().unwrap()).await.unwrap();
    assert_eq!(row(&item), row(&cert));
    assert_eq!(row(&item), row(&*item));
    let day = "2025-06-01".parse().unwrap();
    assert_eq!(cert.validite(day), (*cert).validite(day));
    assert_eq!(cert.fiches(), (*cert).fiches());
    assert_eq!(
        cert.enregistrements().len(),
        (*cert).enregistrements().len()
    );
    // Stored as it came, and read back.
    let stored = item.raw().get().to_owned();
    let again: certifinfo_ext::sdk::types::CertificationRecherche =
        serde_json::from_str(&stored).unwrap();
    assert_eq!(row(&again), row(&item));
}

#[tokio::test]
async fn a_proxy_that_is_named_is_used() {
    let proxy = Fake::start(|_, _| page(1, [1])).await;
    let named = certifinfo_ext::reqwest::Proxy::all(&proxy.url).unwrap();
    // No one is there: only the proxy can have answered.
    let api = CertifInfo::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:9")
        .proxy(named);
    let api = api.build().unwrap();
    assert_eq!(api.recherche(Recherche::new()).total().await.unwrap(), 1);
    let asked = proxy.asked();
    assert!(asked[0].starts_with("GET http://127.0.0.1:9/"), "{asked:?}");
}

/// A form or an interface of another program can be made from what is here.
#[cfg(feature = "schemars")]
#[test]
fn searches_have_a_schema_that_says_what_is_stored() {
    let schema = schemars::schema_for!(Checkpoint).to_value();
    assert_eq!(schema["additionalProperties"], false);
    let query = &schema["$defs"]["Recherche"];
    assert_eq!(query["additionalProperties"], false);
    let stored = Recherche::new()
        .rncp(RncpCode::new(37537).unwrap())
        .acces(Acces::Vae, true);
    let stored = serde_json::to_value(stored).unwrap();
    for name in stored.as_object().unwrap().keys() {
        assert!(query["properties"].get(name).is_some(), "{name}: {query}");
    }
    assert!(schema["$defs"]["RncpCode"]["pattern"].is_string());
}

/// `fn main() -> Result<(), Box<dyn Error>>` prints `Debug`: it says what to do all the same.
#[test]
fn a_main_that_returns_its_error_says_what_to_do() {
    let error = CertifInfo::builder().build().unwrap_err();
    let printed = format!("{:?}", Box::<dyn StdError>::from(error));
    assert!(printed.contains("CERTIFINFO_TOKEN"), "{printed}");
    assert!(printed.contains(ErrorKind::Config.help()), "{printed}");
}

/// What a program may do with a type without asking.
#[test]
fn types_can_do_what_programs_expect_of_them() {
    fn travels<T: Debug + Send + Sync + Unpin + 'static>() {}
    fn value<T: Clone + Debug + Send + Sync + Unpin + 'static>() {}
    fn key<T: Clone + Eq + Hash + Debug + Send + Sync + 'static>() {}
    fn data<T: Clone + Eq + Hash + Debug + Serialize + DeserializeOwned + Send + Sync>() {}
    fn code<T: Copy + Ord + Hash + Display + Debug + Serialize + DeserializeOwned + Send + Sync>() {
    }
    fn error<T: StdError + Send + Sync + 'static>() {}

    travels::<Builder>();
    travels::<Error>();
    value::<CertifInfo>();
    value::<RechercheRequest>();
    value::<Page>();
    value::<Item>();
    value::<Certification>();
    value::<Graph>();
    value::<Node>();
    value::<Answer>();
    value::<Current>();
    value::<CurrentFiche>();
    value::<RateLimit>();
    value::<SecretString>();
    value::<RetryPolicy>();
    key::<ErrorKind>();
    key::<PagingError>();
    key::<LimitReached>();
    key::<Edge>();
    key::<Subject>();
    data::<Recherche>();
    data::<Checkpoint>();
    data::<Acces>();
    data::<BrancheProA>();
    macro_rules! codes {
        ($($code:ident),*) => { $(code::<certifinfo_ext::codes::$code>();)* };
    }
    certifinfo_ext::for_each_code!(codes);
    error::<Error>();
    error::<RecordError>();
    error::<CodeError>();

    fn walks<T: Send + Unpin + Debug + 'static>() {}
    walks::<Pages>();
    walks::<Items>();
}
