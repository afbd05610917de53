//! Faults that stay: the harvest ends with the right kind and says what to do, what came before is
//! delivered, and from the error's place it is completed once the fault is gone.

use std::collections::BTreeSet;

use certifinfo_ext::{Checkpoint, PagingError};
use certifinfo_sandbox::When;

use crate::faults::run::{CONCURRENCY, client, harvest, read, sandbox};
use crate::faults::secrecy::inspect_requests;
use crate::faults::table::{Class, Row, TABLE, check};

const CERTIFICATIONS: u64 = 2_000;

/// Requests that are answered well before the fault begins.
const SOUND: u64 = 8;

async fn stays(row: &'static Row) {
    let Row { fault, .. } = *row;
    let (kind, says, advice) = row.ends.unwrap();
    let sandbox = sandbox(CERTIFICATIONS);
    let api = client(&sandbox, fault, 3);
    let sound = harvest(&api).await;
    assert!(sound.error.is_none(), "{:?}", sound.error);

    let before = sandbox.requests().total;
    let refused = row.class == Class::Refused;
    let answered = if refused { 0 } else { SOUND };
    sandbox.set_fault(fault, When::After(answered));
    let first = harvest(&api).await;
    let error = first
        .error
        .unwrap_or_else(|| panic!("{fault} ended nothing"));
    assert_eq!(error.kind(), kind, "{fault}: {error}");
    let text = error.to_string();
    assert!(text.starts_with("GET /recherche, page "), "{fault}: {text}");
    assert!(text.contains(says), "{fault}: {text}");
    assert!(text.contains(advice), "{fault}: {text}");
    if row.class == Class::Ends {
        let asked = sandbox.requests().total - before;
        assert_eq!(error.attempts(), 1, "{fault} is not asked for again");
        assert!(asked <= SOUND + CONCURRENCY as u64, "{fault}: {asked}");
    }

    // With so many answers and four in flight, at least so many pages stood in a row.
    let whole = &sound.file[..];
    let least = 100 * (answered as usize + 1).saturating_sub(CONCURRENCY);
    assert!(first.codes.len() >= least, "{fault}: {}", first.codes.len());
    let invented = row.class == Class::Invents;
    if refused {
        let sent: BTreeSet<_> = whole.lines().collect();
        assert!(
            first.file.lines().all(|line| sent.contains(line)),
            "{fault}: not what came"
        );
    } else if invented {
        assert_eq!(error.stall(), Some(PagingError::Endless));
        let most = 2 * CERTIFICATIONS as usize + 1_100;
        assert!(first.codes.len() <= most, "{}", first.codes.len());
        // The service told of more than there is; what it told first is what there is.
        assert!(first.file.starts_with(whole), "{fault}: not what came");
    } else {
        assert!(whole.starts_with(&first.file), "{fault}: not what came");
    }

    // In another process: the place goes through JSON.
    let place = serde_json::to_string(error.resume().unwrap()).unwrap();
    let place: Checkpoint = serde_json::from_str(&place).unwrap();
    sandbox.clear_faults();
    let second = read(api.resume(place).concurrency(CONCURRENCY).items()).await;
    if invented {
        let told: BTreeSet<_> = first.codes.iter().collect();
        assert_eq!(told.len(), first.codes.len(), "{fault}: none twice");
        assert!(second.codes.is_empty(), "{fault}: {:?}", second.codes);
        // Far more came than the service now announces: no file of it is called whole.
        let error = second.error.expect("an error");
        assert_eq!(error.stall(), Some(PagingError::MovingTotal), "{error}");
        return;
    }
    assert!(second.error.is_none(), "{fault}: {:?}", second.error);
    if refused {
        let mut codes = [first.codes, second.codes].concat();
        codes.sort_unstable();
        assert_eq!(codes, sound.codes, "{fault}: each once");
    } else {
        assert!(first.file + &second.file == whole, "{fault}: not the same");
    }
    inspect_requests(&sandbox);
}

#[tokio::test]
async fn what_stays_ends_the_harvest_with_what_to_do_and_a_place_that_completes_it() {
    let others = [Class::Costs, Class::Lookup];
    let ends = |row: &&Row| row.ends.is_some() && !others.contains(&row.class);
    check(TABLE.iter().filter(ends), 6, stays).await;
}
