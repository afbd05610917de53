//! Files that are no mirror, damaged ones, full disks and locks: a named error each, and nothing lost.

use std::time::Duration;

use certifinfo_ext::mirror::{ImportOptions, Mirror, MirrorErrorKind, Origin};
use certifinfo_ext::prelude::*;

use super::support::{Place, client, code, csv, import, lines, options, rows};

fn kind(place: &Place) -> MirrorErrorKind {
    let error = Mirror::open(place.file()).unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.contains(&place.file().display().to_string()),
        "{shown}"
    );
    error.kind()
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let place = Place::new();
    std::fs::write(place.file(), "Code_Diplome;Libelle_Diplome\r\n".repeat(200)).unwrap();
    let before = std::fs::read(place.file()).unwrap();
    assert_eq!(kind(&place), MirrorErrorKind::NotAMirror);
    assert_eq!(std::fs::read(place.file()).unwrap(), before);

    let place = Place::new();
    place
        .database()
        .execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
        .unwrap();
    assert_eq!(kind(&place), MirrorErrorKind::NotAMirror);
    let kept = place
        .database()
        .query_row("SELECT x FROM mine", [], |row| row.get::<_, i64>(0));
    assert_eq!(kept.unwrap(), 1);

    // An empty file is what a temporary file is.
    let place = Place::new();
    std::fs::write(place.file(), "").unwrap();
    assert_eq!(place.mirror().status().unwrap().certifications, 0);
}

#[test]
fn newer_version_is_refused() {
    let place = Place::new();
    import(&place.mirror(), &lines(3)).unwrap();
    place
        .database()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let error = Mirror::open(place.file()).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::NewerVersion);
    assert!(error.to_string().contains("version 99"), "{error}");
}

#[test]
fn paths_that_cannot_be_opened_are_named() {
    let place = Place::new();
    let inside = place.file().join("no/such/folder.db");
    assert_eq!(
        Mirror::open(inside).unwrap_err().kind(),
        MirrorErrorKind::Denied
    );
    let folder = place.file().parent().unwrap().to_owned();
    assert_eq!(
        Mirror::open(folder).unwrap_err().kind(),
        MirrorErrorKind::Denied
    );
    let missing = Mirror::options()
        .read_only()
        .open(place.file())
        .unwrap_err();
    assert_eq!(missing.kind(), MirrorErrorKind::Denied);
    assert!(!place.file().exists());
    let missing = Mirror::options()
        .create(false)
        .open(place.file())
        .unwrap_err();
    assert_eq!(missing.kind(), MirrorErrorKind::Denied);
}

#[test]
fn mirror_open_for_reading_answers_and_does_not_write() {
    let place = Place::new();
    import(&place.mirror(), &lines(3)).unwrap();
    let reader = Mirror::options().read_only().open(place.file()).unwrap();
    assert!(reader.certification(code(101)).unwrap().is_some());
    assert_eq!(rows(&reader, "SELECT * FROM certification"), 3);
    let error = import(&reader, &lines(4)).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Denied);
}

#[test]
fn damage_anywhere_is_a_named_error_and_no_panic() {
    let place = Place::new();
    import(&place.mirror(), &lines(400)).unwrap();
    let whole = std::fs::read(place.file()).unwrap();
    let (mut noticed, mut tried) = (0, 0);
    for page in (0..whole.len() / 4096).step_by(3) {
        for damage in ["zero", "noise", "cut"] {
            let mut bytes = whole.clone();
            let range = page * 4096..(page + 1) * 4096;
            match damage {
                "zero" => bytes[range].fill(0),
                "noise" => bytes[range]
                    .iter_mut()
                    .enumerate()
                    .for_each(|(at, byte)| *byte ^= (at * 31 % 251) as u8),
                _ => bytes.truncate(page * 4096 + 1000),
            }
            std::fs::write(place.file(), &bytes).unwrap();
            tried += 1;
            let result = Mirror::open(place.file()).and_then(|mirror| {
                let checked = mirror.check();
                // Whatever is asked: an answer or an error.
                let _ = mirror.status();
                let _ = mirror.items(&Recherche::new()).count();
                let _ = mirror.lineage(code(101));
                let _ = mirror.query("SELECT * FROM code_connu");
                let _ = import(&mirror, &lines(401));
                checked
            });
            if let Err(error) = result {
                noticed += 1;
                let kinds = [MirrorErrorKind::Corrupt, MirrorErrorKind::NotAMirror];
                assert!(
                    kinds.contains(&error.kind()),
                    "page {page}, {damage}: {error:?}"
                );
            }
        }
    }
    // Noise inside a text of a document cannot be told from the text.
    assert!(noticed * 10 >= tried * 8, "{noticed} of {tried}");
}

#[tokio::test]
async fn full_disk_keeps_what_was_committed() {
    let place = Place::new();
    let sandbox = place.service(&lines(400));
    let small = Mirror::options()
        .max_bytes(400 * 1024)
        .open(place.file())
        .unwrap();
    let error = small
        .refresh(&client(&sandbox), options())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Full, "{error:?}");
    small.check().unwrap();
    let held = small.status().unwrap();
    assert!(held.certifications >= 100 && held.full < 400, "{held:?}");
    drop(small);
    let mirror = place.mirror();
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert!(report.resumed && report.is_whole());
    assert_eq!(mirror.status().unwrap().full, 400);
}

#[test]
fn import_on_a_full_disk_changes_nothing() {
    let place = Place::new();
    let small = Mirror::options()
        .max_bytes(300 * 1024)
        .open(place.file())
        .unwrap();
    import(&small, &lines(50)).unwrap();
    let error = import(&small, &lines(900)).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Full);
    assert!(error.to_string().contains("Free some space"), "{error}");
    small.check().unwrap();
    assert_eq!(small.status().unwrap().certifications, 50);
    assert_eq!(
        import(&place.mirror(), &lines(900)).unwrap().certifications,
        900
    );
}

#[test]
fn lock_of_another_process_is_waited_for_and_then_named() {
    let place = Place::new();
    import(&place.mirror(), &lines(3)).unwrap();
    let other = place.database();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let wait = Duration::from_millis(50);
    let busy = Mirror::options()
        .busy_timeout(wait)
        .open(place.file())
        .unwrap_err();
    assert_eq!(busy.kind(), MirrorErrorKind::Busy);
    let handle = std::thread::spawn({
        let path = place.file();
        move || Mirror::open(path).unwrap().status().unwrap().certifications
    });
    std::thread::sleep(Duration::from_millis(200));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(handle.join().unwrap(), 3);
}

#[test]
fn reader_that_fails_in_the_middle_of_an_import_changes_nothing() {
    struct Broken(std::io::Cursor<Vec<u8>>);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(std::io::Error::other("the disk went away")),
                count => Ok(count),
            }
        }
    }
    let place = Place::new();
    let mirror = place.mirror();
    let source = Broken(std::io::Cursor::new(csv(&lines(300))));
    let error = mirror
        .import_open_data(source, ImportOptions::new("x"))
        .unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Export);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the disk went away");
    assert_eq!(mirror.status().unwrap().certifications, 0);
    import(&mirror, &lines(300)).unwrap();
    assert_eq!(
        mirror.certification(code(400)).unwrap().unwrap().origin,
        Origin::Export
    );
}
