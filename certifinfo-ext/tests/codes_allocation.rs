//! Reading, showing and refusing codes does not allocate. In a binary of its own, since the
//! allocator counts for all threads.

use std::alloc::System;
use std::fmt::Write;

use certifinfo_ext::codes::{self, Code};
use certifinfo_ext::for_each_code;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static GLOBAL: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A place to show codes in.
struct Sink(usize);

impl Write for Sink {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

fn read_and_show<T: Code>() -> bool {
    let mut sink = Sink(0);
    let strict = T::KIND.example.parse::<T>();
    let lenient = T::parse_lenient(T::KIND.example);
    let listed = T::parse_list(T::KIND.example).next();
    let refused = "wrong".parse::<T>().is_err() && T::parse_lenient("wrong").is_err();
    let shown = strict
        .as_ref()
        .is_ok_and(|code| write!(sink, "{code}").is_ok());
    refused
        && shown
        && sink.0 > 0
        && lenient == strict
        && listed.and_then(Result::ok) == strict.ok()
}

#[test]
fn codes_do_not_allocate() {
    let region = Region::new(GLOBAL);
    macro_rules! all {
        ($($code:ident),*) => { [$(read_and_show::<codes::$code>()),*] };
    }
    let all = for_each_code!(all);
    let change = region.change();
    assert_eq!(
        (change.allocations, change.reallocations),
        (0, 0),
        "{change:?}"
    );
    assert!(all.into_iter().all(|read| read), "{all:?}");

    // The counter counts.
    let region = Region::new(GLOBAL);
    let text = std::hint::black_box(String::from("RNCP35419"));
    assert_eq!((region.change().allocations, text.len()), (1, 9));
}
