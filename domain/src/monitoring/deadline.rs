//! By when a return is to be prepared and signed, as an organisation sets it for itself (P5a). A step
//! that comes late is not refused: it says why, and the reason is printed.

use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

/// A step that has a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimedStep {
    /// The Lead prepares it.
    Prepared,
    /// Somebody signs it.
    SignedOff,
}

impl TimedStep {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Prepared, Self::SignedOff];

    /// The word in the database and in a seal.
    pub fn key(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::SignedOff => "signed-off",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prepared => "Prepared",
            Self::SignedOff => "Signed off",
        }
    }

    /// The step of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.key() == key)
    }
}

/// How many days after a quarter's last day its steps are due; none where nothing was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// For preparing.
    pub prepare_days: Option<i64>,
    /// For signing.
    pub sign_days: Option<i64>,
}

impl Deadlines {
    /// The most days that can be set.
    pub const MOST_DAYS: i64 = 366;

    /// The day a step is due, if one was set.
    pub fn due(&self, step: TimedStep, last_day: Date) -> Option<Date> {
        let days = match step {
            TimedStep::Prepared => self.prepare_days,
            TimedStep::SignedOff => self.sign_days,
        };
        let days = days?.clamp(0, Self::MOST_DAYS);
        Some(last_day.saturating_add(days.days()))
    }

    /// The day that a step has missed by today, if it has.
    pub fn missed(&self, step: TimedStep, last_day: Date, today: Date) -> Option<Date> {
        self.due(step, last_day).filter(|due| *due < today)
    }
}

/// A late step that does not say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LateRefused {
    /// Preparing.
    #[error("This return was due to be prepared by {}: say why it comes late", in_words(*.0))]
    Preparing(Date),
    /// Signing.
    #[error("This return was due to be signed off by {}: say why it comes late", in_words(*.0))]
    Signing(Date),
}

/// Whether a step that missed its day, if it did, gives its reason.
pub fn late_reason(
    step: TimedStep,
    missed: Option<Date>,
    reason: Option<&str>,
) -> Result<(), LateRefused> {
    let said = reason.is_some_and(|reason| !reason.trim().is_empty());
    match (missed, step) {
        (Some(due), TimedStep::Prepared) if !said => Err(LateRefused::Preparing(due)),
        (Some(due), TimedStep::SignedOff) if !said => Err(LateRefused::Signing(due)),
        (Some(_) | None, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn p5a_a_step_is_late_from_the_day_after_its_deadline() {
        let set = Deadlines {
            prepare_days: Some(21),
            sign_days: None,
        };
        let (last_day, due) = (date(2025, 10, 31), date(2025, 11, 21));
        assert_eq!(set.due(TimedStep::Prepared, last_day), Some(due));
        assert_eq!(set.missed(TimedStep::Prepared, last_day, due), None);
        let after = date(2025, 11, 22);
        assert_eq!(set.missed(TimedStep::Prepared, last_day, after), Some(due));
        assert_eq!(
            set.missed(TimedStep::SignedOff, last_day, date(2030, 1, 1)),
            None
        );
    }
    #[test]
    fn p5a_a_late_step_says_why() {
        let due = Some(date(2025, 11, 21));
        let refused = late_reason(TimedStep::SignedOff, due, Some(" ")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "This return was due to be signed off by 21 November 2025: say why it comes late"
        );
        assert_eq!(late_reason(TimedStep::Prepared, due, Some("Ill")), Ok(()));
        assert_eq!(late_reason(TimedStep::Prepared, None, None), Ok(()));
    }
}
