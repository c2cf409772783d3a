//! When a round asks, by what people are found again, and whether a link of it can be used.

use super::Half;
use jiff::civil::Date;
use thiserror::Error;

/// The most people a round can expect.
pub const MOST_EXPECTED: i64 = 1_000;

/// The days of both askings, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundDates {
    /// Of the asking at the start.
    pub before: (Date, Date),
    /// Of the asking at the end.
    pub after: (Date, Date),
}

/// Why the days of a round cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DatesRefused {
    /// The first asking would end before it begins.
    #[error("The last day must be on or after the first day")]
    BeforeEnds,
    /// The second asking would begin too early.
    #[error("The questions after must open later than those before close")]
    Overlap,
    /// The second asking would end before it begins.
    #[error("The last day must be on or after the first day")]
    AfterEnds,
}

/// Whether an asking takes answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// It opens on a later day.
    NotYet,
    /// It does.
    Open,
    /// Its last day has gone by.
    Over,
}

impl Asking {
    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYet => "Not open yet",
            Self::Open => "Open",
            Self::Over => "Closed",
        }
    }
}

impl RoundDates {
    /// Whether these days can stand.
    ///
    /// # Errors
    /// Days out of order.
    pub fn in_order(&self) -> Result<(), DatesRefused> {
        if self.before.1 < self.before.0 {
            Err(DatesRefused::BeforeEnds)
        } else if self.after.0 <= self.before.1 {
            Err(DatesRefused::Overlap)
        } else if self.after.1 < self.after.0 {
            Err(DatesRefused::AfterEnds)
        } else {
            Ok(())
        }
    }

    /// The first and the last day of an asking.
    pub fn of(&self, half: Half) -> (Date, Date) {
        match half {
            Half::Before => self.before,
            Half::After => self.after,
        }
    }

    /// Whether an asking takes answers on a day.
    pub fn asking(&self, half: Half, today: Date) -> Asking {
        let (first, last) = self.of(half);
        if today < first {
            Asking::NotYet
        } else if today <= last {
            Asking::Open
        } else {
            Asking::Over
        }
    }
}

/// By what a person is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRule {
    /// By the provider's own reference.
    Reference,
    /// By a code they make up themselves, the same way both times.
    OwnCode,
}

impl CodeRule {
    /// Both, in the order forms offer them.
    pub const ALL: [Self; 2] = [Self::Reference, Self::OwnCode];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::OwnCode => "own-code",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "By their learner reference",
            Self::OwnCode => "By a code that they make themselves",
        }
    }

    /// What it means for those who answer.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Reference => {
                "Where everybody knows theirs; you can also give learners links of their own"
            }
            Self::OwnCode => "So that no record says whose answers they are",
        }
    }

    /// What the field is called in which it is typed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reference => "Your learner reference",
            Self::OwnCode => "Your code",
        }
    }

    /// How those who answer come by it.
    pub fn recipe(self) -> &'static str {
        match self {
            Self::Reference => {
                "Your tutor can tell you. Capital letters, spaces and hyphens do not matter."
            }
            Self::OwnCode => {
                "Make it like this, so that it is the same both times: the first two letters of the first name of whoever brought you up, the day of the month you were born as two digits, and the last two letters of the town you were born in. Mary, the 7th and Bootle make MA07LE."
            }
        }
    }

    /// The rule of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }
}

/// Whether a link can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStanding {
    /// It can.
    Open,
    /// Its asking opens on a later day.
    NotYet,
    /// Everybody it is for has answered.
    Answered,
    /// Somebody closed it.
    Withdrawn,
    /// Its asking is over, or the round is closed.
    Over,
}

impl LinkStanding {
    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::NotYet => "Not open yet",
            Self::Answered => "Answered",
            Self::Withdrawn | Self::Over => "Closed",
        }
    }
}

/// Decides whether a link can be used. `left` is how many more answers it takes; `withdrawn` is there
/// when somebody closed it.
pub fn link_standing(asking: Asking, left: i64, withdrawn: Option<()>) -> LinkStanding {
    if left <= 0 {
        return LinkStanding::Answered;
    }
    match (withdrawn, asking) {
        (Some(()), Asking::NotYet | Asking::Open | Asking::Over) => LinkStanding::Withdrawn,
        (None, Asking::NotYet) => LinkStanding::NotYet,
        (None, Asking::Open) => LinkStanding::Open,
        (None, Asking::Over) => LinkStanding::Over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dates() -> RoundDates {
        RoundDates {
            before: (date(2026, 9, 7), date(2026, 9, 18)),
            after: (date(2026, 11, 2), date(2026, 11, 20)),
        }
    }

    #[test]
    fn an_asking_takes_answers_from_its_first_to_its_last_day() {
        let on = |half, month, day| dates().asking(half, date(2026, month, day));
        assert_eq!(on(Half::Before, 9, 6), Asking::NotYet);
        assert_eq!(on(Half::Before, 9, 7), Asking::Open);
        assert_eq!(on(Half::Before, 9, 18), Asking::Open);
        assert_eq!(on(Half::Before, 9, 19), Asking::Over);
        assert_eq!(on(Half::After, 9, 19), Asking::NotYet);
        assert_eq!(on(Half::After, 11, 20), Asking::Open);
    }

    #[test]
    fn the_second_asking_begins_after_the_first_has_ended() {
        assert_eq!(dates().in_order(), Ok(()));
        let changed = |change: fn(&mut RoundDates)| {
            let mut dates = dates();
            change(&mut dates);
            dates.in_order()
        };
        assert_eq!(
            changed(|dates| dates.before.1 = date(2026, 9, 6)),
            Err(DatesRefused::BeforeEnds)
        );
        assert_eq!(
            changed(|dates| dates.after.0 = date(2026, 9, 18)),
            Err(DatesRefused::Overlap)
        );
        assert_eq!(
            changed(|dates| dates.after.1 = date(2026, 11, 1)),
            Err(DatesRefused::AfterEnds)
        );
    }

    #[test]
    fn a_link_ends_with_its_last_answer_its_asking_or_when_somebody_closes_it() {
        let standing = link_standing;
        assert_eq!(standing(Asking::Open, 1, None), LinkStanding::Open);
        assert_eq!(standing(Asking::NotYet, 1, None), LinkStanding::NotYet);
        assert_eq!(standing(Asking::Over, 1, None), LinkStanding::Over);
        assert_eq!(standing(Asking::Open, 1, Some(())), LinkStanding::Withdrawn);
        assert_eq!(standing(Asking::Over, 0, Some(())), LinkStanding::Answered);
    }

    #[test]
    fn halves_and_rules_are_found_by_their_keys() {
        for half in Half::ALL {
            assert_eq!(Half::from_key(half.key()), Some(half));
            assert_eq!(half.other().other(), half);
        }
        for rule in CodeRule::ALL {
            assert_eq!(CodeRule::from_key(rule.key()), Some(rule));
        }
    }
}
