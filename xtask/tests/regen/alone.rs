//! Two regenerations at once in one tree: one of them does its work, the other none.

use xtask::lock::Lock;
use xtask::regen::RegenError;

use crate::tree::{Run, Tree};

#[tokio::test]
async fn while_another_is_at_work_nothing_is_touched() {
    let tree = Tree::new();
    // What an interrupted run would have left, and the other's run has there now.
    tree.put("openapi/.regen/journal", "none openapi/published.json\n");
    tree.put("openapi/published.json", "{}");
    let before = tree.files();

    let other = Lock::take(tree.path()).unwrap().unwrap();
    let (outcome, _) = tree.regen(Run::offline()).await;
    assert!(matches!(outcome, Err(RegenError::Busy)), "{outcome:?}");
    let (outcome, _) = tree.regen(Run::offline().checked()).await;
    assert!(matches!(outcome, Err(RegenError::Busy)), "{outcome:?}");
    assert_eq!(tree.files(), before);

    drop(other);
    let (_, said) = tree.regen(Run::offline()).await;
    assert!(said.contains("put back first"), "{said}");
}
