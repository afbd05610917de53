//! A fault that changes no answer would prove nothing of the client that survives it.

use certifinfo_sandbox::{Catalogue, Fault, Sandbox};

use crate::client::get;

/// More searches than an order lasts, the last pages, one beyond them, and lookups.
const PATHS: [&str; 12] = [
    "/recherche?page_size=100&page_num=1",
    "/recherche?page_size=100&page_num=2",
    "/recherche?page_size=100&page_num=3",
    "/recherche?page_size=100&page_num=4",
    "/recherche?page_size=100&page_num=5",
    "/recherche?page_size=100&page_num=6",
    "/recherche?page_size=100&page_num=104",
    "/recherche?page_size=100&page_num=105",
    "/recherche?page_size=100&page_num=1",
    "/certification?id=1006",
    "/certification?id=1012",
    "/certification?id=999999999",
];

async fn answers(catalogue: Catalogue, fault: Option<Fault>) -> Vec<Option<(u16, Vec<u8>)>> {
    let sandbox = Sandbox::builder().catalogue(catalogue);
    let sandbox = sandbox.start().await.unwrap();
    if let Some(fault) = fault {
        sandbox.set_fault(fault, 1.0);
    }
    let mut answers = Vec::new();
    for path in PATHS {
        let answer = match get(&sandbox, path).await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let body = answer.bytes().await.ok();
                body.map(|body| (status, body.to_vec()))
            }
            Err(_) => None,
        };
        answers.push(answer);
    }
    answers
}

#[tokio::test]
async fn every_fault_changes_an_answer() {
    let large = Catalogue::synthetic(10_400, 11);
    let sound = answers(large.clone(), None).await;
    // The first three cost a minute or a gibibyte, and have tests of their own; of generated
    // certifications none is archived.
    let others = [Fault::Slow, Fault::Hang, Fault::Bomb, Fault::ArchivedHidden];
    for fault in Fault::ALL.iter().filter(|fault| !others.contains(fault)) {
        assert_ne!(answers(large.clone(), Some(*fault)).await, sound, "{fault}");
    }
    let small = Catalogue::default();
    let sound = answers(small.clone(), None).await;
    assert_ne!(answers(small, Some(Fault::ArchivedHidden)).await, sound);
}
