//! Strict parsing of codes, nanoseconds a value, against the same check made otherwise:
//!
//! * `regress`: the newtype that progenitor generates for a `pattern` (typify's own code: a lazy
//!   regular expression, then a `String`);
//! * `regex`: the same newtype over the `regex` crate;
//! * `bare`: a loop that compares bytes and answers yes or no, nothing kept, no error made.
//!
//! `cargo bench -p certifinfo-ext --bench codes`, or with `-- rncp rome` for these kinds alone.
//!
//! Three sets a kind: valid codes with the shares of the export, wrong texts as people write them,
//! and a mix with one wrong text in ten (in the worst real files read, one in forty is). What the
//! loop itself costs is taken off each figure.
//!
//! A refused text costs more than a code: the error keeps a copy of it, so that it can say later what
//! is wrong. The set of wrong texts shows how much; no claim is made for it.

use std::borrow::Cow;
use std::hint::black_box;
use std::str::FromStr;
use std::sync::LazyLock;
use std::time::Instant;

use certifinfo_ext::codes::{
    Accessibilite, AnneeSession, BlocCode, CertifInfoCode, CfdCode, Code, DateMaj, Etat, FicheCode,
    Formacode, Ideo2Code, Niveau, NsfCode, RncpCode, RomeCode, RsCode, SiseCode, TypeDiplome,
};
use fastrand::Rng;

/// Values in a set.
const VALUES: usize = 16 * 1024;
/// Times that a set is read; the fastest counts, since noise only ever adds.
const ROUNDS: usize = 60;

/// What progenitor generates for a string with a pattern, over one of the two engines.
macro_rules! newtype {
    ($engine:ident, $found:ident, $code:ty) => {{
        struct Checked(
            #[allow(dead_code, reason = "kept, as the generated newtype keeps it")] String,
        );
        impl FromStr for Checked {
            type Err = Cow<'static, str>;
            fn from_str(value: &str) -> Result<Self, Self::Err> {
                static PATTERN: LazyLock<$engine::Regex> = LazyLock::new(|| {
                    $engine::Regex::new(<$code>::KIND.pattern).expect("the pattern compiles")
                });
                if !PATTERN.find(value).$found() {
                    return Err("doesn't match pattern".into());
                }
                Ok(Self(value.to_string()))
            }
        }
        time::<Checked>
    }};
}

macro_rules! row {
    ($code:ty, $make:expr, $bare:expr) => {
        Row {
            name: <$code>::KIND.name,
            make: $make,
            is_valid: |text| text.parse::<$code>().is_ok(),
            strict: time::<$code>,
            regress: newtype!(regress, is_some, $code),
            regex: newtype!(regex, is_some, $code),
            bare: $bare,
        }
    };
}

struct Row {
    name: &'static str,
    make: fn(&mut Rng) -> String,
    is_valid: fn(&str) -> bool,
    strict: fn(&[String]) -> f64,
    regress: fn(&[String]) -> f64,
    regex: fn(&[String]) -> f64,
    bare: Option<fn(&[u8]) -> bool>,
}

fn main() {
    let rows = [
        row!(RncpCode, rncp, Some(bare_rncp)),
        row!(
            RomeCode,
            |rng| format!("{}{:04}", rng.char('A'..='N'), rng.u32(1100..4404)),
            Some(bare_rome)
        ),
        row!(CfdCode, cfd, Some(bare_cfd)),
        row!(
            Formacode,
            |rng| rng.u32(11_016..72_455).to_string(),
            Some(bare_formacode)
        ),
        row!(
            CertifInfoCode,
            |rng| rng.u32(1_879..118_105).to_string(),
            None
        ),
        row!(RsCode, |rng| format!("RS{}", rng.u32(876..6_940)), None),
        row!(FicheCode, |rng| format!("RS{}", rng.u32(876..6_940)), None),
        row!(
            BlocCode,
            |rng| format!("RNCP{}BC{:02}", rng.u32(183..42_653), rng.u32(1..20)),
            None
        ),
        row!(
            NsfCode,
            |rng| pick(rng, &["326t", "100", "221w", "413z", "251", "312"]),
            None
        ),
        row!(Niveau, |rng| rng.u32(1..9).to_string(), None),
        row!(
            SiseCode,
            |rng| format!("{:07}", rng.u32(1_000_000..8_999_999)),
            None
        ),
        row!(
            Ideo2Code,
            |rng| format!("FOR.{}", rng.u32(192..10_882)),
            None
        ),
        row!(TypeDiplome, |rng| rng.u32(100..1_000).to_string(), None),
        row!(
            Etat,
            |rng| pick(rng, &["0", "2", "3", "4", "11", "12"]),
            None
        ),
        row!(Accessibilite, |rng| rng.u32(0..3).to_string(), None),
        row!(
            DateMaj,
            |rng| format!(
                "{:02}/{:02}/{}",
                rng.u32(1..29),
                rng.u32(1..13),
                rng.u32(2007..2025)
            ),
            None
        ),
        row!(AnneeSession, |rng| rng.u32(1947..2032).to_string(), None),
    ];
    println!(
        "{:<14} {:<6} {:>8} {:>9} {:>8} {:>8} {:>11} {:>9} {:>8}",
        "ns a value", "", "strict", "regress", "regex", "bare", "vs regress", "vs regex", "vs bare"
    );
    // `-- rncp rome` measures these kinds alone; cargo adds arguments of its own.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with('-'))
        .collect();
    let is_wanted = |row: &Row| wanted.is_empty() || wanted.iter().any(|name| name == row.name);
    for row in rows.into_iter().filter(is_wanted) {
        let mut rng = Rng::with_seed(20_250_101);
        let valid: Vec<String> = (0..VALUES).map(|_| (row.make)(&mut rng)).collect();
        print(&row, "valid", &valid);
        let wrong: Vec<String> = valid
            .iter()
            .map(|text| spoil(text, row.is_valid, &mut rng))
            .collect();
        let mix: Vec<String> = valid
            .iter()
            .zip(&wrong)
            .map(|(valid, wrong)| if rng.u32(0..10) > 0 { valid } else { wrong }.clone())
            .collect();
        print(&row, "wrong", &wrong);
        print(&row, "mix", &mix);
    }
}

fn print(row: &Row, what: &str, values: &[String]) {
    let (strict, regress, regex) = (
        (row.strict)(values),
        (row.regress)(values),
        (row.regex)(values),
    );
    let (bare, ratio) = match row.bare {
        Some(bare) => {
            let bare = fastest(values, |value| bare(value.as_bytes()));
            (format!("{bare:.1}"), format!("{:.2}x", strict / bare))
        }
        None => ("-".to_owned(), "-".to_owned()),
    };
    println!(
        "{:<14} {what:<6} {strict:>8.1} {regress:>9.1} {regex:>8.1} {bare:>8} {:>10.0}x {:>8.0}x {ratio:>8}",
        row.name,
        regress / strict,
        regex / strict,
    );
}

fn time<T: FromStr>(values: &[String]) -> f64 {
    fastest(values, |value| value.parse::<T>())
}

/// The fastest round, less what the loop itself costs.
fn fastest<O>(values: &[String], read: impl Fn(&str) -> O) -> f64 {
    let rounds = |read: &dyn Fn() -> f64| (0..ROUNDS).map(|_| read()).fold(f64::INFINITY, f64::min);
    let whole = rounds(&|| round(values, &read));
    let empty = rounds(&|| round(values, |value| value.len()));
    whole - empty
}

fn round<O>(values: &[String], read: impl Fn(&str) -> O) -> f64 {
    let start = Instant::now();
    for value in values {
        // By reference: the result must exist, but need not be moved once more.
        black_box(&read(black_box(value)));
    }
    start.elapsed().as_nanos() as f64 / values.len() as f64
}

/// A wrong text that somebody could have written for `text`.
fn spoil(text: &str, is_valid: fn(&str) -> bool, rng: &mut Rng) -> String {
    loop {
        let at = rng.usize(0..text.len());
        let wrong = match rng.u32(0..7) {
            0 => format!("{text}?"),
            1 => format!(" {text}"),
            2 => format!("{text}.0"),
            3 => text.to_lowercase(),
            4 => text[..at].to_owned(),
            5 => text.replace(&text[at..=at], "O"),
            _ => format!("{text}{text}"),
        };
        if !is_valid(&wrong) {
            return wrong;
        }
    }
}

fn pick(rng: &mut Rng, from: &[&str]) -> String {
    from[rng.usize(0..from.len())].to_owned()
}

/// As many digits as in the export: 5 for 5,247, 4 for 255, 3 for 43.
fn rncp(rng: &mut Rng) -> String {
    let number = match rng.u32(0..5_545) {
        0..43 => rng.u32(230..1_000),
        43..298 => rng.u32(1_000..10_000),
        _ => rng.u32(10_000..40_051),
    };
    format!("RNCP{number}")
}

/// Two in five have a letter, as in the export.
fn cfd(rng: &mut Rng) -> String {
    let letter = if rng.u32(0..5) < 2 {
        rng.char('A'..='Z')
    } else {
        rng.digit(10)
    };
    format!(
        "{}{}{letter}{:03}{:02}",
        rng.u32(1..6),
        rng.u32(0..10),
        rng.u32(100..347),
        rng.u32(0..40)
    )
}

fn bare_rncp(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"RNCP").unwrap_or(text);
    if digits.is_empty() || digits.len() > 5 || digits[0] == b'0' {
        return false;
    }
    for byte in digits {
        if !byte.is_ascii_digit() {
            return false;
        }
    }
    true
}

fn bare_rome(text: &[u8]) -> bool {
    if text.len() != 5 || !(b'A'..=b'N').contains(&text[0]) {
        return false;
    }
    for byte in &text[1..] {
        if !byte.is_ascii_digit() {
            return false;
        }
    }
    true
}

fn bare_cfd(text: &[u8]) -> bool {
    if text.len() != 8 {
        return false;
    }
    for (place, byte) in text.iter().enumerate() {
        let letter = byte.is_ascii_uppercase() && matches!(place, 1 | 2 | 6 | 7);
        if !(byte.is_ascii_digit() || letter) {
            return false;
        }
    }
    true
}

fn bare_formacode(text: &[u8]) -> bool {
    if text.len() != 5 || text[0] == b'0' {
        return false;
    }
    for byte in text {
        if !byte.is_ascii_digit() {
            return false;
        }
    }
    true
}
