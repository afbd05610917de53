//! Lineage out of a mirror: links seen from both sides, and codes that only links name.

use certifinfo_ext::lineage::{Answer, Current, Lineage, Subject};
use certifinfo_ext::mirror::{ImportOptions, Origin, Status};
use certifinfo_ext::prelude::*;

use super::support::{Line, Place, client, code, import, options};
use crate::support::open_data;

fn day() -> paris::Date {
    "2025-01-15".parse().unwrap()
}

#[test]
fn archived_code_is_found_through_what_replaced_it() {
    let place = Place::new();
    let mirror = place.mirror();
    let new = Line::new(500, "Nouveau")
        .set("Code_RNCP", 38000)
        .replaces(40, "Ancien", "12000");
    import(&mirror, &[new]).unwrap();
    let stored = mirror.certification(code(40)).unwrap().unwrap();
    assert_eq!(stored.origin, Origin::Link);
    assert_eq!(stored.certification.intitule(), Some("Ancien"));
    let Answer::One(next) = mirror.successors(code(40)).unwrap() else {
        panic!()
    };
    assert_eq!(next.code(), Some(code(500)));
    let Current::Replaced(way) = mirror.current(code(40), day()).unwrap() else {
        panic!()
    };
    assert_eq!(way.len(), 2);
    // The same of the old sheet.
    let fiche = mirror
        .current_fiche("RNCP12000".parse::<RncpCode>().unwrap(), day())
        .unwrap();
    assert_eq!(fiche.replaced_by(), ["RNCP38000".parse().unwrap()]);
    let old = mirror
        .certifications_of("RNCP12000".parse::<RncpCode>().unwrap())
        .unwrap();
    assert_eq!(old[0].intitule(), Some("Ancien"));
    assert!(matches!(
        mirror.predecessors(code(500)).unwrap(),
        Answer::One(_)
    ));
    assert!(matches!(
        mirror.successors(code(41)).unwrap(),
        Answer::Missing(_)
    ));
    assert!(mirror.certification(code(41)).unwrap().is_none());
}

#[test]
fn split_has_all_its_successors_in_both_directions() {
    let place = Place::new();
    let mirror = place.mirror();
    let mut all: Vec<_> = (500..535)
        .map(|number| Line::new(number, "Une suite").replaces(40, "Habilitation", ""))
        .collect();
    all.push(
        Line::new(600, "Plus tard")
            .replaces(500, "Une suite", "")
            .set("Etat_Ancien_Diplome", 0),
    );
    import(&mirror, &all).unwrap();
    let Answer::Many(nodes) = mirror.successors(code(40)).unwrap() else {
        panic!()
    };
    assert_eq!(nodes.len(), 35);
    let graph = mirror.lineage(code(40)).unwrap();
    assert_eq!((graph.nodes().count(), graph.edges().count()), (37, 36));
    assert_eq!(graph.path(code(40), code(600)).unwrap().len(), 3);
}

/// A link that names a sheet and no code leads to what has the sheet.
#[tokio::test]
async fn answers_are_those_of_the_service() {
    let place = Place::new();
    let sandbox = certifinfo_sandbox::Sandbox::builder()
        .start()
        .await
        .unwrap();
    let api = client(&sandbox);
    let mirror = place.mirror();
    mirror.refresh(&api, options()).await.unwrap();
    for at in mirror.codes(true).unwrap() {
        let online = api.current(at, day()).await.unwrap();
        let offline = mirror.current(at, day()).unwrap();
        let missing = matches!(online, Current::Missing(_) | Current::Unknown(_));
        // What the service lacks, links may name; everything else is the same, word for word.
        if !missing {
            assert_eq!(online.to_string(), offline.to_string(), "{at}");
        }
        let online = api.lineage(at).await.unwrap();
        let offline = mirror.lineage(at).unwrap();
        for edge in online.edges() {
            assert!(offline.edges().any(|other| other == edge), "{at}: {edge:?}");
        }
    }
    // The questions that are generic over their source are asked in the same way.
    let online = Lineage::new(&api)
        .on(day())
        .current(code(118033))
        .await
        .unwrap();
    let offline = Lineage::new(&mirror)
        .on(day())
        .current(code(118033))
        .await
        .unwrap();
    assert_eq!(online.to_string(), offline.to_string());
}

#[test]
fn statuses_come_in_order_for_codes_and_sheets() {
    let place = Place::new();
    let mirror = place.mirror();
    let new = Line::new(500, "Nouveau")
        .set("Code_RNCP", 38000)
        .replaces(40, "Ancien", "12000");
    import(&mirror, &[new]).unwrap();
    let subjects: Vec<Subject> = ["RNCP12000", "40", "500", "41", "RS5"]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
    let statuses: Vec<_> = mirror
        .statuses(&subjects, day())
        .unwrap()
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(matches!(&statuses[0], Status::Fiche(fiche) if fiche.replaced_by().len() == 1));
    assert!(matches!(
        &statuses[1],
        Status::Certification(Current::Replaced(_))
    ));
    assert!(matches!(
        &statuses[2],
        Status::Certification(Current::Active(_))
    ));
    assert!(matches!(
        &statuses[3],
        Status::Certification(Current::Missing(_))
    ));
    assert!(matches!(&statuses[4], Status::Fiche(fiche) if fiche.is_missing()));
}

#[test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
fn every_old_code_of_the_producers_export_has_an_answer() {
    let path = open_data::file();
    let place = Place::new();
    let mirror = place.mirror();
    let file = std::fs::File::open(path).unwrap();
    mirror
        .import_open_data(file, ImportOptions::new("sample"))
        .unwrap();
    let old = mirror
        .query("SELECT DISTINCT autre FROM lien ORDER BY 1")
        .unwrap()
        .rows;
    let old: Vec<Subject> = old
        .iter()
        .map(|row| match row[0] {
            certifinfo_ext::mirror::SqlValue::Integer(number) => {
                code(u32::try_from(number).unwrap()).into()
            }
            _ => panic!("{row:?}"),
        })
        .collect();
    let sheets = mirror
        .query("SELECT DISTINCT fiche FROM lien_fiche ORDER BY 1")
        .unwrap()
        .rows;
    let sheets: Vec<Subject> = sheets
        .iter()
        .map(|row| match &row[0] {
            certifinfo_ext::mirror::SqlValue::Text(fiche) => fiche.parse().unwrap(),
            _ => panic!("{row:?}"),
        })
        .collect();
    println!("{} old codes, {} old sheets", old.len(), sheets.len());
    assert!(old.len() > 900 && sheets.len() > 300);
    for (subject, status) in old.iter().zip(mirror.statuses(&old, day()).unwrap()) {
        let Status::Certification(current) = status.unwrap() else {
            panic!()
        };
        let known = !matches!(current, Current::Missing(_) | Current::Unknown(_));
        assert!(known, "{subject}: {current}");
        let successors = mirror.successors(subject.code().unwrap()).unwrap();
        assert!(
            matches!(successors, Answer::One(_) | Answer::Many(_)),
            "{subject}"
        );
    }
    for (subject, status) in sheets.iter().zip(mirror.statuses(&sheets, day()).unwrap()) {
        let Status::Fiche(current) = status.unwrap() else {
            panic!()
        };
        assert!(!current.is_missing(), "{subject}");
    }
}
