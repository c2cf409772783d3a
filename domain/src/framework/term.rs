//! From when until when a measure takes entries (P5d). Most take them always; one that was brought later
//! begins on a day, and one that was retired ends on one.

use jiff::civil::Date;
use thiserror::Error;

/// The days of a measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Term {
    /// The first day it takes entries; always, if there is none.
    pub begins_on: Option<Date>,
    /// From this day on it takes none; for ever, if there is none.
    pub retired_from: Option<Date>,
}

/// Why a measure does not take an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TermRefused {
    /// It was not there yet.
    #[error("This measure takes entries from {} on", crate::calendar::in_words(*.0))]
    NotYet(Date),
    /// It is retired.
    #[error("This measure is retired: it takes no entries dated from {} on", crate::calendar::in_words(*.0))]
    Retired(Date),
}

impl Term {
    /// Whether the measure takes what happened on a day.
    pub fn takes(&self, day: Date) -> Result<(), TermRefused> {
        match (self.begins_on, self.retired_from) {
            (Some(begins), _) if day < begins => Err(TermRefused::NotYet(begins)),
            (_, Some(retired)) if day >= retired => Err(TermRefused::Retired(retired)),
            (_, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn p5d_a_measure_takes_entries_from_its_first_day_until_the_day_before_its_end() {
        let (first, end) = (date(2026, 8, 1), date(2027, 8, 1));
        let term = Term {
            begins_on: Some(first),
            retired_from: Some(end),
        };
        assert_eq!(
            term.takes(date(2026, 7, 31)),
            Err(TermRefused::NotYet(first))
        );
        assert_eq!(term.takes(first), Ok(()));
        assert_eq!(term.takes(date(2027, 7, 31)), Ok(()));
        assert_eq!(term.takes(end), Err(TermRefused::Retired(end)));
        assert_eq!(Term::default().takes(end), Ok(()));
    }
}
