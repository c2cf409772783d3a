//! What may be done with a partner as it stands, and when its yearly review is due (P3b, P4c).

use super::Stage;
use crate::calendar::in_words;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use thiserror::Error;

/// How a partner stands, as far as working with it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its stage.
    pub stage: Stage,
    /// The day of its latest approval.
    pub approved_on: Option<Date>,
    /// The day it ended.
    pub ended_on: Option<Date>,
    /// When its yearly review is due (P4c).
    pub review_due_on: Option<Date>,
}

/// Why something cannot be done with a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PartnerRefused {
    /// It was never approved.
    #[error(
        "This partner is not approved yet: the checks of Appendix A come first, then the sign-off"
    )]
    NotApproved,
    /// It happened after the end.
    #[error("The partnership ended on {}", in_words(*.0))]
    Ended(Date),
    /// Something is to be cleared up first.
    #[error("This partner is under review: nothing new begins with it until that is done")]
    UnderReview,
    /// The yearly review is overdue.
    #[error("The yearly review of this partner was due on {}: review it first", in_words(*.0))]
    ReviewOverdue(Date),
}

/// How near the yearly review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// None is due for a while, or ever.
    Later,
    /// Due in so many days, 60 at most.
    Soon(i32),
    /// It was due on this day.
    Overdue(Date),
}

/// A year, the time between approval and the first review, and between reviews (P4c).
fn year() -> Span {
    1.year()
}

/// The day on which a review is due after an approval or a review.
pub fn review_due_after(on: Date) -> Date {
    on.saturating_add(year())
}

impl Standing {
    /// Whether something that happened on a day can count with it.
    pub fn may_count(&self, happened_on: Date) -> Result<(), PartnerRefused> {
        match (self.approved_on, self.ended_on) {
            (None, _) => Err(PartnerRefused::NotApproved),
            (Some(_), Some(ended)) if happened_on > ended => Err(PartnerRefused::Ended(ended)),
            (Some(_), _) => Ok(()),
        }
    }

    /// Whether something new can begin with it.
    pub fn may_begin(&self, today: Date) -> Result<(), PartnerRefused> {
        match self.stage {
            Stage::Prospect | Stage::Checks => Err(PartnerRefused::NotApproved),
            Stage::Ended => Err(PartnerRefused::Ended(self.ended_on.unwrap_or(today))),
            Stage::UnderReview => Err(PartnerRefused::UnderReview),
            Stage::Approved | Stage::Active => match self.review(today) {
                Review::Overdue(due) => Err(PartnerRefused::ReviewOverdue(due)),
                Review::Later | Review::Soon(_) => Ok(()),
            },
        }
    }

    /// How near the yearly review is. A partner that was never approved, or ended, has none.
    pub fn review(&self, today: Date) -> Review {
        let Some(due) = self.review_due_on.filter(|_| self.stage.is_working()) else {
            return Review::Later;
        };
        let days = (due - today).get_days();
        match days {
            ..=-1 => Review::Overdue(due),
            0..=60 => Review::Soon(days),
            61.. => Review::Later,
        }
    }
}
