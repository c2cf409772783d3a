//! A pilot is a new way of working that is tried, measured before and after, and then decided about
//! (P2.2c). A decision posts nothing by itself.

use thiserror::Error;

/// What comes of a pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is kept as it is.
    Adopt,
    /// It is changed and kept.
    Adapt,
    /// It is given up.
    Stop,
}

impl Decision {
    /// All decisions, in the order pages offer them.
    pub const ALL: [Self; 3] = [Self::Adopt, Self::Adapt, Self::Stop];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Adapt => "adapt",
            Self::Stop => "stop",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adopt => "Adopt it",
            Self::Adapt => "Adapt it",
            Self::Stop => "Stop it",
        }
    }

    /// What it means, in a line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Adopt => "It helped, and becomes the way we work",
            Self::Adapt => "It helped in part, and goes on changed",
            Self::Stop => "It did not help, or not enough",
        }
    }

    /// The decision of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.key() == key)
    }
}

/// Why a pilot cannot be decided like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecisionRefused {
    /// It is not measured a second time.
    #[error("Say first what was measured after it: without that, a pilot can only be stopped")]
    NotMeasured,
}

/// Decides whether a pilot may be decided like this: what is kept was measured a second time.
pub fn may_decide(decision: Decision, after: Option<i64>) -> Result<(), DecisionRefused> {
    match (decision, after) {
        (Decision::Adopt | Decision::Adapt, None) => Err(DecisionRefused::NotMeasured),
        (Decision::Adopt | Decision::Adapt, Some(_)) | (Decision::Stop, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p2_2c_what_was_not_measured_again_can_only_be_stopped() {
        for decision in Decision::ALL {
            let is_stop = decision == Decision::Stop;
            assert_eq!(may_decide(decision, None).is_ok(), is_stop);
            assert_eq!(may_decide(decision, Some(0)), Ok(()));
            assert_eq!(Decision::from_key(decision.key()), Some(decision));
        }
    }
}
