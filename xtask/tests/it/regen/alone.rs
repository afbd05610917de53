//! Two regenerations at once in one tree: the second waits for the first.

use xtask::lock::Lock;

use crate::regen::tree::{Run, Tree};

#[tokio::test]
async fn concurrent_run_changes_nothing() {
    let tree = Tree::new();
    // Files that an interrupted run would leave, and that the other run has there now.
    tree.put("openapi/.regen/journal", "none openapi/published.json\n");
    tree.put("openapi/published.json", "{}");
    let before = tree.files();

    let other = Lock::take(tree.path()).unwrap().unwrap();
    for run in [Run::offline(), Run::offline().checked()] {
        // However long it waits, the other run keeps the lock.
        let short = std::time::Duration::from_millis(50);
        let waiting = tokio::time::timeout(short, tree.regen(run)).await;
        assert!(waiting.is_err(), "it did not wait");
    }
    assert_eq!(tree.files(), before);

    drop(other);
    let (_, said) = tree.regen(Run::offline()).await;
    assert!(said.contains("restored first"), "{said}");
}
