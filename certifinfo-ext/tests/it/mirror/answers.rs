//! Searches and records out of a mirror, against the same questions to the service.

use certifinfo_ext::mirror::{Mirror, MirrorErrorKind};
use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Catalogue, Sandbox};

use super::support::{Line, Place, client, code, import, options};

fn codes(mirror: &Mirror, query: &Recherche) -> Vec<CertifInfoCode> {
    mirror
        .items(query)
        .map(|item| item.unwrap().code().unwrap())
        .collect()
}

/// The sandbox reads searches by itself: both readings are the documented one.
#[tokio::test]
async fn searches_find_what_the_service_finds() {
    let sandbox = Sandbox::builder().catalogue(Catalogue::synthetic(700, 5));
    let sandbox = sandbox.start().await.unwrap();
    let api = client(&sandbox);
    let place = Place::new();
    let mirror = place.mirror();
    mirror
        .refresh(&api, options().concurrency(4))
        .await
        .unwrap();
    let some: Vec<_> = mirror
        .items(&Recherche::new())
        .take(40)
        .map(Result::unwrap)
        .collect();
    let of = |read: fn(&Item) -> Option<Recherche>| some.iter().find_map(read).unwrap();
    let rome = of(|item| {
        let rome = item.rome().first()?.code.clone().ok()?;
        Some(Recherche::new().rome([rome, "A1101".parse().unwrap()]))
    });
    let formacode = of(|item| {
        Some(Recherche::new().formacodes([item.formacodes().first()?.code.clone().ok()?]))
    });
    let rncp = of(|item| Some(Recherche::new().rncp(item.rncp().first()?.clone().ok()?)));
    let rs = of(|item| Some(Recherche::new().rs(item.rs().first()?.clone().ok()?)));
    let words = of(|item| {
        let title = item.intitule()?.to_uppercase();
        let words: Vec<_> = title.split_whitespace().rev().take(2).collect();
        Some(Recherche::new().intitule(words.join(" ")))
    });
    let mut queries = vec![Recherche::new(), rome, formacode, rncp, rs, words];
    queries.extend([true, false].map(|archived| Recherche::new().archive(archived)));
    queries.push(Recherche::new().niveau_europeen(Niveau::N5));
    for &acces in Acces::ALL {
        queries.extend([true, false].map(|open| Recherche::new().acces(acces, open)));
    }
    let both = Recherche::new()
        .niveau_europeen(Niveau::N6)
        .acces(Acces::Vae, true);
    queries.push(both.archive(false));
    for query in queries {
        let online: Vec<Item> = api
            .recherche(query.clone())
            .items()
            .try_collect()
            .await
            .unwrap();
        let raw: Vec<_> = online
            .iter()
            .map(|item| item.raw().get().to_owned())
            .collect();
        let offline: Vec<_> = mirror
            .items(&query)
            .map(|item| item.unwrap().raw().get().to_owned())
            .collect();
        assert_eq!(raw, offline, "{query:?}");
        assert_eq!(mirror.total(&query).unwrap(), raw.len() as u64);
    }
}

#[tokio::test]
async fn records_are_the_services_own_byte_for_byte() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = client(&sandbox);
    let place = Place::new();
    let mirror = place.mirror();
    mirror.refresh(&api, options()).await.unwrap();
    for at in mirror.codes(false).unwrap() {
        let online = api.certification(at).await.unwrap();
        let offline = mirror.certification(at).unwrap().unwrap();
        assert_eq!(online.raw(), offline.certification.raw());
        assert_eq!(offline.date_maj, online.date_maj().unwrap());
        assert!(offline.seen_at.is_some());
    }
}

#[test]
fn pages_are_counted_from_one_and_hold_what_is_asked() {
    let place = Place::new();
    let mirror = place.mirror();
    import(&mirror, &super::support::lines(25)).unwrap();
    let page = mirror.page(&Recherche::new(), 3, 10).unwrap();
    assert_eq!(
        (page.items.len(), page.number, page.total),
        (5, 3, Some(25))
    );
    assert!(
        mirror
            .page(&Recherche::new(), 4, 10)
            .unwrap()
            .items
            .is_empty()
    );
    assert_eq!(mirror.items(&Recherche::new()).count(), 25);
}

#[test]
fn imported_records_are_found_as_listed_ones_are() {
    let place = Place::new();
    let mirror = place.mirror();
    let baker = Line::new(7, "CAP Boulangère d’Œuvre")
        .set("Code_RNCP", 37537)
        .set("Code_RS", 5);
    import(&mirror, &[baker, Line::new(8, "Autre")]).unwrap();
    for words in ["boulangere", "OEUVRE cap", "d'œuvre"] {
        assert_eq!(
            codes(&mirror, &Recherche::new().intitule(words)),
            [code(7)],
            "{words}"
        );
    }
    let item = mirror.items(&Recherche::new()).next().unwrap().unwrap();
    assert_eq!(item.rncp(), [Ok("RNCP37537".parse().unwrap())]);
    assert_eq!(item.rs(), [Ok("RS5".parse().unwrap())]);
    let percent = Recherche::new().intitule("%");
    assert!(
        codes(&mirror, &percent).is_empty(),
        "a word is not a pattern"
    );
}

#[test]
fn condition_without_data_is_refused() {
    let place = Place::new();
    let mirror = place.mirror();
    for query in [
        Recherche::new().proa(true),
        Recherche::new().proa_codes(["3".parse().unwrap()]),
    ] {
        let error = mirror.page(&query, 1, 10).unwrap_err();
        assert_eq!(error.kind(), MirrorErrorKind::Unanswerable);
    }
}
