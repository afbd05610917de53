//! Whether a certification is still delivered, rule by rule.

use certifinfo_ext::prelude::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::full;

fn judged(json: Value, day: &str) -> String {
    let record = full(json);
    let validite = record.validite(day.parse().unwrap());
    assert_eq!(
        validite.is_active(),
        record.is_active_on(day.parse().unwrap())
    );
    validite.to_string()
}

/// A published certification with these RNCP registrations: number, in force, last day.
fn registered(entries: &[(u32, Option<bool>, &str)]) -> Value {
    let entries: Vec<_> = entries
        .iter()
        .map(|(code, actif, fin)| json!({ "code": code, "actif": actif, "date_fin_enregistrement": fin }))
        .collect();
    json!({ "etat": 0, "rncp_historique": entries })
}

#[test]
fn the_last_day_still_counts() {
    let one = registered(&[(37380, Some(true), "31/08/2028")]);
    assert_eq!(
        judged(one.clone(), "2028-08-31"),
        "active (RNCP37380 until 2028-08-31)"
    );
    assert_eq!(
        judged(one, "2028-09-01"),
        "ended since 2028-09-01 (RNCP37380 until 2028-08-31)"
    );
}

#[test]
fn one_registration_in_force_is_enough_and_the_latest_end_counts() {
    let renewed = registered(&[
        (724, Some(false), "01/09/2009"),
        (37380, Some(true), "31/08/2028"),
        (38000, Some(true), "31/08/2027"),
    ]);
    assert_eq!(
        judged(renewed.clone(), "2028-01-01"),
        "active (RNCP37380 until 2028-08-31)"
    );
    assert_eq!(
        judged(renewed, "2030-01-01"),
        "ended since 2028-09-01 (RNCP37380 until 2028-08-31)"
    );
}

#[test]
fn a_registration_without_a_last_day_holds_if_it_says_so() {
    let open = registered(&[(4911, Some(true), "")]);
    assert_eq!(
        judged(open, "2040-01-01"),
        "active (RNCP4911, last day unknown)"
    );
    let mute = registered(&[(4911, None, "")]);
    assert_eq!(judged(mute, "2040-01-01"), "active (état 0: Publié)");
    let one_holds = registered(&[(4911, None, ""), (4912, Some(true), "01/01/2050")]);
    assert_eq!(
        judged(one_holds, "2040-01-01"),
        "active (RNCP4912 until 2050-01-01)"
    );
    let mut mute = registered(&[(4911, None, "")]);
    mute["etat"] = json!(7);
    assert_eq!(
        judged(mute, "2040-01-01"),
        "unknown (état 7, whose meaning is not known)"
    );
}

#[test]
fn a_last_day_that_is_no_day_leaves_it_unknown() {
    let odd = registered(&[(1, Some(true), "bientôt"), (2, Some(true), "01/01/2020")]);
    assert_eq!(
        judged(odd, "2025-01-01"),
        "unknown (RNCP1, last day unknown)"
    );
}

#[test]
fn no_session_is_held_after_the_last_one() {
    let mut mc = registered(&[(37380, Some(true), "31/08/2028")]);
    mc["annee_derniere_session"] = json!(2024);
    assert_eq!(
        judged(mc.clone(), "2024-12-31"),
        "active (RNCP37380 until 2028-08-31)"
    );
    assert_eq!(
        judged(mc, "2025-01-01"),
        "ended since 2025-01-01 (last session in 2024)"
    );
}

#[test]
fn out_of_the_registers_the_state_decides() {
    for (etat, said) in [
        (json!(0), "active (état 0: Publié)"),
        (
            json!(4),
            "active (état 4: formations préparatoires et non certifiantes)",
        ),
        (json!("11"), "active (état 11: habilitations)"),
        (json!(2), "ended (état 2: erronée)"),
        (json!(3), "ended (état 3: archivée)"),
        (
            json!(12),
            "ended (état 12: formation préparatoire, non certifiante supprimée)",
        ),
        (json!(7), "unknown (état 7, whose meaning is not known)"),
        (json!("publié"), "unknown (no known état, no registration)"),
        (json!(null), "unknown (no known état, no registration)"),
    ] {
        assert_eq!(
            judged(json!({ "etat": etat }), "2025-01-01"),
            said,
            "{etat}"
        );
    }
}

#[test]
fn an_archived_record_was_active_once() {
    let mut old = registered(&[(724, Some(false), "01/09/2009")]);
    old["etat"] = json!(3);
    old["date_maj"] = json!("06/07/2010");
    assert_eq!(
        judged(old.clone(), "2009-09-01"),
        "active (RNCP724 until 2009-09-01)"
    );
    assert_eq!(
        judged(old.clone(), "2009-09-02"),
        "ended since 2009-09-02 (RNCP724 until 2009-09-01)"
    );
    // The last session came before the end of the registration.
    let mut session = old.clone();
    session["annee_derniere_session"] = json!(2008);
    assert_eq!(
        judged(session, "2009-08-31"),
        "ended since 2009-01-01 (last session in 2008)"
    );
    // Not known to be older than its archiving: then its state is believed.
    old["date_maj"] = json!(null);
    assert_eq!(judged(old, "2009-09-01"), "ended (état 3: archivée)");
}

#[test]
fn archived_before_its_registration_ends_is_archived() {
    let mut early = registered(&[(37380, Some(true), "31/08/2028")]);
    early["etat"] = json!(3);
    early["date_maj"] = json!("01/06/2025");
    assert_eq!(
        judged(early.clone(), "2025-05-01"),
        "active (RNCP37380 until 2028-08-31)"
    );
    assert_eq!(judged(early, "2026-01-01"), "ended (état 3: archivée)");
}

#[test]
fn a_registration_that_ended_early_does_not_say_when() {
    let early = registered(&[
        (1, Some(false), "31/12/2027"),
        (2, Some(true), "31/12/2023"),
    ]);
    assert_eq!(
        judged(early, "2025-01-01"),
        "ended (RNCP1, before its last day 2027-12-31)"
    );
}

#[test]
fn a_published_certification_with_all_its_registrations_out_of_force_has_ended() {
    let lapsed = registered(&[
        (724, Some(false), "01/09/2009"),
        (725, Some(false), "01/09/2012"),
    ]);
    assert_eq!(
        judged(lapsed, "2025-01-01"),
        "ended since 2012-09-02 (RNCP725 until 2012-09-01)"
    );
    let unsaid = registered(&[(724, Some(false), "")]);
    assert_eq!(
        judged(unsaid, "2025-01-01"),
        "ended (RNCP724, last day unknown)"
    );
}

/// Any record, with what bears on validity in any combination.
fn record() -> impl Strategy<Value = Value> {
    let date = || prop::option::of((2018i16..2030, 1i8..=12, 1i8..=28));
    let written = |date: Option<(i16, i8, i8)>| {
        date.map(|(year, month, day)| format!("{day:02}/{month:02}/{year}"))
    };
    let entry = (1u32..4, prop::option::of(any::<bool>()), date()).prop_map(move |(code, actif, fin)| {
        json!({ "code": code, "actif": actif, "date_fin_enregistrement": written(fin) })
    });
    let etat = prop::option::of(prop::sample::select(vec![0, 2, 3, 4, 7, 11, 12]));
    let session = prop::option::of(2018..2030);
    (etat, session, date(), prop::collection::vec(entry, 0..4)).prop_map(
        move |(etat, session, maj, entries)| {
            json!({
                "etat": etat,
                "annee_derniere_session": session,
                "date_maj": written(maj),
                "rncp": entries,
            })
        },
    )
}

proptest! {
    #[test]
    fn what_has_ended_does_not_come_back(
        json in record(), (early, later) in (0i64..5000, 0i64..5000)
    ) {
        let record = full(json);
        let first: jiff::civil::Date = "2017-01-01".parse().unwrap();
        let early = first + jiff::SignedDuration::from_hours(24 * early);
        let later = early + jiff::SignedDuration::from_hours(24 * later);
        if record.validite(early).is_ended() {
            prop_assert!(!record.is_active_on(later), "{} then {}", record.validite(early), record.validite(later));
        }
        if let certifinfo_ext::views::Validite::Ended { since: Some(since), .. } = record.validite(later) {
            prop_assert!(since <= later);
            prop_assert!(!record.is_active_on(since));
        }
    }
}
