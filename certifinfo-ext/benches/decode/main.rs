//! Decoding: a page of 100 search items and a full certification, through the client's own path,
//! against a hand-written strict struct of the same fields, the generated types alone and
//! `serde_json::Value`. `cargo bench -p certifinfo-ext --bench decode`.
//!
//! The readers take turns, and the median of each is compared: one run, one machine, one state of it.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use certifinfo_ext::prelude::*;
use certifinfo_ext::{Certification, Limit, Page};
use certifinfo_sandbox::{Catalogue, Sandbox};
use certifinfo_sdk::types;
use serde_json::Value;

mod strict;

const ROUNDS: usize = 400;
const TIMES: u32 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let (page, certification) = samples()?;
    let bare = strict::Page::read(&page)?;
    strict::Certification::read(&certification)?;
    println!("item: {} bytes", size_of::<Item>());
    if bare.data.len() != 100
        || Page::from_json(page.clone(), 1, 100)?
            .items
            .iter()
            .any(Result::is_err)
    {
        return Err("the page is not 100 sound records".into());
    }
    compare(
        &format!("page of 100, {} bytes", page.len()),
        &mut [
            ("strict struct", &mut || {
                drop(black_box(strict::Page::read(&page)))
            }),
            ("client", &mut || {
                drop(black_box(Page::from_json(page.clone(), 1, 100)))
            }),
            ("generated types", &mut || {
                drop(black_box(serde_json::from_slice::<
                    types::ResultCertificationRecherche,
                >(&page)))
            }),
            ("Value", &mut || {
                drop(black_box(serde_json::from_slice::<Value>(&page)))
            }),
        ],
    );
    compare(
        &format!("certification, {} bytes", certification.len()),
        &mut [
            ("strict struct", &mut || {
                drop(black_box(strict::Certification::read(&certification)))
            }),
            ("client", &mut || {
                drop(black_box(Certification::from_json(certification.clone())))
            }),
            ("generated types", &mut || {
                drop(black_box(serde_json::from_slice::<types::Certification>(
                    &certification,
                )))
            }),
            ("Value", &mut || {
                drop(black_box(serde_json::from_slice::<Value>(&certification)))
            }),
        ],
    );
    Ok(())
}

/// The JSON of a page and of a certification, as the sandbox serves them.
fn samples() -> Result<(Bytes, Bytes), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .catalogue(Catalogue::synthetic(1_000, 1))
        .start_blocking()?;
    let api = CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .limit(Limit::unlimited())
        .build()?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let page = api.recherche(Recherche::new()).page(1).await?;
        let first = page
            .items
            .iter()
            .flatten()
            .find_map(|item| item.certifinfo_code.as_ref()?.get());
        let code = CertifInfoCode::new(first.ok_or("a page without codes")?.try_into()?)?;
        let certification = api.certification(code).await?;
        let bytes = |text: &str| Bytes::copy_from_slice(text.as_bytes());
        Ok((bytes(page.raw()), bytes(certification.raw())))
    })
}

/// Times each reader in turn, and prints the medians and their ratio to the first.
fn compare(what: &str, readers: &mut [(&str, &mut dyn FnMut())]) {
    let mut times = vec![Vec::with_capacity(ROUNDS); readers.len()];
    for _ in 0..ROUNDS {
        for ((_, read), times) in readers.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (0..TIMES).for_each(|_| read());
            times.push(start.elapsed() / TIMES);
        }
    }
    println!("{what}");
    let mut first = Duration::ZERO;
    for ((name, _), times) in readers.iter().zip(&mut times) {
        times.sort_unstable();
        let median = times[times.len() / 2];
        if first.is_zero() {
            first = median;
        }
        let ratio = median.as_secs_f64() / first.as_secs_f64();
        println!(
            "  {name:<16} {:>9.1} µs  {ratio:.2}",
            median.as_secs_f64() * 1e6
        );
    }
}
