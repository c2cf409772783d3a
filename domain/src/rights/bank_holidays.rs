//! Bank holidays in England and Wales by their rule (Banking and Financial Dealings Act 1971 and the
//! proclamations that are made every year). A holiday proclaimed once is not known before it is added.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Easter Sunday of a year (the anonymous Gregorian computation, Nature, 20 April 1876).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full_moon - rest % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * weekday) / 451;
    let sum = full_moon + weekday - 7 * late + 114;
    let small = |number: i32| i8::try_from(number).unwrap_or(1);
    let year = i16::try_from(year).unwrap_or(2000);
    Date::new(year, small(sum / 31), small(sum % 31 + 1)).unwrap_or(date(year, 4, 1))
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The first Monday of a month, from a day on.
fn monday_from(mut day: Date) -> Date {
    while day.weekday() != Weekday::Monday {
        day = day.saturating_add(1.day());
    }
    day
}

/// The fixed days of a year with the weekdays that stand in for those at a weekend.
fn fixed(year: i16) -> [Date; 3] {
    let mut new_year = date(year, 1, 1);
    while is_weekend(new_year) {
        new_year = new_year.saturating_add(1.day());
    }
    let christmas = date(year, 12, 25);
    match christmas.weekday() {
        // Friday, and Saturday's Boxing Day on Monday.
        Weekday::Friday => [new_year, christmas, date(year, 12, 28)],
        // Christmas on Monday, Boxing Day on Tuesday.
        Weekday::Saturday => [new_year, date(year, 12, 27), date(year, 12, 28)],
        // Boxing Day is a Monday; Christmas is made up for on Tuesday.
        Weekday::Sunday => [new_year, date(year, 12, 26), date(year, 12, 27)],
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday => {
            [new_year, christmas, date(year, 12, 26)]
        }
    }
}

/// Whether a day is a bank holiday in England and Wales.
pub fn is_bank_holiday(day: Date) -> bool {
    let year = day.year();
    let easter = easter(year);
    let moving = [
        easter.saturating_sub(2.days()),
        easter.saturating_add(1.day()),
        monday_from(date(year, 5, 1)),
        monday_from(date(year, 5, 25)),
        monday_from(date(year, 8, 25)),
    ];
    moving.contains(&day) || fixed(year).contains(&day)
}

/// Whether people work on a day.
pub fn is_working_day(day: Date) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As published by the government for these years.
    #[test]
    fn the_bank_holidays_of_published_years_are_found_and_no_others() {
        for (year, published) in [
            (
                2025,
                [
                    "01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26",
                ],
            ),
            (
                2026,
                [
                    "01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28",
                ],
            ),
            (
                2027,
                [
                    "01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28",
                ],
            ),
            (
                2028,
                [
                    "01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26",
                ],
            ),
        ] {
            let mut day = date(year, 1, 1);
            let mut found = Vec::new();
            while day.year() == year {
                if is_bank_holiday(day) {
                    found.push(day.strftime("%m-%d").to_string());
                }
                day = day.tomorrow().unwrap();
            }
            assert_eq!(found, published, "{year}");
        }
    }

    #[test]
    fn a_christmas_at_a_weekend_is_made_up_for() {
        assert!(
            is_bank_holiday(date(2022, 12, 27)),
            "Christmas was a Sunday"
        );
        assert!(is_bank_holiday(date(2022, 1, 3)), "New Year was a Saturday");
        assert!(!is_working_day(date(2026, 11, 14)));
        assert!(is_working_day(date(2026, 11, 13)));
    }
}
