//! What asks for a review of the policy (P6a): a year has gone by, or something happened on which the
//! policy itself says that it is to be reviewed.

use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

/// Why the policy is to be reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReviewReason {
    /// The day of its yearly review has come.
    #[error("The policy was to be reviewed on {}", in_words(*.0))]
    Due(Date),
    /// A partnership was approved since it was reviewed last.
    #[error("A partnership with {partner} was approved on {}", in_words(*.on))]
    NewPartnership {
        /// Whose.
        partner: String,
        /// When.
        on: Date,
    },
    /// A law has changed.
    #[error("{title} changed, as was noted on {}", in_words(*.on))]
    ChangedLaw {
        /// Which.
        title: String,
        /// When it was noted.
        on: Date,
    },
    /// A strategic objective is new or has changed.
    #[error("The objective ‘{title}’ was listed or changed on {}", in_words(*.on))]
    ChangedObjective {
        /// Which.
        title: String,
        /// When.
        on: Date,
    },
    /// Something that the policy cites holds no more.
    #[error("The policy cites {name}, which holds no more since {}", in_words(*.on))]
    LapsedReference {
        /// What.
        name: String,
        /// Since when.
        on: Date,
    },
    /// A measure missed its target, and the organisation wants to be asked then.
    #[error("{code} missed its target in {quarter}")]
    MissedTarget {
        /// The measure's code.
        code: String,
        /// The quarter in words.
        quarter: String,
        /// The day after the quarter's end.
        on: Date,
    },
}

impl ReviewReason {
    /// The day from which on it asks.
    pub fn since(&self) -> Date {
        match self {
            Self::Due(on)
            | Self::NewPartnership { on, .. }
            | Self::ChangedLaw { on, .. }
            | Self::ChangedObjective { on, .. }
            | Self::LapsedReference { on, .. }
            | Self::MissedTarget { on, .. } => *on,
        }
    }
}

/// The day of the next yearly review: the one the document names, or a year after it was reviewed.
pub fn next_review(named: Option<Date>, reviewed_on: Option<Date>) -> Option<Date> {
    match reviewed_on {
        Some(on) => Some(on.saturating_add(1.year())),
        None => named,
    }
}

/// Everything that asks for a review today, the longest standing first: the yearly one when its day has
/// come, and what has happened since the last one.
pub fn reasons(next: Option<Date>, happened: Vec<ReviewReason>, today: Date) -> Vec<ReviewReason> {
    let due = next.filter(|day| *day <= today).map(ReviewReason::Due);
    let mut reasons: Vec<ReviewReason> = due.into_iter().chain(happened).collect();
    reasons.sort_by_key(ReviewReason::since);
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn p6a_a_review_is_due_on_its_day_and_a_year_after_the_last() {
        let named = Some(date(2027, 4, 30));
        let reviewed = Some(date(2027, 5, 4));
        assert_eq!(next_review(named, None), named);
        assert_eq!(next_review(named, reviewed), Some(date(2028, 5, 4)));
        assert!(reasons(named, Vec::new(), date(2027, 4, 29)).is_empty());
        assert_eq!(
            reasons(named, Vec::new(), date(2027, 4, 30)),
            [ReviewReason::Due(date(2027, 4, 30))]
        );
    }

    #[test]
    fn p6a_a_new_partnership_opens_a_review() {
        let new = vec![ReviewReason::NewPartnership {
            partner: "Tate Street Hub".to_owned(),
            on: date(2026, 11, 10),
        }];
        let found = reasons(Some(date(2026, 12, 1)), new, date(2026, 12, 2));
        let words: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            words,
            [
                "A partnership with Tate Street Hub was approved on 10 November 2026",
                "The policy was to be reviewed on 1 December 2026"
            ]
        );
    }
}
