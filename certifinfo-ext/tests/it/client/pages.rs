//! Pages and items: records that do not decode, raw JSON, and going on after a failure.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Items, Pages};

use crate::client::fake::{Fake, json, page, reply};

const MIXED: &str = r#"{
  "total": 4,
  "neuf": {"a": 1},
  "data": [
    {"certifinfo_code": 1, "certifinfo_intitule": "un", "inconnu": [1, 2]},
    {"certifinfo_code": 2, "certifinfo_intitule": {"fr": "deux"}},
    "trois",
    {"certifinfo_code": "4", "rncp_code": null}
  ]
}"#;

#[tokio::test]
async fn one_bad_record_costs_only_itself() {
    let fake = Fake::start(|_, _| json(MIXED)).await;
    let page = fake
        .api()
        .recherche(Recherche::new())
        .page(1)
        .await
        .unwrap();
    let codes: Vec<Option<i64>> = page
        .items
        .iter()
        .map(|item| {
            item.as_ref()
                .ok()
                .and_then(|item| item.certifinfo_code.as_ref()?.get())
        })
        .collect();
    assert_eq!(codes, [Some(1), Some(2), None, Some(4)]);
    let odd = page.items[1].as_ref().unwrap().certifinfo_intitule.as_ref();
    assert_eq!(odd.unwrap().unparsed(), Some(r#"{"fr":"deux"}"#));
    let bad = page.items[2].as_ref().unwrap_err();
    assert_eq!((bad.page(), bad.index(), bad.path()), (1, 2, "."));
    assert_eq!(bad.raw(), r#""trois""#);
    let said: Vec<String> = page
        .items
        .iter()
        .filter_map(|item| item.as_ref().err())
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!("records", said.join("\n\n"));
}

#[tokio::test]
async fn the_items_go_on_behind_a_bad_record() {
    let fake = Fake::start(|_, _| json(MIXED)).await;
    let all: Vec<_> = fake
        .api()
        .recherche(Recherche::new())
        .items()
        .collect()
        .await;
    assert_eq!(all.len(), 4);
    let error = all[2].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.page()), (ErrorKind::Decode, Some(1)));
    assert_eq!(error.record().unwrap().index(), 2);
    assert!(all[3].is_ok());
}

#[tokio::test]
async fn the_json_is_in_reach_as_it_came() {
    let fake = Fake::start(|_, _| json(MIXED)).await;
    let page = fake
        .api()
        .recherche(Recherche::new())
        .page(1)
        .await
        .unwrap();
    assert_eq!(page.raw(), MIXED);
    let first = r#"{"certifinfo_code": 1, "certifinfo_intitule": "un", "inconnu": [1, 2]}"#;
    assert_eq!(page.items[0].as_ref().unwrap().raw().get(), first);
    assert_eq!(page.raw_record(0).unwrap().get(), first);
    assert_eq!(page.raw_record(2).unwrap().get(), r#""trois""#);
    assert!(page.raw_record(4).is_none());
}

#[tokio::test]
async fn lists_in_all_their_forms() {
    for (body, records) in [
        (r#"{"total":0,"data":null}"#, 0),
        (r#"{"total":0}"#, 0),
        (r#"{"total":"1","data":{"certifinfo_code":1}}"#, 1),
        (r#"{"total":"1","data":{"certifinfo_code":[1,2]}}"#, 1),
        (r#"{"data":[]}"#, 0),
    ] {
        let fake = Fake::start(move |_, _| json(body)).await;
        let page = fake
            .api()
            .recherche(Recherche::new())
            .page(1)
            .await
            .unwrap();
        assert_eq!(page.items.len(), records, "{body}");
        assert_eq!(page.raw_record(0).is_some(), records == 1, "{body}");
    }
}

/// With another page size the place would be elsewhere, and records between them passed over.
#[tokio::test]
async fn a_place_is_taken_up_as_it_was_reached() {
    let fake = Fake::start(|_, _| page(4, [1, 2])).await;
    let api = fake.api();
    let mut items = api.recherche(Recherche::new()).page_size(2).items();
    items.try_next().await.unwrap();
    let place = items.resume().unwrap();
    let asked = fake.asked().len();
    let resumed = || api.resume(place.clone());
    for (request, set) in [
        (resumed().page_size(3), "page_size"),
        (resumed().start_page(2), "start_page"),
    ] {
        let error = request.items().try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(set), "{error}");
    }
    assert_eq!(fake.asked().len(), asked, "nothing was sent");
    // The same values are no change, and what asks for one page has no place.
    assert!(
        resumed()
            .page_size(2)
            .start_page(1)
            .items()
            .resume()
            .is_some()
    );
    assert_eq!(resumed().total().await.unwrap(), 4);
}

#[test]
fn streams_can_be_sent_and_moved() {
    fn sound<T: Send + Unpin + 'static>() {}
    sound::<Pages>();
    sound::<Items>();
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<CertifInfo>();
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
}

#[tokio::test]
async fn numbers_out_of_range_send_nothing() {
    let fake = Fake::start(|_, _| page(1, [1])).await;
    let api = fake.api();
    let search = || api.recherche(Recherche::new());
    for size in [0, 101, u32::MAX] {
        assert_eq!(
            search().page_size(size).page(1).await.unwrap_err().kind(),
            ErrorKind::Config
        );
    }
    assert_eq!(
        search().page(0).await.unwrap_err().kind(),
        ErrorKind::Config
    );
    let mut items = search().concurrency(0).items();
    assert_eq!(
        items.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Config
    );
    assert!(items.next().await.is_none());
    let other = search().pages().resume().unwrap();
    let mut pages = api
        .recherche(Recherche::new().proa(true))
        .resume(other)
        .pages();
    assert_eq!(
        pages.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Config
    );
    assert!(fake.asked().is_empty());
}

/// 95 certifications in pages of ten, of which page 6 fails for as long as it is told to.
async fn catalogue(broken: Arc<AtomicBool>) -> Fake {
    Fake::start(move |_, head| {
        let number = (1..=11).find(|number| head.contains(&format!("page_num={number}&")));
        match number.unwrap() {
            6 if broken.load(Ordering::SeqCst) => reply(400, &[], ""),
            number => page(95, (number - 1) * 10..(number * 10).min(95)),
        }
    })
    .await
}

#[tokio::test]
async fn a_stored_place_completes_the_harvest() {
    let broken = Arc::new(AtomicBool::new(true));
    let fake = catalogue(broken.clone()).await;
    let query = Recherche::new().intitule("é & è");
    let mut items = fake
        .api()
        .recherche(query.clone())
        .page_size(10)
        .concurrency(4)
        .items();
    let mut all = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(item) => all.push(item.certifinfo_code.as_ref().unwrap().get().unwrap()),
            Err(error) => break error,
        }
    };
    assert_eq!(
        all,
        (0..50).collect::<Vec<_>>(),
        "everything before the failure"
    );
    assert_eq!(items.resume().as_ref(), error.resume());

    let stored = serde_json::to_string(error.resume().unwrap()).unwrap();
    insta::assert_snapshot!("resume", stored);
    broken.store(false, Ordering::SeqCst);
    let resume: Checkpoint = serde_json::from_str(&stored).unwrap();
    assert_eq!(resume.query(), &query);
    let rest: Vec<Item> = fake.api().resume(resume).try_collect_items().await;
    all.extend(
        rest.iter()
            .map(|item| item.certifinfo_code.as_ref().unwrap().get().unwrap()),
    );
    assert_eq!(all, (0..95).collect::<Vec<_>>());
}

#[tokio::test]
async fn giving_up_in_the_middle_of_a_page_loses_and_repeats_nothing() {
    let fake = catalogue(Arc::default()).await;
    for stop in [0, 1, 9, 10, 11, 57, 94, 95] {
        let mut items = fake
            .api()
            .recherche(Recherche::new())
            .page_size(10)
            .concurrency(3)
            .items();
        let mut all = Vec::new();
        for _ in 0..stop {
            all.push(items.try_next().await.unwrap().unwrap());
        }
        let resume = items.resume().unwrap();
        drop(items);
        all.extend(fake.api().resume(resume).try_collect_items().await);
        let codes: Vec<i64> = all
            .iter()
            .map(|item| item.certifinfo_code.as_ref().unwrap().get().unwrap())
            .collect();
        assert_eq!(codes, (0..95).collect::<Vec<_>>(), "stopped after {stop}");
    }
}

trait Collect {
    async fn try_collect_items(self) -> Vec<Item>;
}

impl Collect for certifinfo_ext::RechercheRequest {
    async fn try_collect_items(self) -> Vec<Item> {
        self.items().try_collect().await.unwrap()
    }
}

proptest::proptest! {
    /// Whatever stands in `data`, each record has its place, its JSON, and a value or an error.
    #[test]
    fn every_record_keeps_its_place(
        records in proptest::collection::vec((0_usize..7, proptest::prelude::any::<u32>()), 0..30),
    ) {
        let texts: Vec<(String, bool)> = records
            .iter()
            .map(|&(form, code)| match form {
                0 => (format!(r#"{{"certifinfo_code":{code}}}"#), true),
                1 => (format!(r#"{{ "certifinfo_code" : "{code}", "é": [null, "]}}"] }}"#), true),
                2 => ("{}".to_owned(), false),
                3 => (format!(r#"{{"certifinfo_code":{{"n":{code}}}}}"#), true),
                4 => (format!("{code}"), false),
                5 => ("null".to_owned(), false),
                _ => (r#""[{\"""#.to_owned(), false),
            })
            .collect();
        let data: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
        let page = format!("{{\"total\": 1,\n\"data\" : [{}] }}", data.join(" ,\n"));
        let page = Page::from_json(page, 7, 100).unwrap();
        assert_eq!(page.items.len(), texts.len());
        for (index, (item, (text, sound))) in page.items.iter().zip(&texts).enumerate() {
            assert_eq!(item.is_ok(), *sound, "{text}");
            assert_eq!(page.raw_record(index).unwrap().get(), text);
            match item {
                Ok(item) => assert_eq!((item.index(), item.page(), item.raw().get()), (index, 7, text.as_str())),
                Err(error) => assert_eq!((error.index(), error.page(), error.raw()), (index, 7, text.as_str())),
            }
        }
    }

    /// Bytes from anywhere make a page or an error, and no panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        start in 0_usize..MIXED.len(), cut in 0_usize..MIXED.len(), noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..20),
    ) {
        let mut bytes = MIXED.as_bytes().to_vec();
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, noise);
        match Page::from_json(bytes.clone(), 1, 100) {
            Ok(page) => drop(page.items.iter().flatten().map(|item| item.raw().get().len()).sum::<usize>()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        drop(Certification::from_json(bytes));
    }
}
