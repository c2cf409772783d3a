//! The days of a series of sessions.

use jiff::ToSpan;
use jiff::civil::Date;

/// The most sessions that are planned at once.
pub const MOST_IN_SERIES: i64 = 60;

/// How often a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// On one day.
    Once,
    /// On the same day of every week.
    Weekly,
    /// On the same day of every second week.
    Fortnightly,
    /// On the same day of every month, or the last day of a shorter one.
    Monthly,
}

impl Repeat {
    /// All, in the order pages offer them.
    pub const ALL: [Self; 4] = [Self::Once, Self::Weekly, Self::Fortnightly, Self::Monthly];

    /// The word in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Weekly => "weekly",
            Self::Fortnightly => "fortnightly",
            Self::Monthly => "monthly",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Once => "Once",
            Self::Weekly => "Every week",
            Self::Fortnightly => "Every two weeks",
            Self::Monthly => "Every month",
        }
    }

    /// The word of a form, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|repeat| repeat.key() == key)
    }

    /// The days of so many sessions from a first day on, at most [`MOST_IN_SERIES`].
    pub fn days(self, first: Date, times: i64) -> Vec<Date> {
        let times = match self {
            Self::Once => 1,
            Self::Weekly | Self::Fortnightly | Self::Monthly => times.clamp(0, MOST_IN_SERIES),
        };
        (0..times)
            .map(|number| {
                first.saturating_add(match self {
                    Self::Once => 0.days(),
                    Self::Weekly => number.weeks(),
                    Self::Fortnightly => (number * 2).weeks(),
                    Self::Monthly => number.months(),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_series_has_its_days() {
        let first = date(2026, 1, 31);
        assert_eq!(Repeat::Once.days(first, 9), [first]);
        assert_eq!(
            Repeat::Weekly.days(first, 3),
            [first, date(2026, 2, 7), date(2026, 2, 14)]
        );
        assert_eq!(
            Repeat::Fortnightly.days(first, 2),
            [first, date(2026, 2, 14)]
        );
        assert_eq!(
            Repeat::Monthly.days(first, 3),
            [first, date(2026, 2, 28), date(2026, 3, 31)]
        );
        assert!(Repeat::Weekly.days(first, -1).is_empty());
        assert_eq!(Repeat::Weekly.days(first, 1_000).len(), 60);
    }

    #[test]
    fn words_of_a_series_are_found() {
        for repeat in Repeat::ALL {
            assert_eq!(Repeat::from_key(repeat.key()), Some(repeat));
        }
        assert_eq!(Repeat::from_key("daily"), None);
    }
}
