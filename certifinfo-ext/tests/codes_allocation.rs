//! Reading, showing and refusing codes does not allocate. In a binary of its own, since the
//! allocator counts for all threads.

use std::alloc::System;
use std::fmt::Write;

use certifinfo_ext::codes::{
    Accessibilite, AnneeSession, BlocCode, CertifInfoCode, CfdCode, Code, DateMaj, Etat, FicheCode,
    Formacode, Ideo2Code, Niveau, NsfCode, RncpCode, RomeCode, RsCode, SiseCode, TypeDiplome,
};
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
    let all = [
        read_and_show::<CertifInfoCode>(),
        read_and_show::<RncpCode>(),
        read_and_show::<RsCode>(),
        read_and_show::<FicheCode>(),
        read_and_show::<BlocCode>(),
        read_and_show::<RomeCode>(),
        read_and_show::<Formacode>(),
        read_and_show::<NsfCode>(),
        read_and_show::<Niveau>(),
        read_and_show::<CfdCode>(),
        read_and_show::<SiseCode>(),
        read_and_show::<Ideo2Code>(),
        read_and_show::<TypeDiplome>(),
        read_and_show::<Etat>(),
        read_and_show::<Accessibilite>(),
        read_and_show::<DateMaj>(),
        read_and_show::<AnneeSession>(),
    ];
    let change = region.change();
    assert_eq!(
        (change.allocations, change.reallocations),
        (0, 0),
        "{change:?}"
    );
    assert_eq!(all, [true; 17]);

    // The counter counts.
    let region = Region::new(GLOBAL);
    let text = std::hint::black_box(String::from("RNCP35419"));
    assert_eq!((region.change().allocations, text.len()), (1, 9));
}
