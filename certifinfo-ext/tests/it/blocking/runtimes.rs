//! Inside an async runtime: an error where tokio would panic, and no harm in being dropped there.

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Checkpoint, blocking};
use certifinfo_sandbox::Sandbox;

use crate::blocking::support::{async_client, client, sandbox};

/// Everything that would wait is refused, says what to do, and has sent nothing.
fn everything_is_refused(api: &blocking::CertifInfo, sandbox: &Sandbox) {
    let before = sandbox.requests().total;
    let request = || api.recherche(Recherche::new());
    let code = CertifInfoCode::new(118_034).unwrap();
    let refusals = [
        ("page", request().page(1).unwrap_err()),
        ("total", request().total().unwrap_err()),
        ("certification", api.certification(code).unwrap_err()),
        ("items", request().items().next().unwrap().unwrap_err()),
        ("pages", request().pages().next().unwrap().unwrap_err()),
        ("successors", api.successors(code).unwrap_err()),
        ("lineage", api.lineage(code).unwrap_err()),
        ("wait", api.wait(async {}).unwrap_err()),
    ];
    for (call, error) in refusals {
        assert_eq!(error.kind(), ErrorKind::Config, "{call}");
        assert!(!error.is_transient() && error.attempts() == 0, "{call}");
        let said = error.to_string();
        for word in [
            "async runtime",
            "certifinfo_ext::CertifInfo",
            "std::thread::spawn",
        ] {
            assert!(said.contains(word), "{call}: {said}");
        }
    }
    assert_eq!(sandbox.requests().total, before, "something was sent");
}

#[tokio::test]
async fn refused_on_the_thread_of_a_small_runtime() {
    let sandbox = sandbox(5, None);
    everything_is_refused(&client(&sandbox), &sandbox);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_in_tasks_and_on_blocking_threads_of_a_large_runtime() {
    let sandbox = sandbox(5, None);
    let api = client(&sandbox);
    everything_is_refused(&api, &sandbox);
    let (sandbox, api) = (std::sync::Arc::new(sandbox), api);
    let in_task = {
        let (api, sandbox) = (api.clone(), sandbox.clone());
        async move { everything_is_refused(&api, &sandbox) }
    };
    tokio::spawn(in_task).await.unwrap();
    let on_blocking_thread = {
        let (api, sandbox) = (api.clone(), sandbox.clone());
        move || everything_is_refused(&api, &sandbox)
    };
    tokio::task::spawn_blocking(on_blocking_thread)
        .await
        .unwrap();
    tokio::task::block_in_place(|| everything_is_refused(&api, &sandbox));
}

/// Its own runtime is a runtime too: a future that it waits for cannot wait on it again.
#[test]
fn refused_inside_its_own_runtime() {
    let sandbox = sandbox(5, None);
    let api = client(&sandbox);
    api.wait(async { everything_is_refused(&api, &sandbox) })
        .unwrap();
    assert_eq!(
        api.recherche(Recherche::new()).total().unwrap(),
        5,
        "it goes on after that"
    );
}

/// What the message advises works: a thread of one's own.
#[tokio::test]
async fn a_thread_of_ones_own_may_wait() {
    let sandbox = sandbox(5, None);
    let api = client(&sandbox);
    let thread = std::thread::spawn(move || api.recherche(Recherche::new()).total());
    assert_eq!(thread.join().unwrap().unwrap(), 5);
    let total = async_client(&sandbox)
        .recherche(Recherche::new())
        .total()
        .await;
    assert_eq!(total.unwrap(), 5);
}

/// A walk that comes into a runtime ends there, and says where to go on outside.
#[test]
fn a_walk_refused_on_its_way_ends_and_can_go_on() {
    let sandbox = sandbox(30, None);
    let api = client(&sandbox);
    let mut items = api.recherche(Recherche::new()).page_size(10).items();
    assert_eq!(items.by_ref().take(13).filter(Result::is_ok).count(), 13);
    let error = crate::blocking::support::runtime().block_on(async {
        let error = items.next().unwrap().unwrap_err();
        assert!(
            items.next().is_none(),
            "a loop that skips errors has an end"
        );
        error
    });
    assert!(items.next().is_none(), "and is at its end for good");
    assert_eq!(items.size_hint(), (0, Some(0)));
    let place: &Checkpoint = error.resume().unwrap();
    assert_eq!(
        api.resume(place.clone())
            .items()
            .filter(Result::is_ok)
            .count(),
        17
    );
}

/// A client with connections, and walks with requests under way.
fn in_use(sandbox: &Sandbox) -> (blocking::CertifInfo, blocking::Items, blocking::Pages) {
    let api = client(sandbox);
    let mut items = api
        .recherche(Recherche::new())
        .page_size(5)
        .concurrency(4)
        .items();
    items.next().unwrap().unwrap();
    let mut pages = api
        .recherche(Recherche::new())
        .page_size(5)
        .concurrency(4)
        .pages();
    pages.next().unwrap().unwrap();
    (api, items, pages)
}

fn on_a_thread<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(run).join().unwrap())
}

#[tokio::test]
async fn dropped_inside_a_small_runtime() {
    let sandbox = sandbox(100, None);
    drop(on_a_thread(|| in_use(&sandbox)));
    drop(client(&sandbox));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_inside_a_large_runtime() {
    let sandbox = sandbox(100, None);
    let used = on_a_thread(|| in_use(&sandbox));
    tokio::spawn(async move { drop(used) }).await.unwrap();
    let used = on_a_thread(|| in_use(&sandbox));
    tokio::task::spawn_blocking(move || drop(used))
        .await
        .unwrap();
}

#[test]
fn dropped_inside_its_own_runtime() {
    let sandbox = sandbox(100, None);
    let (api, items, pages) = in_use(&sandbox);
    let waiting = api.clone();
    waiting
        .wait(async move { drop((api, items, pages)) })
        .unwrap();
    assert_eq!(waiting.recherche(Recherche::new()).total().unwrap(), 100);
}

/// The background thread lives as long as anyone who needs it, and what runs there ends with it.
#[test]
fn the_runtime_ends_with_its_last_user() {
    let sandbox = sandbox(30, None);
    let api = client(&sandbox);
    let (alive, ended) = std::sync::mpsc::channel::<()>();
    api.wait(async move {
        tokio::spawn(async move {
            let _alive = alive;
            std::future::pending::<()>().await;
        });
    })
    .unwrap();
    let clone = api.clone();
    let mut items = clone.recherche(Recherche::new()).items();
    drop((api, clone));
    assert!(items.next().unwrap().is_ok());
    assert_eq!(ended.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty));
    drop(items);
    let waited = ended.recv_timeout(std::time::Duration::from_secs(30));
    assert_eq!(waited, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}
