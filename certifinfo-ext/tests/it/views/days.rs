//! Days as days of Paris.

use certifinfo_ext::prelude::*;
use proptest::prelude::*;
use serde_json::json;

use super::{full, item};

#[test]
fn a_day_is_read_from_every_form() {
    for (sent, day) in [
        ("31/08/2028", "2028-08-31"),
        (" 31/08/2028 ", "2028-08-31"),
        ("31/08/2028 23:59:59", "2028-08-31"),
        ("2028-08-31", "2028-08-31"),
        ("2028-08-31T00:00:00", "2028-08-31"),
        ("2028-08-31 12:00", "2028-08-31"),
        // An instant: the day is that of Paris, in summer and in winter.
        ("2028-08-30T22:00:00Z", "2028-08-31"),
        ("2028-08-30T21:59:59Z", "2028-08-30"),
        ("2028-12-30T23:00:00Z", "2028-12-31"),
        ("2028-12-30T22:59:59.999Z", "2028-12-30"),
        ("2028-08-31T00:00:00+02:00", "2028-08-31"),
        ("2028-08-31T05:00:00+09:00", "2028-08-30"),
    ] {
        let json = json!({ "date_maj": sent });
        let day = Some(day.parse().unwrap());
        assert_eq!(full(json.clone()).date_maj(), Ok(day), "{sent}");
        assert_eq!(item(json).date_maj(), Ok(day), "{sent}");
    }
    for nothing in [json!(null), json!(""), json!("  ")] {
        assert_eq!(item(json!({ "date_maj": nothing })).date_maj(), Ok(None));
    }
    assert_eq!(item(json!({})).date_maj(), Ok(None));
}

#[test]
fn what_is_no_day_says_what_was_sent() {
    for wrong in [
        "31/02/2028",
        "2028-13-01",
        "bientôt",
        "31/08/28",
        "31/08/2028 noon",
        "0000",
    ] {
        let error = item(json!({ "date_maj": wrong })).date_maj().unwrap_err();
        assert_eq!((error.input(), error.expected().name), (wrong, "date_maj"));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,40}") {
        let _ = item(json!({ "date_maj": text })).date_maj();
    }

    #[test]
    fn both_ways_of_writing_a_day_are_the_same_day(
        year in 1950i16..2100, month in 1i8..=12, day in 1i8..=28
    ) {
        let french = item(json!({ "date_maj": format!("{day:02}/{month:02}/{year}") }));
        let iso = item(json!({ "date_maj": format!("{year}-{month:02}-{day:02}") }));
        prop_assert_eq!(french.date_maj(), Ok(Some(jiff::civil::date(year, month, day))));
        prop_assert_eq!(french.date_maj(), iso.date_maj());
    }
}
