//! Days as people write them.

use certifinfo_ext::jiff::civil::Date;

/// Reads a day: `2025-12-31`, or day, month and year as `31/12/2025`, with dots, dashes or spaces
/// as well. The order of the other half of the world is not guessed.
pub(crate) fn parse(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten()
    };
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| number(part)).collect();
    let (year, month, day) = match (numbers.as_deref(), parts.as_slice()) {
        (Some(&[year, month, day]), [long, ..]) if long.len() == 4 => (year, month, day),
        (Some(&[day, month, year]), [.., long]) if long.len() == 4 => (year, month, day),
        (Some([_, _, _]), _) => return Err("write the year with four digits: 31/12/2025".into()),
        _ => return Err("a day is written as 31/12/2025 or 2025-12-31".into()),
    };
    let narrow = |number: i16| i8::try_from(number).unwrap_or(0);
    Date::new(year, narrow(month), narrow(day)).map_err(|_| {
        format!("there is no day {day} of month {month} in {year}: write day, month and year (31/12/2025)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_in_any_usual_form_is_read() {
        for text in [
            "2025-12-31",
            "31/12/2025",
            "31.12.2025",
            "31-12-2025",
            " 31 12 2025 ",
            "2025/12/31",
        ] {
            assert_eq!(
                parse(text).map(|day| day.to_string()).as_deref(),
                Ok("2025-12-31"),
                "{text}"
            );
        }
        assert_eq!(
            parse("1/2/2025").map(|day| day.to_string()).as_deref(),
            Ok("2025-02-01")
        );
    }

    #[test]
    fn day_that_could_mean_two_things_is_refused() {
        for (text, phrase) in [
            ("12/31/2025", "no day 12 of month 31"),
            ("31/12/25", "four digits"),
            ("29/02/2025", "no day 29 of month 2"),
            ("demain", "31/12/2025"),
            ("", "31/12/2025"),
            ("31/12", "31/12/2025"),
            ("+1/-2/2025", "31/12/2025"),
            ("99999999999/1/2025", "31/12/2025"),
            ("300/300/2025", "no day 300"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(phrase), "{text}: {error}");
        }
    }
}
