//! Archived certifications, on a service that hides them unless they are asked for.

use super::fake::{Fake, Reply, page};

/// How a service reads the parameter `archive`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Habit {
    /// Without it, archived certifications are left out.
    Hides,
    /// Without it, all are there.
    Shows,
    /// It is not read at all.
    Ignores,
}

/// 230 certifications, and archived ones from 901 on.
pub(crate) async fn service(habit: Habit, archived: u64) -> Fake {
    Fake::start(move |_, head| answer(habit, archived, head)).await
}

fn answer(habit: Habit, archived: u64, head: &str) -> Reply {
    let path = head.split(' ').nth(1).unwrap();
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let asked = value("archive").filter(|_| habit != Habit::Ignores);
    let (live, old) = match (asked, habit) {
        (Some("true"), _) => (false, true),
        (Some(_), _) | (None, Habit::Hides) => (true, false),
        (None, _) => (true, true),
    };
    let codes = (1..=230).filter(|_| live);
    let codes: Vec<u64> = codes.chain((901..901 + archived).filter(|_| old)).collect();
    let number = |name, default: usize| value(name).map_or(default, |text| text.parse().unwrap());
    let (size, at) = (number("page_size", 20), number("page_num", 1));
    let here = codes.iter().skip((at - 1) * size).take(size).copied();
    page(codes.len() as u64, here)
}

#[tokio::test]
async fn hidden_archived_certifications_are_noticed() {
    for (habit, archived, hides, requests) in [
        (Habit::Hides, 3, true, 3),
        (Habit::Hides, 230, true, 3),
        (Habit::Hides, 0, false, 1),
        (Habit::Shows, 3, false, 3),
        (Habit::Ignores, 3, false, 3),
    ] {
        let fake = service(habit, archived).await;
        assert_eq!(fake.api().hides_archived().await.unwrap(), hides);
        assert_eq!(fake.asked().len(), requests);
    }
}

#[cfg(feature = "mirror")]
#[tokio::test]
async fn mirror_refresh_lists_hidden_archived_certifications() {
    use certifinfo_ext::mirror::{Details, Mirror, RefreshOptions};

    for habit in [Habit::Hides, Habit::Shows, Habit::Ignores] {
        let folder = tempfile::tempdir().unwrap();
        let mirror = Mirror::open(folder.path().join("mirror.sqlite")).unwrap();
        let fake = service(habit, 120).await;
        // Twice: the second list is compared with what the mirror holds.
        for new in [350, 0] {
            let options = RefreshOptions::new().details(Details::None);
            let report = mirror.refresh(&fake.api(), options).await.unwrap();
            assert_eq!((report.new, report.gone), (new, 0));
        }
    }
}
