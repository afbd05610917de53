//! Faults of paging: what a harvest has to survive.

use certifinfo_sandbox::{Catalogue, Fault, Sandbox};
use serde_json::Value;

use crate::client::{codes, json};

async fn with(fault: Fault, len: u64) -> Sandbox {
    let catalogue = Catalogue::synthetic(len, 1);
    Sandbox::builder()
        .catalogue(catalogue)
        .fault(fault, 1.0)
        .start()
        .await
        .unwrap()
}

async fn page(sandbox: &Sandbox, number: u64) -> Value {
    json(
        sandbox,
        &format!("/recherche?page_size=10&page_num={number}"),
    )
    .await
    .1
}

#[tokio::test]
async fn wrong_next_names_a_route_that_is_not_there() {
    let sandbox = with(Fault::WrongNext, 50).await;
    for number in [1, 3, 5] {
        let page = page(&sandbox, number).await;
        assert_eq!(page["pagination"]["next"], "/get?page_num=2&page_size=10");
        assert_eq!(codes(&page).len(), 10);
    }
    assert_eq!(json(&sandbox, "/get?page_num=2&page_size=10").await.0, 404);
}

#[tokio::test]
async fn empty_pages_come_from_the_second_on() {
    let sandbox = with(Fault::EmptyPage, 50).await;
    assert_eq!(codes(&page(&sandbox, 1).await).len(), 10);
    let second = page(&sandbox, 2).await;
    assert_eq!(
        (second["total"].as_u64(), codes(&second).len()),
        (Some(50), 0)
    );
}

#[tokio::test]
async fn a_repeated_page_is_the_one_before() {
    let sandbox = with(Fault::RepeatPage, 50).await;
    let (first, second, third) = (
        page(&sandbox, 1).await,
        page(&sandbox, 2).await,
        page(&sandbox, 3).await,
    );
    assert_eq!(codes(&first), codes(&second));
    sandbox.clear_faults();
    assert_eq!(codes(&third), codes(&page(&sandbox, 2).await));
}

#[tokio::test]
async fn a_moving_total_grows_until_everything_is_shown() {
    let sandbox = with(Fault::MovingTotal, 400).await;
    let mut totals = Vec::new();
    let mut last = Vec::new();
    for _ in 0..17 {
        let (_, page) = json(&sandbox, "/recherche?page_size=100&page_num=4").await;
        totals.push(page["total"].as_u64().unwrap());
        last.push(codes(&page).len());
    }
    assert_eq!(totals[..3], [250, 260, 270]);
    assert_eq!(totals[14..], [390, 400, 400]);
    assert_eq!(
        (last[0], last[6], last[16]),
        (0, 10, 100),
        "what is hidden is not shown"
    );
}

#[tokio::test]
async fn a_shrinking_total_takes_certifications_away() {
    let sandbox = with(Fault::ShrinkingTotal, 100).await;
    let mut totals = Vec::new();
    for _ in 0..7 {
        totals.push(page(&sandbox, 1).await["total"].as_u64().unwrap());
    }
    assert_eq!(totals, [100, 90, 80, 70, 60, 50, 50]);
    assert_eq!(codes(&page(&sandbox, 6).await).len(), 0);
}

#[tokio::test]
async fn endless_pages_are_full_and_new_and_announce_more() {
    let sandbox = with(Fault::Endless, 25).await;
    let mut seen = Vec::new();
    for number in 1..=12 {
        let page = page(&sandbox, number).await;
        assert_eq!(page["total"], (number + 1) * 10);
        assert!(page["pagination"]["next"].is_string());
        seen.extend(codes(&page));
    }
    assert_eq!(seen.len(), 120);
    assert!(
        seen.windows(2).all(|pair| pair[0] < pair[1]),
        "a code came twice"
    );
}
