//! Two regenerations at once in one tree: the second waits for the first.

use xtask::lock::Lock;

use crate::regen::tree::{Run, Tree};

#[tokio::test]
async fn while_another_is_at_work_nothing_is_touched() {
    let tree = Tree::new();
    // What an interrupted run would have left, and the other's run has there now.
    tree.put("openapi/.regen/journal", "none openapi/published.json\n");
    tree.put("openapi/published.json", "{}");
    let before = tree.files();

    let other = Lock::take(tree.path()).unwrap().unwrap();
    for run in [Run::offline(), Run::offline().checked()] {
        // However long it is given: the other does not let go.
        let short = std::time::Duration::from_millis(50);
        let waiting = tokio::time::timeout(short, tree.regen(run)).await;
        assert!(waiting.is_err(), "it did not wait");
    }
    assert_eq!(tree.files(), before);

    drop(other);
    let (_, said) = tree.regen(Run::offline()).await;
    assert!(said.contains("put back first"), "{said}");
}
