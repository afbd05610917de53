//! A whole catalogue through the client, against a bare loop over reqwest that asks for the same
//! pages at the same concurrency and decodes into hand-written structs; and what it takes of memory
//! and connections.
//!
//! `cargo bench -p certifinfo-ext --bench harvest`. The sandbox is in another process.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

mod support;

use std::time::{Duration, Instant};

use certifinfo_ext::codes::CertifInfoCode;
use certifinfo_ext::{CertifInfo, RateLimit, Recherche};
use certifinfo_sandbox::{Catalogue, DEFAULT_TOKEN, Sandbox};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::runtime::{Builder, Runtime};

use support::memory::{peak, ticks};
use support::sandbox::{Served, serve_if_asked};
use support::strict::ResultCertificationRecherche;
use support::table::Table;
use support::turns::{fastest, median, ratio};

const SIZE: u64 = 100;
const CONCURRENCY: usize = 8;
/// Certifications of a harvest without latency.
const CATALOGUE: u64 = 10_000;
const LATENCY: Duration = Duration::from_millis(50);
/// The argument that makes this process harvest and tell its peak, before the base URL.
const HARVEST: &str = "--harvest";

fn main() {
    serve_if_asked();
    let runtime = Runtime::new().expect("a runtime starts");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [harvest, url] = arguments.as_slice()
        && harvest == HARVEST
    {
        runtime.block_on(counted(&client(url)));
        return println!("{}", peak("self").unwrap_or(f64::NAN));
    }
    throughput(&runtime);
    latency(&runtime);
    memory();
    lookups();
}

/// No latency: the client's processor time is what can be lost.
fn throughput(runtime: &Runtime) {
    let title = format!("\nHarvest of {CATALOGUE} at no latency, {CONCURRENCY} at a time");
    let table = Table::new(&title);
    let served = Served::start(CATALOGUE, 0);
    let (api, http) = (client(&served.url), reqwest::Client::new());
    let (mut ours, mut bare) = (Measured::default(), Measured::default());
    let mut same = true;
    for round in 0..41 {
        let of_ours = ours.time(|| runtime.block_on(harvested(&api, CONCURRENCY)));
        let of_bare = bare.time(|| runtime.block_on(looped(&http, &served.url, CATALOGUE)));
        same &= of_ours == of_bare;
        if round == 0 {
            // Connections are made in the first.
            (ours, bare) = Default::default();
        }
    }
    let speed = ratio(&bare.seconds, &ours.seconds);
    table.at_least("items a second, against the bare loop's", speed, 0.9);
    table.must("the same certifications in the same order", same);
    let rate = CATALOGUE as f64 / median(ours.seconds);
    table.note("items a second", rate.round());
    let used = ours.ticks / bare.ticks;
    table.note(
        "processor time, against the bare loop's",
        format!("{used:.3}"),
    );
}

/// At a latency, waiting is what can be lost.
fn latency(runtime: &Runtime) {
    let pages = CATALOGUE / SIZE;
    let title = format!("\nHarvest of {pages} pages at {LATENCY:?} latency");
    let table = Table::new(&title);
    let served = Served::start(CATALOGUE, LATENCY.as_millis() as u64);
    let (api, http) = (client(&served.url), reqwest::Client::new());
    let [mut one, mut many, mut bare] = [(); 3].map(|()| Measured::default());
    let mut order = true;
    for _ in 0..5 {
        one.time(|| runtime.block_on(harvested(&api, 1)));
        for _ in 0..5 {
            let codes = many.time(|| runtime.block_on(harvested(&api, CONCURRENCY)));
            order &= codes.len() as u64 == CATALOGUE && codes.is_sorted();
            bare.time(|| runtime.block_on(looped(&http, &served.url, CATALOGUE)));
        }
    }
    // What disturbs a run only ever adds to it.
    let (one, many) = (fastest(&one.seconds), fastest(&many.seconds));
    let ideal = pages.div_ceil(CONCURRENCY as u64) as f64 * LATENCY.as_secs_f64();
    table.at_least("concurrency 8, times faster than 1", one / many, 7.0);
    table.at_most(
        "concurrency 8, against ceil(pages/8) round trips",
        many / ideal,
        1.15,
    );
    let figure = format!("{:.3}", fastest(&bare.seconds) / ideal);
    table.note("  the bare loop, which knows the number of pages", figure);
    table.must("all there, in order", order);

    let (mut first, mut trip) = (Vec::new(), Vec::new());
    for _ in 0..31 {
        let start = Instant::now();
        runtime.block_on(async {
            let request = api.recherche(Recherche::new()).concurrency(CONCURRENCY);
            let item = request.items().try_next().await;
            item.expect("no error").expect("an item");
        });
        first.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        runtime.block_on(page(&http, &served.url, 1));
        trip.push(start.elapsed().as_secs_f64());
    }
    table.at_most(
        "the first item, against one round trip",
        ratio(&first, &trip),
        1.1,
    );
}

/// Memory of a harvest, and of the sandbox under it, must not grow with the catalogue.
fn memory() {
    let (few, many) = (10_000, 1_000_000);
    let title = format!("\nPeak resident memory, a harvest of {many} against one of {few}");
    let table = Table::new(&title);
    let peaks = |len| {
        let served = Served::start(len, 0);
        let itself = std::env::current_exe().expect("a benchmark knows its own file");
        let output = std::process::Command::new(itself)
            .args([HARVEST, &served.url])
            .output()
            .expect("the benchmark starts once more");
        let own = String::from_utf8_lossy(&output.stdout).trim().parse();
        (own.unwrap_or(f64::NAN), served.peak().unwrap_or(f64::NAN))
    };
    // The most of several: the long run has a hundred times the chances to hold much at once.
    let highest = |(a, b): (f64, f64), (c, d): (f64, f64)| (a.max(c), b.max(d));
    let small = (0..5).map(|_| peaks(few)).fold((0.0, 0.0), highest);
    let large = peaks(many);
    table.at_most("the harvest", large.0 / small.0, 1.2);
    table.at_most("the sandbox", large.1 / small.1, 1.2);
    table.note(
        "the harvest of the larger, MB",
        format!("{:.1}", large.0 / 1e3),
    );
    table.note(
        "the sandbox of the larger, MB",
        format!("{:.1}", large.1 / 1e3),
    );
}

/// Lookups use connections again.
fn lookups() {
    let table = Table::new("\n1,000 lookups over one client, 8 at a time");
    let connections = |runtime: &Runtime| {
        let sandbox = Sandbox::builder()
            .catalogue(Catalogue::synthetic(1_000, 0))
            .start_blocking()
            .expect("a port on loopback is free");
        let codes = runtime.block_on(harvested(&client(&sandbox.base_url()), 1));
        let before = sandbox.connections();
        let api = client(&sandbox.base_url());
        let lookups = stream::iter(codes)
            .map(|code| {
                let code = CertifInfoCode::new(code as u32).expect("a code of the catalogue");
                let api = api.clone();
                async move { api.certification(code).await.expect("it is there") }
            })
            .buffer_unordered(CONCURRENCY)
            .count();
        assert_eq!(runtime.block_on(lookups), 1_000);
        (sandbox.connections() - before) as f64
    };
    let one = Builder::new_current_thread().enable_all().build();
    let one = connections(&one.expect("a runtime starts"));
    table.at_most("connections, one thread", one, CONCURRENCY as f64);
    // The pool is told that a connection is free by a task of its own: on another thread that may
    // come after the next request has begun to open one.
    let many = connections(&Runtime::new().expect("a runtime starts"));
    table.at_most("connections, a thread a core", many, CONCURRENCY as f64);
}

/// The codes of everything, through the client.
async fn harvested(api: &CertifInfo, concurrency: usize) -> Vec<i64> {
    let mut items = api
        .recherche(Recherche::new())
        .concurrency(concurrency)
        .items();
    let mut codes = Vec::new();
    while let Some(item) = items.try_next().await.expect("the sandbox answers") {
        codes.push(
            item.certifinfo_code
                .as_ref()
                .and_then(|code| code.get())
                .expect("a code"),
        );
    }
    codes
}

/// How many certifications there are, by reading all and keeping none.
async fn counted(api: &CertifInfo) -> usize {
    let items = api
        .recherche(Recherche::new())
        .concurrency(CONCURRENCY)
        .items();
    items
        .map(|item| item.expect("the sandbox answers"))
        .count()
        .await
}

/// The codes of everything, by the bare loop: each request in a task of its own, as the client's.
async fn looped(http: &reqwest::Client, url: &str, len: u64) -> Vec<i64> {
    let mut pages = stream::iter(1..=len.div_ceil(SIZE))
        .map(|number| {
            let (http, url) = (http.clone(), url.to_owned());
            tokio::spawn(async move { page(&http, &url, number).await })
        })
        .buffered(CONCURRENCY);
    let mut codes = Vec::new();
    while let Some(page) = pages.next().await {
        let records = page.expect("a task ends").data.expect("records");
        codes.extend(
            records
                .iter()
                .filter_map(|record| record.certifinfo_code)
                .map(i64::from),
        );
    }
    codes
}

async fn page(http: &reqwest::Client, url: &str, number: u64) -> ResultCertificationRecherche {
    let answer = http
        .get(format!(
            "{url}/recherche?page_num={number}&page_size={SIZE}"
        ))
        .header(certifinfo_sdk::TOKEN_HEADER, DEFAULT_TOKEN)
        .send()
        .await
        .expect("the sandbox answers");
    let body = answer.bytes().await.expect("a whole body");
    serde_json::from_slice(&body).expect("a page")
}

fn client(url: &str) -> CertifInfo {
    CertifInfo::builder()
        .token(DEFAULT_TOKEN)
        .base_url(url)
        .rate_limit(RateLimit::unlimited())
        .build()
        .expect("a client")
}

/// Seconds of each run, and the processor time of all.
#[derive(Default)]
struct Measured {
    seconds: Vec<f64>,
    ticks: f64,
}

impl Measured {
    fn time<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let (start, used) = (Instant::now(), ticks().unwrap_or(f64::NAN));
        let value = run();
        self.seconds.push(start.elapsed().as_secs_f64());
        self.ticks += ticks().unwrap_or(f64::NAN) - used;
        value
    }
}
