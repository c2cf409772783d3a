//! Dates and numbers as people and office programs in the United Kingdom write them. What cannot be
//! read is said, never guessed.

use jiff::ToSpan;
use jiff::civil::{Date, date as civil};
use thiserror::Error;

/// Why a number cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NumberFault {
    /// The cell is empty.
    #[error("The number is missing")]
    Missing,
    /// It is no number.
    #[error("It is no number: write it in figures, such as 1250 or 12.5")]
    NotANumber,
    /// It has more than three decimals.
    #[error("It has more than three decimals: round it first")]
    TooFine,
    /// It is beyond what is kept.
    #[error("The number is too large")]
    TooLarge,
    /// A whole number is asked for.
    #[error("It must be a whole number")]
    NotWhole,
}

/// First and last serial number that is taken for a day: 3 October 1954 and 9 January 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// A day: `31/01/2026`, `31-1-26`, `31.01.2026`, `31 Jan 2026`, `Sat 31st January 2026`, `2026-01-31`
/// with or without a time, or the serial number of an office program. The day comes before the month.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    numeric(text)
        .or_else(|| serial(text))
        .or_else(|| named(text))
}

/// Three numbers parted by the same sign, perhaps followed by a time.
fn numeric(text: &str) -> Option<Date> {
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    let sign = text.chars().find(|sign| !sign.is_ascii_digit())?;
    if !matches!(sign, '/' | '-' | '.') {
        return None;
    }
    let mut parts = text.split(sign);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        return day(third, number(second)?, first);
    }
    day(first, number(second)?, third)
}

fn number(digits: &str) -> Option<i16> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

fn day(of_month: &str, month: i16, year: &str) -> Option<Date> {
    let year = match (year.len(), number(year)?) {
        (4, year) => year,
        (2, year @ 0..=69) => 2_000 + year,
        (2, year) => 1_900 + year,
        _ => return None,
    };
    let of_month = i8::try_from(number(of_month)?).ok()?;
    Date::new(year, i8::try_from(month).ok()?, of_month).ok()
}

/// Days since the last day of 1899, as office programs count them after February 1900.
fn serial(text: &str) -> Option<Date> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_number = whole.len() == 5
        && whole
            .bytes()
            .chain(rest.bytes())
            .all(|byte| byte.is_ascii_digit());
    let days: i64 = is_number.then(|| whole.parse().ok()).flatten()?;
    if !SERIALS.contains(&days) {
        return None;
    }
    civil(1899, 12, 30).checked_add(days.days()).ok()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month of a name of three letters or more, or `sept`.
fn month(word: &str) -> Option<i16> {
    let word = word.to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| {
        word.len() >= 3 && (month.starts_with(&word) || word == "sept" && *month == "september")
    })?;
    i16::try_from(found).ok()?.checked_add(1)
}

/// `31 Jan 2026`, `Sat 31st January, 2026`, `31-Jan-26`.
fn named(text: &str) -> Option<Date> {
    // A sentence is no day; a bound keeps this quick whatever the cell holds.
    if text.len() > 40 {
        return None;
    }
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let before = words.get(at.checked_sub(1)?)?;
    let of_month = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| before.strip_suffix(ending))
        .unwrap_or(before);
    let is_week_day = |word: &&str| word.chars().all(char::is_alphabetic) && word.len() >= 3;
    if !words.iter().take(at - 1).all(is_week_day) {
        return None;
    }
    day(of_month, month(words.get(at)?)?, words.get(at + 1)?)
}

/// A number in thousandths: `1,250.5`, `£1,250.50`, `25%` (as 25), `(12)` for less than nothing,
/// `1.5E3`. The noise that office programs leave behind the fifteenth figure is rounded away.
///
/// # Errors
/// When it is no number, or one that three decimals cannot say.
pub fn thousandths(text: &str) -> Result<i64, NumberFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberFault::Missing);
    }
    match plain(text) {
        Some(found) => found,
        None => dressed(text),
    }
}

/// Figures with at most one point among them, and perhaps a minus before.
fn plain(text: &str) -> Option<Result<i64, NumberFault>> {
    let (is_negative, figures) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    let found = exact(whole, decimals);
    Some(found.map(|found| if is_negative { -found } else { found }))
}

fn exact(whole: &str, decimals: &str) -> Result<i64, NumberFault> {
    let whole: i64 = match whole.trim_start_matches('0') {
        "" => 0,
        digits => digits.parse().map_err(|_| NumberFault::TooLarge)?,
    };
    let decimals = decimals.trim_end_matches('0');
    let kept: String = decimals.chars().take(3).collect();
    let mut fraction: i64 = if kept.is_empty() {
        0
    } else {
        kept.parse().unwrap_or(0)
    };
    for _ in kept.len()..3 {
        fraction *= 10;
    }
    if decimals.len() > 3 {
        // A person writes few decimals; a machine's noise is a run of noughts or nines.
        let rest = decimals.get(3..).unwrap_or_default();
        let run = |digit: char| rest.len() >= 8 && rest.chars().take(7).all(|one| one == digit);
        if run('9') {
            fraction += 1;
        } else if !run('0') {
            return Err(NumberFault::TooFine);
        }
    }
    whole
        .checked_mul(1_000)
        .and_then(|whole| whole.checked_add(fraction))
        .ok_or(NumberFault::TooLarge)
}

/// A number with signs around or within it.
fn dressed(text: &str) -> Result<i64, NumberFault> {
    let kept: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '£' | ',' | '%' | '\u{a0}'))
        .map(|sign| if sign == '\u{2212}' { '-' } else { sign })
        .collect();
    if let Some(inner) = kept
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return plain(inner)
            .unwrap_or(Err(NumberFault::NotANumber))
            .map(|found| -found);
    }
    if !has_sound_commas(text) {
        return Err(NumberFault::NotANumber);
    }
    let kept = kept.strip_prefix('+').unwrap_or(&kept);
    if let Some(found) = plain(kept) {
        return found;
    }
    powered(kept).ok_or(NumberFault::NotANumber)?
}

/// Whether commas stand only before groups of three figures: `1,5` is no number here, because it may
/// be one and a half.
fn has_sound_commas(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    whole.split(',').skip(1).all(|part| digits(part) == 3)
        && !text.split('.').skip(1).any(|part| part.contains(','))
}

/// `1.5E3`, by moving the point.
fn powered(text: &str) -> Option<Result<i64, NumberFault>> {
    let (figures, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    if !(-30..=30).contains(&power) || whole.len() + decimals.len() > 40 {
        return Some(Err(NumberFault::TooLarge));
    }
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", whole),
    };
    let digits = format!("{whole}{decimals}");
    let point = i32::try_from(whole.len()).ok()?.checked_add(power)?;
    let moved = match usize::try_from(point) {
        Ok(point) if point >= digits.len() => format!("{digits:0<point$}"),
        Ok(point) => {
            let (before, after) = digits.split_at_checked(point)?;
            format!("{before}.{after}")
        }
        Err(_) => {
            let noughts = usize::try_from(point.checked_neg()?).ok()?;
            format!("0.{}{digits}", "0".repeat(noughts))
        }
    };
    plain(&format!("{sign}{moved}"))
}

/// A whole number.
///
/// # Errors
/// When it is no number, or not whole.
pub fn whole(text: &str) -> Result<i64, NumberFault> {
    match thousandths(text)? {
        found if found % 1_000 == 0 => Ok(found / 1_000),
        _ => Err(NumberFault::NotWhole),
    }
}

/// Yes or no; none for an empty cell or anything else.
pub fn yes_no(text: &str) -> Option<bool> {
    let text = text.trim();
    let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(&["yes", "y", "true", "1", "x", "✓", "✔"]) {
        Some(true)
    } else if is_one_of(&["no", "n", "false", "0"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let same = civil(2025, 4, 3);
        for text in [
            "3/4/2025",
            "03/04/2025",
            "03-04-25",
            "3.4.2025",
            "2025-04-03",
            "2025-04-03T09:30:00",
            "2025-04-03 09:30:00",
            "03/04/2025 09:30",
            "3 Apr 2025",
            "3rd April 2025",
            "Thu 3 April 2025",
            "Thursday, 3rd April, 2025",
            "3-Apr-25",
            "45750",
            "45750.5",
        ] {
            assert_eq!(date(text), Some(same), "{text}");
        }
        assert_eq!(date("1 Sept 1999"), Some(civil(1999, 9, 1)));
        assert_eq!(date("29/02/2024"), Some(civil(2024, 2, 29)));
        for text in [
            "",
            "31/02/2025",
            "04/13/2025",
            "3/4",
            "3/4/20255",
            "soon",
            "12",
            "99999",
            "May 2025",
            "1 2 May 2025",
            "-",
            "//",
            "2025-04",
            "٣/٤/٢٠٢٥",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_read_however_it_is_dressed() {
        for (text, found) in [
            ("0", 0),
            ("12", 12_000),
            ("12.5", 12_500),
            ("-3", -3_000),
            ("1,250.5", 1_250_500),
            ("£1,250.50", 1_250_500),
            ("25%", 25_000),
            ("(12)", -12_000),
            (" 1 250 ", 1_250_000),
            ("1.5E3", 1_500_000),
            ("2e-1", 200),
            ("0.30000000000000004", 300),
            ("0.28999999999999998", 290),
            ("007", 7_000),
            (".5", 500),
            ("5.", 5_000),
            ("+4", 4_000),
            ("1.500", 1_500),
            ("−4", -4_000),
        ] {
            assert_eq!(thousandths(text), Ok(found), "{text}");
        }
        for (text, fault) in [
            ("", NumberFault::Missing),
            ("many", NumberFault::NotANumber),
            ("1,5", NumberFault::NotANumber),
            ("1.2345", NumberFault::TooFine),
            ("1.2.3", NumberFault::NotANumber),
            ("-", NumberFault::NotANumber),
            ("99999999999999999", NumberFault::TooLarge),
            ("1e99", NumberFault::TooLarge),
            ("1e", NumberFault::NotANumber),
            ("12 people", NumberFault::NotANumber),
        ] {
            assert_eq!(thousandths(text), Err(fault), "{text}");
        }
        assert_eq!(whole("12.0"), Ok(12));
        assert_eq!(whole("12.5"), Err(NumberFault::NotWhole));
        assert_eq!(
            (yes_no("Yes"), yes_no("n"), yes_no("")),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn nothing_a_cell_can_hold_makes_it_fail() {
        // Every string of up to four of the signs that matter.
        let signs = [
            '0', '9', '.', ',', '-', '/', 'e', '(', ')', '£', ' ', 'M', 'é', '\u{a0}',
        ];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = texts
                .iter()
                .flat_map(|text| signs.iter().map(move |sign| format!("{text}{sign}")));
            texts = longer.collect();
            for text in &texts {
                let _ = (date(text), thousandths(text), whole(text), yes_no(text));
            }
        }
    }

    #[test]
    fn what_is_written_plainly_comes_back_the_same() {
        for number in (-2_000_000..2_000_000).step_by(777) {
            let sign = if number < 0 { "-" } else { "" };
            let size: i64 = i64::abs(number);
            let text = format!("{sign}{}.{:03}", size / 1_000, size % 1_000);
            assert_eq!(thousandths(&text), Ok(number), "{text}");
        }
        let mut day = civil(1990, 1, 1);
        while day < civil(2060, 1, 1) {
            let text = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
            assert_eq!(date(&text), Some(day));
            assert_eq!(date(&day.to_string()), Some(day));
            day = day.checked_add(13.days()).unwrap();
        }
    }
}
