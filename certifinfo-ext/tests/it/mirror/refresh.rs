//! Refreshes: what they cost, what they note, and what they refuse.

use std::sync::{Arc, Mutex};

use certifinfo_ext::mirror::{ChangeKind, Details, First, MirrorErrorKind, Origin, Phase};
use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};

use super::support::{Line, Place, client, code, lines, options, rows};

fn today() -> paris::Date {
    paris::today()
}

#[tokio::test]
async fn unchanged_catalogue_costs_its_pages_and_no_detail() {
    let place = Place::new();
    let sandbox = place.service(&lines(230));
    let mirror = place.mirror();
    let first = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((first.new, first.details, first.gone), (230, 230, 0));
    assert!(first.is_whole());
    let before = sandbox.requests();
    let second = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((second.new, second.changed, second.details), (0, 0, 0));
    let after = sandbox.requests();
    assert_eq!(after.route("/recherche") - before.route("/recherche"), 3);
    assert_eq!(
        after.route("/certification"),
        before.route("/certification")
    );
    assert!(mirror.changes_since(today()).unwrap().is_empty());
}

#[tokio::test]
async fn one_changed_record_costs_one_more_request() {
    let place = Place::new();
    let mut all = lines(150);
    let sandbox = place.service(&all);
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    drop(sandbox);
    // The day does not move: the item alone tells.
    all[7] = all[7].clone().set("Libelle_Diplome", "Un autre titre");
    let sandbox = place.service(&all);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.changed, report.details), (1, 1));
    assert_eq!(sandbox.requests().total, 2 + 1);
    drop(sandbox);
    // Only what the list does not tell changed, and the day with it.
    all[9] = all[9]
        .clone()
        .set("Date_MaJ", "21/12/2024")
        .set("Annee_Derniere_Session", 2031);
    let sandbox = place.service(&all);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.changed, report.details), (1, 1));
    assert_eq!(sandbox.requests().total, 2 + 1);
    let noted: Vec<_> = mirror
        .changes_since(today())
        .unwrap()
        .into_iter()
        .map(|change| {
            assert_eq!(change.kind, ChangeKind::Changed);
            let text = |value: Option<serde_json::Value>| value.map(|value| value.to_string());
            (
                change.code.numero(),
                change.field.unwrap(),
                text(change.from),
                text(change.to),
            )
        })
        .collect();
    let quoted = |text: &str| Some(format!("\"{text}\""));
    assert_eq!(
        noted,
        [
            (
                108,
                "certifinfo_intitule".to_owned(),
                quoted("Titre 108"),
                quoted("Un autre titre")
            ),
            // The registration of a sheet has the title too.
            (
                110,
                "date_maj".to_owned(),
                quoted("2024-12-20"),
                quoted("2024-12-21")
            ),
            (
                110,
                "annee_derniere_session".to_owned(),
                None,
                Some("2031".to_owned())
            ),
        ]
    );
}

#[tokio::test]
async fn other_forms_of_the_same_values_are_no_change() {
    let place = Place::new();
    let sandbox = place.service(&lines(120));
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    sandbox.set_fault(Fault::NullArrays, When::ALWAYS);
    sandbox.set_fault(Fault::UnknownFields, When::ALWAYS);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.changed, report.details), (0, 0));
}

#[tokio::test]
async fn what_appears_is_replaced_and_disappears_is_noted() {
    let place = Place::new();
    let mut all = lines(100);
    let sandbox = place.service(&all);
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    drop(sandbox);
    all.remove(99);
    all[4] = all[4].clone().set("Etat", 3).set("Date_MaJ", "21/12/2024");
    all.push(Line::new(900, "Le nouveau").replaces(105, "Titre 105", ""));
    let sandbox = place.service(&all);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.new, report.changed, report.gone), (1, 1, 1));
    let kinds: Vec<_> = mirror
        .changes_since(today())
        .unwrap()
        .iter()
        .filter(|change| change.kind != ChangeKind::Changed)
        .map(|change| (change.code.numero(), change.kind, change.to.clone()))
        .collect();
    assert!(
        kinds.contains(&(900, ChangeKind::Appeared, None)),
        "{kinds:?}"
    );
    assert!(kinds.contains(&(200, ChangeKind::Disappeared, None)));
    assert!(kinds.contains(&(105, ChangeKind::Ended, None)));
    assert!(kinds.contains(&(105, ChangeKind::Replaced, Some(900.into()))));
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    let gone = mirror.certification(code(200)).unwrap().unwrap();
    assert!(gone.gone_since.is_some(), "its record is kept");
    assert!(
        mirror
            .changes_since(today().tomorrow().unwrap())
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn what_reappears_is_noted_and_fetched_again() {
    let place = Place::new();
    let all = lines(60);
    let mirror = place.mirror();
    for (count, new, gone) in [(60, 60, 0), (59, 0, 1), (60, 1, 0)] {
        let sandbox = place.service(&all[..count]);
        let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
        assert_eq!((report.new, report.gone), (new, gone));
    }
    let back = mirror.certification(code(160)).unwrap().unwrap();
    assert_eq!((back.origin, back.gone_since), (Origin::Full, None));
}

#[tokio::test]
async fn list_that_lacks_too_much_is_refused() {
    let place = Place::new();
    let sandbox = place.service(&lines(100));
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    drop(sandbox);
    let sandbox = place.service(&lines(40));
    let error = mirror
        .refresh(&client(&sandbox), options())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Shrunk);
    assert!(error.to_string().contains("lacks 60 of the 100"), "{error}");
    assert!(error.to_string().contains("max_loss"), "{error}");
    assert_eq!(
        sandbox.requests().total,
        1 + 1,
        "the first page, and whether archived ones are hidden"
    );
    assert_eq!(mirror.status().unwrap().certifications, 100);
    let report = mirror
        .refresh(&client(&sandbox), options().max_loss(1.0))
        .await
        .unwrap();
    assert_eq!(report.gone, 60);
    assert_eq!(mirror.status().unwrap().certifications, 40);
}

#[tokio::test]
async fn empty_list_is_refused() {
    let place = Place::new();
    let sandbox = place.service(&lines(3));
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    drop(sandbox);
    let sandbox = Sandbox::builder().catalogue(Catalogue::synthetic(0, 1));
    let sandbox = sandbox.start().await.unwrap();
    let error = mirror
        .refresh(&client(&sandbox), options())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Shrunk);
    assert_eq!(mirror.status().unwrap().certifications, 3);
}

#[tokio::test]
async fn contradictory_lists_mark_nothing_as_gone() {
    for fault in [Fault::EmptyPage, Fault::RepeatPage, Fault::ShrinkingTotal] {
        let place = Place::new();
        let sandbox = place.service(&lines(350));
        let mirror = place.mirror();
        mirror.refresh(&client(&sandbox), options()).await.unwrap();
        sandbox.set_fault(fault, When::ALWAYS);
        mirror
            .refresh(&client(&sandbox), options())
            .await
            .unwrap_err();
        assert_eq!(mirror.status().unwrap().gone, 0, "{fault:?}");
        sandbox.clear_faults();
        let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
        assert_eq!((report.gone, report.details_due), (0, 0), "{fault:?}");
        assert_eq!(mirror.status().unwrap().certifications, 350, "{fault:?}");
    }
}

#[tokio::test]
async fn endless_list_does_not_poison_the_next_one() {
    let place = Place::new();
    let sandbox = place.service(&lines(350));
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    sandbox.set_fault(Fault::Endless, When::ALWAYS);
    mirror
        .refresh(&client(&sandbox), options())
        .await
        .unwrap_err();
    sandbox.clear_faults();
    let report = mirror
        .refresh(&client(&sandbox), options().restart(true))
        .await
        .unwrap();
    assert!(report.is_whole());
    assert_eq!(mirror.status().unwrap().certifications, 350);
}

#[tokio::test]
async fn items_that_cannot_be_read_are_kept_as_they_were() {
    let place = Place::new();
    let sandbox = place.service(&lines(120));
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    sandbox.set_fault(Fault::BadRecord, When::ALWAYS);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.gone, report.is_whole()), (0, false));
    assert!(report.unreadable > 0);
    assert_eq!(mirror.status().unwrap().certifications, 120);
}

#[tokio::test]
async fn items_without_their_titles_do_not_replace_those_with_them() {
    let place = Place::new();
    let mut all = lines(50);
    let mirror = place.mirror();
    let sandbox = place.service(&all);
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    drop(sandbox);
    all.iter_mut()
        .for_each(|line| *line = line.clone().set("Libelle_Diplome", ""));
    let sandbox = place.service(&all);
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert!(!report.is_whole());
    assert_eq!((report.unreadable, report.changed), (50, 0));
    let empty = "SELECT * FROM certification WHERE intitule IS NULL";
    assert_eq!(rows(&mirror, empty), 0);
}

/// Nothing is written about it: a registration runs out, and a last session passes.
#[tokio::test]
async fn what_time_ends_is_noted_once() {
    let place = Place::new();
    let sandbox = place.service(&[
        Line::new(101, "Finie").set("Annee_Derniere_Session", 2020),
        Line::new(102, "En cours"),
    ]);
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    // As it was judged before its last session had passed.
    let earlier = "UPDATE certification SET validite = 'active', validite_jour = '2019-01-01'";
    place.database().execute(earlier, []).unwrap();
    for _ in 0..2 {
        mirror.refresh(&client(&sandbox), options()).await.unwrap();
        let noted: Vec<_> = mirror
            .changes_since(today())
            .unwrap()
            .iter()
            .map(|change| (change.code.numero(), change.kind))
            .collect();
        assert_eq!(noted, [(101, ChangeKind::Ended)]);
    }
}

#[tokio::test]
async fn refresh_can_be_spawned() {
    let place = Place::new();
    let sandbox = place.service(&lines(5));
    let (mirror, api) = (place.mirror(), client(&sandbox));
    let task = tokio::spawn(async move { mirror.refresh(&api, options()).await });
    assert!(task.await.unwrap().unwrap().is_whole());
}

#[tokio::test]
async fn details_that_cannot_be_read_stay_due() {
    let place = Place::new();
    let sandbox = place.service(&lines(10));
    sandbox.set_fault(Fault::Status404, When::After(3));
    let mirror = place.mirror();
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!(
        (report.details, report.details_due, report.failed.len()),
        (0, 10, 10)
    );
    sandbox.clear_faults();
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.details, report.details_due), (10, 0));
}

#[tokio::test]
async fn service_that_knows_no_detail_is_not_asked_for_all() {
    let place = Place::new();
    let sandbox = place.service(&lines(100));
    sandbox.set_fault(Fault::Status404, When::After(3));
    let mirror = place.mirror();
    let error = mirror
        .refresh(&client(&sandbox), options().concurrency(1))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Service);
    assert!(
        sandbox.requests().total < 30,
        "{}",
        sandbox.requests().total
    );
}

#[tokio::test]
async fn failure_in_the_list_is_continued_from_there() {
    let place = Place::new();
    let sandbox = place.service(&lines(450));
    sandbox.set_fault(Fault::Status503, When::After(3));
    let mirror = place.mirror();
    let error = mirror
        .refresh(&client(&sandbox), options().concurrency(1))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Service);
    assert_eq!(error.service().unwrap().status().unwrap().as_u16(), 503);
    assert_eq!(
        mirror.status().unwrap().list,
        300,
        "usable from the first page on"
    );
    let listed = sandbox.requests().route("/recherche");
    sandbox.clear_faults();
    let report = mirror
        .refresh(
            &client(&sandbox),
            options().details(Details::None).concurrency(1),
        )
        .await
        .unwrap();
    assert!(report.resumed);
    assert_eq!(report.listed, 150);
    assert_eq!(sandbox.requests().route("/recherche") - listed, 2 + 1);
    assert_eq!(mirror.status().unwrap().certifications, 450);
}

#[tokio::test]
async fn failure_in_the_details_is_continued_without_a_new_list() {
    let place = Place::new();
    let sandbox = place.service(&lines(100));
    sandbox.set_fault(Fault::Status503, When::After(50));
    let mirror = place.mirror();
    mirror
        .refresh(&client(&sandbox), options().concurrency(1))
        .await
        .unwrap_err();
    let status = mirror.status().unwrap();
    // The list is a full page, one past it, and whether archived ones are hidden.
    assert_eq!((status.full, status.list), (47, 53));
    sandbox.clear_faults();
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert_eq!((report.pages, report.details), (0, 53));
    assert_eq!(sandbox.requests().route("/recherche"), 3);
}

#[tokio::test]
async fn what_is_chosen_is_fetched_first() {
    let place = Place::new();
    let mut all = lines(60);
    all[10] = all[10].clone().set("Code_Niveau_Europeen", 5);
    all[20] = all[20].clone().set("Code_Rome_1", "D1102");
    let sandbox = place.service(&all);
    let mirror = place.mirror();
    let chosen = || {
        let rome = Recherche::new().rome(["D1102".parse().unwrap()]);
        options()
            .first(First::Codes(vec![code(150)]))
            .first(First::Search(Recherche::new().niveau_europeen(Niveau::N5)))
            .first(First::Search(rome))
            .concurrency(1)
    };
    let api = client(&sandbox);
    let report = mirror
        .refresh(&api, chosen().details(Details::First))
        .await
        .unwrap();
    assert_eq!((report.details, report.details_due), (3, 57));
    let asked: Vec<_> = sandbox
        .requests()
        .recent
        .iter()
        .filter(|request| request.path == "/certification")
        .map(|request| request.query.clone().unwrap())
        .collect();
    assert_eq!(asked, ["id=150", "id=111", "id=121"]);
    let full = mirror.certification(code(150)).unwrap().unwrap();
    let list = mirror.certification(code(151)).unwrap().unwrap();
    assert_eq!((full.origin, list.origin), (Origin::Full, Origin::List));
    assert_eq!(
        rows(&mirror, "SELECT * FROM certification WHERE origin = 'full'"),
        3
    );
}

#[tokio::test]
async fn progress_tells_pace_and_time_left() {
    let place = Place::new();
    let sandbox = place.service(&lines(130));
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let options = options().on_progress(move |progress| {
        tell.lock().unwrap().push((
            progress.phase,
            progress.done,
            progress.total,
            progress.remaining().is_some(),
            progress.to_string(),
        ));
    });
    place
        .mirror()
        .refresh(&client(&sandbox), options)
        .await
        .unwrap();
    let told = told.lock().unwrap();
    assert_eq!(told[0].0, Phase::List);
    let last = told.last().unwrap();
    assert_eq!(
        (last.0, last.1, last.2, last.3),
        (Phase::Details, 130, Some(130), true)
    );
    assert!(
        last.4.starts_with("full records: 130 of 130, "),
        "{}",
        last.4
    );
    assert!(last.4.ends_with(" per second, 0 s left"), "{}", last.4);
}
