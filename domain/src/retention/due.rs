//! From which day a record may go. The years are whole: a record stays through the last day of its last
//! year and may go from the day after. Where several rules ask, the longest holds.

use super::{Class, CountsFrom};
use crate::calendar::{Calendar, in_words};
use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

/// The days a record's years may count from, as far as they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Event {
    /// The day it happened, or its last part did.
    pub happened_on: Option<Date>,
    /// The contract's last payment.
    pub last_payment_on: Option<Date>,
    /// The contract's last day.
    pub contract_ended_on: Option<Date>,
    /// The day the partnership ended.
    pub partnership_ended_on: Option<Date>,
    /// A day before which nothing of it goes, whatever the years say.
    pub not_before: Option<Date>,
}

/// When a record may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The event has not happened yet, or nobody has said when: it stays.
    NotYetKnown,
    /// From the first day on it may go; by the second it should have gone.
    Known {
        /// The day its years count from.
        counted_from: Date,
        /// The first day on which it may go.
        dispose_from: Date,
        /// The last day by which it should have gone.
        dispose_by: Date,
    },
}

impl Due {
    /// Whether it may go on a day.
    pub fn is_over(self, today: Date) -> bool {
        match self {
            Self::NotYetKnown => false,
            Self::Known { dispose_from, .. } => dispose_from <= today,
        }
    }

    /// The later of two: both rules have to be over.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (
                Self::Known {
                    dispose_from: first,
                    ..
                },
                Self::Known {
                    dispose_from: second,
                    ..
                },
            ) => {
                if second > first {
                    other
                } else {
                    self
                }
            }
            (Self::NotYetKnown, _) | (_, Self::NotYetKnown) => Self::NotYetKnown,
        }
    }
}

/// The last day of the period of a calendar in which a day lies.
pub fn period_end(calendar: Calendar, day: Date) -> Date {
    calendar.days(calendar.year_of(day)).1
}

/// The same day some years later. 29 February becomes 1 March where there is none, so that no year is a day
/// short.
pub fn anniversary(day: Date, years: i64) -> Date {
    let later = day.saturating_add(years.years());
    if later.day() == day.day() {
        later
    } else {
        later.saturating_add(1.day())
    }
}

/// When a record of a class may go, by the days that are known of it.
pub fn due(class: &Class, event: &Event) -> Due {
    let of = |calendar| move |day| period_end(calendar, day);
    let counted_from = match class.counts_from {
        CountsFrom::LastPayment => event.last_payment_on.map(of(Calendar::FINANCIAL)),
        CountsFrom::FinancialYear => event.happened_on.map(of(Calendar::FINANCIAL)),
        CountsFrom::AcademicYear => event.happened_on.map(of(Calendar::ACADEMIC)),
        CountsFrom::ContractEnd => event.contract_ended_on,
        CountsFrom::PartnershipEnd => event.partnership_ended_on,
        CountsFrom::ThatDay => event.happened_on,
    };
    let Some(counted_from) = counted_from else {
        return Due::NotYetKnown;
    };
    let after = |years| anniversary(counted_from, years).saturating_add(1.day());
    let from = after(class.years.minimum);
    let dispose_from = event.not_before.map_or(from, |day| day.max(from));
    Due::Known {
        counted_from,
        dispose_from,
        dispose_by: after(class.years.maximum).max(dispose_from),
    }
}

/// Why nothing goes: the clock cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ClockRefused {
    /// Something was logged later than now.
    #[error(
        "The clock stands before the newest line of the log, so nothing goes: have it set right first"
    )]
    SetBack,
    /// The person did not confirm the date.
    #[error("Type today’s date as your calendar shows it: it says {0} here")]
    NotConfirmed(DateInWords),
}

/// A date that says itself in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateInWords(pub Date);

impl std::fmt::Display for DateInWords {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&in_words(self.0))
    }
}

/// Whether the clock may be believed before anything goes: it does not stand before the newest line of the
/// log, and the second person read the same date elsewhere. A clock that jumped ahead makes everything look
/// old, and only somebody beside the machine can know.
pub fn clock_is_sound(
    today: Date,
    newest_logged_on: Date,
    confirmed: Option<Date>,
) -> Result<(), ClockRefused> {
    if today < newest_logged_on {
        return Err(ClockRefused::SetBack);
    }
    if confirmed != Some(today) {
        return Err(ClockRefused::NotConfirmed(DateInWords(today)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Years;
    use super::*;
    use jiff::civil::date;

    fn class(counts_from: CountsFrom, minimum: i64) -> Class {
        Class {
            key: "k".to_owned(),
            name: "Name".to_owned(),
            counts_from,
            years: Years {
                minimum,
                maximum: minimum + 1,
            },
            authority: "Law".to_owned(),
        }
    }

    fn happened(day: Date) -> Event {
        Event {
            happened_on: Some(day),
            ..Event::default()
        }
    }

    fn from(due: Due) -> Date {
        match due {
            Due::Known { dispose_from, .. } => dispose_from,
            Due::NotYetKnown => panic!("not known"),
        }
    }

    #[test]
    fn p5e_a_record_stays_through_its_last_year_and_may_go_the_day_after() {
        for (counts_from, day, expected) in [
            (CountsFrom::AcademicYear, date(2026, 8, 1), date(2033, 8, 1)),
            (
                CountsFrom::AcademicYear,
                date(2026, 7, 31),
                date(2032, 8, 1),
            ),
            (
                CountsFrom::FinancialYear,
                date(2026, 4, 1),
                date(2033, 4, 1),
            ),
            (
                CountsFrom::FinancialYear,
                date(2026, 3, 31),
                date(2032, 4, 1),
            ),
            (CountsFrom::ThatDay, date(2026, 6, 15), date(2032, 6, 16)),
            (CountsFrom::ThatDay, date(2024, 2, 29), date(2030, 3, 2)),
            (CountsFrom::ThatDay, date(2023, 12, 31), date(2030, 1, 1)),
        ] {
            let found = due(&class(counts_from, 6), &happened(day));
            assert_eq!(from(found), expected, "{counts_from:?} {day}");
            assert!(!found.is_over(expected.yesterday().unwrap()));
            assert!(found.is_over(expected));
        }
    }

    #[test]
    fn p5e_no_record_goes_before_six_whole_years_whatever_its_day() {
        let mut day = date(2023, 1, 1);
        while day < date(2029, 1, 1) {
            for counts_from in [
                CountsFrom::ThatDay,
                CountsFrom::AcademicYear,
                CountsFrom::FinancialYear,
            ] {
                let found = from(due(&class(counts_from, 6), &happened(day)));
                let whole = (day.year() + 6, day.month(), day.day());
                assert!((found.year(), found.month(), found.day()) > whole, "{day}");
            }
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn p5e_a_contract_counts_from_the_financial_year_of_its_last_payment() {
        let mut event = happened(date(2020, 1, 1));
        let rule = class(CountsFrom::LastPayment, 6);
        assert_eq!(due(&rule, &event), Due::NotYetKnown);
        assert!(!due(&rule, &event).is_over(date(2099, 1, 1)));
        event.last_payment_on = Some(date(2026, 5, 20));
        assert_eq!(from(due(&rule, &event)), date(2033, 4, 1));
        event.not_before = Some(date(2040, 12, 31));
        assert_eq!(from(due(&rule, &event)), date(2040, 12, 31));
        event.not_before = Some(date(2030, 12, 31));
        assert_eq!(
            from(due(&rule, &event)),
            date(2033, 4, 1),
            "the floor stays"
        );
    }

    #[test]
    fn the_longest_of_several_rules_holds_and_an_unknown_one_holds_longest() {
        let short = due(&class(CountsFrom::ThatDay, 6), &happened(date(2020, 1, 1)));
        let long = due(&class(CountsFrom::ThatDay, 9), &happened(date(2020, 1, 1)));
        assert_eq!(short.and(long), long);
        assert_eq!(long.and(short), long);
        assert_eq!(short.and(Due::NotYetKnown), Due::NotYetKnown);
    }

    #[test]
    fn t6_nothing_goes_on_a_clock_that_was_set_back_or_that_nobody_confirmed() {
        let (today, later) = (date(2033, 4, 1), date(2033, 4, 2));
        assert_eq!(
            clock_is_sound(today, later, Some(today)),
            Err(ClockRefused::SetBack)
        );
        let unread = clock_is_sound(today, today, None).unwrap_err();
        assert!(unread.to_string().contains("1 April 2033"));
        assert!(clock_is_sound(today, today, Some(later)).is_err());
        assert_eq!(clock_is_sound(today, today, Some(today)), Ok(()));
    }
}
