//! The formats that the generated code parses: whether a text is of one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a text is of a format, as the generated code reads it; `true` for a format that it
/// leaves alone.
pub(super) fn fits(format: &str, text: &str) -> bool {
    match format {
        "date" => date(text),
        "date-time" => date_time(text),
        "uuid" => uuid(text),
        "ip" => text.parse::<IpAddr>().is_ok(),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        _ => true,
    }
}

/// `2024-02-29`; a day that its month does not have counts as none.
fn date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// RFC 3339: `2024-02-29T12:00:00Z`.
fn date_time(text: &str) -> bool {
    let Some((day, rest)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (time, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => return false,
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let digits = !fraction.is_empty() && fraction.chars().all(|c| c.is_ascii_digit());
    let clock = |text: &str, parts: usize| {
        let fields: Vec<_> = text.split(':').map(|field| number(field, 2)).collect();
        let bound = |index| if index == 0 { 23 } else { 59 };
        fields.len() == parts
            && fields
                .iter()
                .enumerate()
                .all(|(i, field)| field.is_some_and(|n| n <= bound(i)))
    };
    let offset = offset.eq_ignore_ascii_case("z") || offset.get(1..).is_some_and(|o| clock(o, 2));
    date(day) && digits && clock(time, 3) && offset
}

fn uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.chars().all(|c| c.is_ascii_hexdigit()))
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.chars().all(|c| c.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn texts_are_told_from_others() {
        for (format, good, bad) in [
            (
                "date",
                &["2024-02-29", "1999-12-31"][..],
                &["2023-02-29", "2024-13-01", "2024-1-1", "nope"][..],
            ),
            (
                "date-time",
                &["2024-02-29T12:00:00Z", "2024-02-29t12:00:00.5+02:00"],
                &[
                    "2024-02-29",
                    "2024-02-29T25:00:00Z",
                    "2024-02-29T12:00:00",
                    "2024-02-29T12:00:00+é",
                ],
            ),
            (
                "uuid",
                &["123e4567-e89b-12d3-a456-426614174000"],
                &["123e4567", "é-a-b-c-d"],
            ),
            ("ip", &["127.0.0.1", "::1"], &["localhost"]),
            ("ipv4", &["127.0.0.1"], &["::1"]),
            ("ipv6", &["::1"], &["127.0.0.1"]),
            ("decimal", &["anything"], &[]),
        ] {
            for text in good {
                assert!(fits(format, text), "{text} is a {format}");
            }
            for text in bad {
                assert!(!fits(format, text), "{text} is no {format}");
            }
        }
    }
}
