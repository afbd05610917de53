//! From an answer's bytes to records: the client's own path against `serde_json` into hand-written
//! strict structs, into the generator's plain types, and into `serde_json::Value`.
//!
//! `cargo bench -p certifinfo-ext --bench decode`. Dropping what was read is part of every time.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

mod support;

use std::hint::black_box;
use std::time::Duration;

use bytes::Bytes;
use certifinfo_ext::{Certification, Page};
use certifinfo_sandbox::{Catalogue, DEFAULT_TOKEN, Fault, Sandbox};
use serde::de::DeserializeOwned;
use serde_json::Value;

use support::table::Table;
use support::turns::{contender, median, ratio, rounds};
use support::{plain, strict};

/// Times that each contender has its turn.
const ROUNDS: usize = 301;
/// How long a turn is: short against the time slices of the system.
const TURN: Duration = Duration::from_millis(1);
/// Of the strict structs' time, at most.
const BOUND: f64 = 1.15;

/// A certification of the hand-written catalogue with texts, registers and a history.
const CODE: u32 = 106_290;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let page = |fault| {
        let builder = Sandbox::builder().catalogue(Catalogue::synthetic(10_000, 0));
        let builder = match fault {
            Some(fault) => builder.fault(fault, 1.0),
            None => builder,
        };
        runtime.block_on(get(builder, "/recherche?page_num=50&page_size=100"))
    };
    let path = format!("/certification?id={CODE}");
    let certification = runtime.block_on(get(Sandbox::builder(), &path));

    let table = Table::new("Decode: time, as a multiple of the strict structs'");
    let read = |body: &Bytes| Page::from_json(body.clone(), 50, 100).expect("a page");
    compare::<strict::ResultCertificationRecherche, plain::ResultCertificationRecherche, _>(
        &table,
        "page of 100",
        &page(None),
        read,
    );
    compare::<strict::Certification, plain::Certification, _>(
        &table,
        "certification",
        &certification,
        |body| Certification::from_json(body.clone()).expect("a certification"),
    );

    // What the strict structs refuse: against the client's own time for the usual forms.
    let usual = page(None);
    for (what, other) in [
        (
            "numbers and booleans as text",
            page(Some(Fault::StringScalars)),
        ),
        ("one record that does not decode", spoilt(&usual)),
    ] {
        let times = rounds(
            &mut [contender(|| read(&other)), contender(|| read(&usual))],
            ROUNDS,
            TURN,
        );
        let what = format!("page of 100: {what}, against the usual");
        table.note(&what, format!("{:.3}", ratio(&times[0], &times[1])));
    }
}

/// The client's path, the plain types and `Value`, each against the strict structs.
fn compare<Strict: DeserializeOwned, Plain: DeserializeOwned, Ours>(
    table: &Table,
    what: &str,
    body: &Bytes,
    ours: impl Fn(&Bytes) -> Ours,
) {
    let mut contenders = [
        contender(|| from_slice::<Strict>(body)),
        contender(|| ours(black_box(body))),
        contender(|| from_slice::<Plain>(body)),
        contender(|| from_slice::<Value>(body)),
    ];
    let times = rounds(&mut contenders, ROUNDS, TURN);
    let against_strict = |at: usize| ratio(&times[at], &times[0]);
    table.at_most(&format!("{what}: the client"), against_strict(1), BOUND);
    let note = |which: &str, figure: f64| {
        table.note(&format!("{what}: {which}"), format!("{figure:.3}"));
    };
    note("the generator's plain types", against_strict(2));
    note("serde_json::Value", against_strict(3));
    let speed = body.len() as f64 / median(times[1].clone()) / 1e6;
    note("the client, MB a second", speed);
}

fn from_slice<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(black_box(body)).expect("the answer fits")
}

/// What a sandbox answers.
async fn get(builder: certifinfo_sandbox::Builder, path: &str) -> Bytes {
    let sandbox = builder.start().await.expect("a port on loopback is free");
    let answer = reqwest::Client::new()
        .get(format!("{}{path}", sandbox.base_url()))
        .header(certifinfo_sdk::TOKEN_HEADER, DEFAULT_TOKEN)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .expect("the sandbox answers");
    answer.bytes().await.expect("a whole body")
}

/// The page with one record that no lenience reads.
fn spoilt(page: &[u8]) -> Bytes {
    let mut page: Value = serde_json::from_slice(page).expect("a page");
    page["data"][50]["certifinfo_code"] = serde_json::json!({"not": "a code"});
    page.to_string().into()
}
