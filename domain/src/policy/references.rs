//! References that grow old: names that were given up, and periods that have ended. A policy and a report
//! are read by the same list.

use jiff::civil::Date;

/// A name that was given up for another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renamed {
    /// The old name in full.
    pub(crate) old: &'static str,
    /// How it is shortened.
    pub(crate) short: &'static str,
    /// The name in its place.
    pub(crate) new: &'static str,
    /// The year and month of the change; it is the first day of the month.
    pub(crate) since: (i16, i8),
    /// What is said of it.
    pub(crate) sentence: &'static str,
}

/// The Adult Education Budget became the Adult Skills Fund in August 2024 (Department for Education,
/// adult skills fund funding rules 2024 to 2025).
pub(crate) const RENAMED: [Renamed; 1] = [Renamed {
    old: "Adult Education Budget",
    short: "AEB",
    new: "Adult Skills Fund",
    since: (2024, 8),
    sentence: "The Adult Education Budget (AEB) has been the Adult Skills Fund since August 2024.",
}];

/// What to do about a name that was given up.
pub(crate) const RENAMED_SUGGESTION: &str =
    "Use the new name, with the old one beside it where contracts still carry it.";

impl Renamed {
    /// Whether the new name held on a day.
    pub(crate) fn held_on(&self, day: Date) -> bool {
        (day.year(), day.month()) >= self.since
    }

    /// Whether a text uses the old name, in full or short.
    pub(crate) fn is_used_in(&self, text: &str) -> bool {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        text.contains(self.old) || words.any(|word| word == self.short)
    }
}

/// Periods such as `2018-23` in a text, by their first and last year.
pub(crate) fn periods(text: &str) -> Vec<(i16, i16)> {
    let joined = text.replace(['–', '—', '/'], "-");
    joined
        .split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .filter_map(|word| {
            let (from, to) = word.split_once('-')?;
            let first = from
                .parse::<i16>()
                .ok()
                .filter(|year| from.len() == 4 && *year > 1900)?;
            let last = match to.len() {
                2 => first - first.rem_euclid(100) + to.parse::<i16>().ok()?,
                4 => to.parse::<i16>().ok()?,
                _ => return None,
            };
            (last > first && last - first < 60).then_some((first, last))
        })
        .collect()
}
