//! Processes that are killed, and processes that share a mirror.

use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use certifinfo_ext::mirror::{ImportOptions, Mirror, MirrorErrorKind};
use certifinfo_sandbox::Sandbox;

use super::support::{Place, client, client_of, csv, import, lines, options};

/// What a child is to do: `refresh URL` or `import FILE`, and the mirror to do it to.
const TASK: &str = "CERTIFINFO_TEST_TASK";
const MIRROR: &str = "CERTIFINFO_TEST_MIRROR";

/// The part of the child: nothing in an ordinary run.
#[tokio::test]
async fn child() {
    let (Ok(task), Ok(path)) = (std::env::var(TASK), std::env::var(MIRROR)) else {
        return;
    };
    let mirror = Mirror::open(path).unwrap();
    match task.split_once(' ').unwrap() {
        ("refresh", url) => {
            mirror.refresh(&client_of(url), options()).await.unwrap();
        }
        (_, file) => {
            let file = std::fs::File::open(file).unwrap();
            mirror
                .import_open_data(file, ImportOptions::new("child"))
                .unwrap();
        }
    }
}

fn spawn(place: &Place, task: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "mirror::processes::child"])
        .env(TASK, task)
        .env(MIRROR, place.file())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a child at some moment after its start; `false` if it had finished.
fn kill_after(mut child: Child, moment: Duration) -> bool {
    std::thread::sleep(moment);
    let running = child.try_wait().unwrap().is_none();
    // On Unix this is SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

#[tokio::test]
async fn killed_refresh_loses_nothing_and_continues() {
    let place = Place::new();
    let path = place.file().with_file_name("service.csv");
    std::fs::write(&path, csv(&lines(420))).unwrap();
    let catalogue = certifinfo_sandbox::Catalogue::open_data(path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .latency(Duration::from_millis(2));
    let sandbox = sandbox.start().await.unwrap();
    let task = format!("refresh {}", sandbox.base_url());
    let (mut kills, mut before) = (0, (0, 0));
    for nth in 0..14 {
        let child = spawn(&place, &task);
        kills += u64::from(kill_after(child, Duration::from_millis(40 + 37 * nth)));
        let mirror = place.mirror();
        mirror.check().unwrap();
        let status = mirror.status().unwrap();
        let now = (status.certifications, status.full);
        assert!(
            now.0 >= before.0 && now.1 >= before.1,
            "{before:?}, then {now:?}"
        );
        assert_eq!(status.certifications, status.full + status.list);
        assert_eq!((status.gone, status.changes), (0, 0));
        before = now;
    }
    assert!(kills > 3, "{kills} children were killed");
    let mirror = place.mirror();
    let report = mirror.refresh(&client(&sandbox), options()).await.unwrap();
    assert!(report.is_whole());
    assert_eq!(mirror.status().unwrap().full, 420);
    // A kill costs what was under way, and no more.
    let asked = sandbox.requests().route("/certification");
    assert!(
        asked <= 420 + 25 * (kills + 1),
        "{asked} requests, {kills} kills"
    );
}

#[test]
fn killed_import_is_as_if_it_had_not_begun() {
    let place = Place::new();
    import(&place.mirror(), &lines(20)).unwrap();
    let path = place.file().with_file_name("big.csv");
    std::fs::write(&path, csv(&lines(3_000))).unwrap();
    let task = format!("import {}", path.display());
    let mut kills = 0;
    for nth in 0..8 {
        let killed = kill_after(spawn(&place, &task), Duration::from_millis(60 + 60 * nth));
        let mirror = place.mirror();
        mirror.check().unwrap();
        let held = mirror.status().unwrap().certifications;
        assert!(held == 20 || held == 3_000, "{held}");
        if held == 3_000 {
            break;
        }
        kills += u64::from(killed);
    }
    assert!(kills > 0);
    assert!(spawn(&place, &task).wait().unwrap().success());
    assert_eq!(place.mirror().status().unwrap().certifications, 3_000);
}

#[tokio::test]
async fn second_refresh_takes_over_and_the_first_is_told() {
    let place = Place::new();
    let sandbox = place.service(&lines(300));
    let (first, second) = (place.mirror(), place.mirror());
    let api = client(&sandbox);
    let started = Arc::new(tokio::sync::Notify::new());
    let tell = Arc::clone(&started);
    let slow = options().on_progress(move |_| {
        tell.notify_one();
        std::thread::sleep(Duration::from_millis(5));
    });
    let other_api = api.clone();
    let one = async { first.refresh(&api, slow).await };
    let two = async {
        started.notified().await;
        second.refresh(&other_api, options()).await
    };
    let (one, two) = tokio::join!(one, two);
    let error = one.unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Superseded);
    assert!(error.to_string().contains("Nothing is lost"), "{error}");
    let report = two.unwrap();
    assert!(report.resumed && report.is_whole());
    let status = second.status().unwrap();
    assert_eq!((status.full, status.gone), (300, 0));
}

#[test]
fn readers_see_the_state_before_an_import_until_it_is_done() {
    let place = Place::new();
    import(&place.mirror(), &lines(20)).unwrap();
    let reader = place.mirror();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let see = Arc::clone(&seen);
    let options = ImportOptions::new("big").on_progress(move |_| {
        see.lock()
            .unwrap()
            .push(reader.status().unwrap().certifications);
    });
    let writer = place.mirror();
    writer
        .import_open_data(&csv(&lines(1_600))[..], options)
        .unwrap();
    assert_eq!(*seen.lock().unwrap(), [20, 20, 20]);
    assert_eq!(place.mirror().status().unwrap().certifications, 1_600);
}

#[test]
fn processes_that_write_at_once_take_turns() {
    let place = Place::new();
    import(&place.mirror(), &lines(200)).unwrap();
    let path = place.file().with_file_name("same.csv");
    std::fs::write(&path, csv(&lines(400))).unwrap();
    let task = format!("import {}", path.display());
    let children: Vec<_> = (0..3).map(|_| spawn(&place, &task)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let mirror = place.mirror();
    mirror.check().unwrap();
    let status = mirror.status().unwrap();
    // The second and the third found nothing new.
    assert_eq!((status.certifications, status.changes), (400, 200));
}
