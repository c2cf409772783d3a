//! By when a request is answered: a month from the day it came in, to the same day of the next month or its
//! last, and to the next working day where that is none. It may be two months longer when it is hard, and
//! the days on which identity or scope was awaited do not count (UK GDPR Articles 12(3) and 12A).

use super::bank_holidays::is_working_day;
use jiff::ToSpan;
use jiff::civil::Date;

/// What was awaited from whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Who they are: the month begins when that is known.
    Identity,
    /// What exactly they ask for.
    Scope,
}

impl Waits {
    /// Both, in the order a page offers them.
    pub const ALL: [Self; 2] = [Self::Identity, Self::Scope];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Scope => "scope",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "Who they are",
            Self::Scope => "What exactly they ask for",
        }
    }

    /// What a key says.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Days on which the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// What was awaited.
    pub why: Waits,
    /// The day it was asked for.
    pub from: Date,
    /// The day the answer came; none while it is awaited.
    pub to: Option<Date>,
}

/// What the deadline follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The day the request came in.
    pub received_on: Date,
    /// Two months more were taken, and the person was told why within the first.
    pub extended_on: Option<Date>,
    /// Every wait, in the order of time.
    pub pauses: Vec<Pause>,
}

/// The day by which it is answered; none while the clock stands.
pub fn due_on(clock: &Clock) -> Option<Date> {
    let mut begins = clock.received_on;
    let mut stood = 0_i64;
    for pause in &clock.pauses {
        let to = pause.to?;
        match pause.why {
            Waits::Identity => begins = begins.max(to),
            Waits::Scope => {
                let days = pause.from.until(to).map_or(0, |span| span.get_days());
                stood = stood.saturating_add(i64::from(days.max(0)));
            }
        }
    }
    let months = if clock.extended_on.is_some() { 3 } else { 1 };
    let mut due = begins
        .saturating_add(months.months())
        .saturating_add(stood.days());
    while !is_working_day(due) {
        due = due.saturating_add(1.day());
    }
    Some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn clock(received_on: Date) -> Clock {
        Clock {
            received_on,
            extended_on: None,
            pauses: Vec::new(),
        }
    }

    #[test]
    fn t5_a_month_ends_on_the_same_day_or_the_last_and_on_a_working_day() {
        for (received_on, expected) in [
            (date(2026, 9, 3), date(2026, 10, 5)),
            (date(2026, 11, 10), date(2026, 12, 10)),
            (date(2027, 1, 31), date(2027, 3, 1)),
            (date(2028, 1, 31), date(2028, 2, 29)),
            (date(2026, 11, 25), date(2026, 12, 29)),
            (date(2026, 3, 3), date(2026, 4, 7)),
        ] {
            assert_eq!(due_on(&clock(received_on)), Some(expected), "{received_on}");
        }
    }

    #[test]
    fn t5_a_hard_request_has_two_months_more() {
        let mut hard = clock(date(2026, 11, 10));
        hard.extended_on = Some(date(2026, 12, 1));
        assert_eq!(due_on(&hard), Some(date(2027, 2, 10)));
    }

    #[test]
    fn t5_the_clock_stands_while_identity_or_scope_is_awaited() {
        let mut waits = clock(date(2026, 11, 2));
        waits.pauses.push(Pause {
            why: Waits::Identity,
            from: date(2026, 11, 3),
            to: None,
        });
        assert_eq!(due_on(&waits), None, "it stands");
        waits.pauses[0].to = Some(date(2026, 11, 10));
        assert_eq!(
            due_on(&waits),
            Some(date(2026, 12, 10)),
            "it begins when they are known"
        );
        waits.pauses.push(Pause {
            why: Waits::Scope,
            from: date(2026, 11, 12),
            to: Some(date(2026, 11, 19)),
        });
        assert_eq!(
            due_on(&waits),
            Some(date(2026, 12, 17)),
            "seven days do not count"
        );
    }
}
