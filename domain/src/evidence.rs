//! Of which days a piece of evidence speaks, apart from the day it was added, and until when it may be
//! relied on (P1.2e). Evidence that does not speak of the day of an entry, or had run out before it was
//! given, stays with the entry and gives it no grade: nothing is refused, and nothing counts by it.

use crate::calendar::in_words;
use jiff::civil::Date;
use thiserror::Error;

/// The days of a piece of evidence, as far as somebody said them. Where nothing is said it speaks of
/// what it was given for, and does not run out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day it speaks of.
    pub from: Option<Date>,
    /// The last day it speaks of.
    pub to: Option<Date>,
    /// The last day it may be relied on.
    pub expires_on: Option<Date>,
}

/// Why days cannot be those of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DaysRefused {
    /// It would end before it begins.
    #[error("The last day it speaks of must be the same as or after the first")]
    EndsBeforeItBegins,
    /// It would have run out before what it speaks of.
    #[error("The day it runs out must be the same as or after the first day it speaks of")]
    RunsOutBeforeItBegins,
}

/// Why evidence gives an entry no grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Aside {
    /// What happened is before the days it speaks of.
    #[error("it speaks of later days")]
    Later,
    /// What happened is after the days it speaks of.
    #[error("it speaks of earlier days")]
    Earlier,
    /// It had run out when it was given.
    #[error("it had run out when it was given")]
    RunOut,
}

impl Aside {
    const ALL: [Self; 3] = [Self::Later, Self::Earlier, Self::RunOut];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Earlier => "earlier",
            Self::RunOut => "run-out",
        }
    }

    /// The reason of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aside| aside.key() == key)
    }
}

impl Days {
    /// Whether anything is said.
    pub fn is_said(self) -> bool {
        self != Self::default()
    }

    /// Refuses days that contradict each other.
    pub fn checked(self) -> Result<Self, DaysRefused> {
        let is_before =
            |one: Option<Date>, other: Option<Date>| one.zip(other).is_some_and(|(a, b)| a < b);
        if is_before(self.to, self.from) {
            return Err(DaysRefused::EndsBeforeItBegins);
        }
        if is_before(self.expires_on, self.from) {
            return Err(DaysRefused::RunsOutBeforeItBegins);
        }
        Ok(self)
    }

    /// Whether it gives a grade to what happened on a day, when it is given today.
    pub fn count_for(self, happened_on: Date, today: Date) -> Result<(), Aside> {
        if self.from.is_some_and(|from| happened_on < from) {
            return Err(Aside::Later);
        }
        if self.to.is_some_and(|to| happened_on > to) {
            return Err(Aside::Earlier);
        }
        if self.has_run_out(today) {
            return Err(Aside::RunOut);
        }
        Ok(())
    }

    /// Whether it may no longer be relied on.
    pub fn has_run_out(self, today: Date) -> bool {
        self.expires_on.is_some_and(|last| today > last)
    }

    /// The days it speaks of in words; `given_for` is the day of what it was given for.
    pub fn words(self, given_for: Date) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => in_words(from),
            (Some(from), Some(to)) => format!("{} to {}", in_words(from), in_words(to)),
            (Some(from), None) => format!("{} and later", in_words(from)),
            (None, Some(to)) => format!("Up to {}", in_words(to)),
            (None, None) => in_words(given_for),
        }
    }

    /// When it runs out, in words; empty where it does not.
    pub fn running_out(self, today: Date) -> String {
        match self.expires_on {
            None => String::new(),
            Some(last) if today > last => format!("Ran out on {}", in_words(last)),
            Some(last) => format!("Runs out on {}", in_words(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(from: Option<Date>, to: Option<Date>, expires_on: Option<Date>) -> Days {
        Days {
            from,
            to,
            expires_on,
        }
    }

    #[test]
    fn p1_2e_evidence_counts_for_the_days_it_speaks_of_and_for_no_other() {
        let autumn = days(Some(date(2026, 9, 1)), Some(date(2026, 11, 30)), None);
        let today = date(2027, 1, 5);
        for (day, found) in [
            (date(2026, 8, 31), Err(Aside::Later)),
            (date(2026, 9, 1), Ok(())),
            (date(2026, 11, 30), Ok(())),
            (date(2026, 12, 1), Err(Aside::Earlier)),
        ] {
            assert_eq!(autumn.count_for(day, today), found, "{day}");
        }
        assert_eq!(Days::default().count_for(date(1999, 1, 1), today), Ok(()));
    }

    #[test]
    fn p1_2e_evidence_that_has_run_out_when_it_is_given_counts_for_nothing() {
        let until = days(None, None, Some(date(2026, 12, 31)));
        let on = date(2026, 10, 1);
        assert_eq!(until.count_for(on, date(2026, 12, 31)), Ok(()));
        assert_eq!(until.count_for(on, date(2027, 1, 1)), Err(Aside::RunOut));
        assert_eq!(until.running_out(on), "Runs out on 31 December 2026");
        assert_eq!(
            until.running_out(date(2027, 1, 1)),
            "Ran out on 31 December 2026"
        );
    }

    #[test]
    fn days_that_contradict_each_other_are_refused() {
        let (first, second) = (Some(date(2026, 9, 1)), Some(date(2026, 9, 2)));
        assert!(days(first, first, first).checked().is_ok());
        assert_eq!(
            days(second, first, None).checked(),
            Err(DaysRefused::EndsBeforeItBegins)
        );
        assert_eq!(
            days(second, None, first).checked(),
            Err(DaysRefused::RunsOutBeforeItBegins)
        );
    }

    #[test]
    fn the_days_are_said_as_far_as_they_are_known() {
        let (first, last) = (date(2026, 9, 1), date(2026, 11, 30));
        for (of, words) in [
            (
                days(Some(first), Some(last), None),
                "1 September 2026 to 30 November 2026",
            ),
            (days(Some(first), Some(first), None), "1 September 2026"),
            (days(Some(first), None, None), "1 September 2026 and later"),
            (days(None, Some(last), None), "Up to 30 November 2026"),
            (Days::default(), "5 October 2026"),
        ] {
            assert_eq!(of.words(date(2026, 10, 5)), words);
        }
        for aside in Aside::ALL {
            assert_eq!(Aside::from_key(aside.key()), Some(aside));
        }
    }
}
