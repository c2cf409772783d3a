//! The states of a quarterly return and the way from each to the next: open, prepared, reviewed,
//! signed off (P4d, P5a). Whoever prepares neither reviews nor signs. The database says the same
//! once more, so that no other way in can break it.

mod refused;

pub use refused::{PrepareRefused, ReviewRefused, SendBackRefused, SignOffRefused};

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The person.
    pub by: Uuid,
    /// The instant.
    pub at: Timestamp,
}

/// A return with what has happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Return {
    /// Nothing has been prepared yet, or it was sent back.
    Open,
    /// The Lead has prepared it; Governance questions or agrees.
    Prepared {
        /// Who prepared it.
        prepared: Act,
    },
    /// Governance agrees; it waits for its signature.
    Reviewed {
        /// Who prepared it.
        prepared: Act,
        /// Who agreed.
        reviewed: Act,
    },
    /// Sealed for good.
    SignedOff {
        /// Who prepared it.
        prepared: Act,
        /// Who agreed.
        reviewed: Act,
        /// Who signed.
        signed_off: Act,
        /// The key of the seal.
        seal: Uuid,
    },
}

/// The dated facts a state is built from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Who prepared it.
    pub prepared: Option<Act>,
    /// Who agreed.
    pub reviewed: Option<Act>,
    /// Who signed.
    pub signed_off: Option<Act>,
    /// The key of the seal.
    pub seal: Option<Uuid>,
}

/// Whether the figures are still those that were prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// They are.
    AsPrepared,
    /// Entries, evidence or remarks have changed since.
    Changed,
}

/// What has to be known before a return can be prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Today, where the organisation works.
    pub today: Date,
    /// The quarter's last day.
    pub last_day: Date,
    /// The titles of themes that are off target and have no remark.
    pub without_remark: Vec<String>,
    /// Whether anything changed since it was prepared before.
    pub figures: Figures,
}

impl Return {
    /// The state these facts make; `None` when they contradict each other.
    pub fn of(facts: &Facts) -> Option<Self> {
        match (facts.prepared, facts.reviewed, facts.signed_off, facts.seal) {
            (None, None, None, None) => Some(Self::Open),
            (Some(prepared), None, None, None) => Some(Self::Prepared { prepared }),
            (Some(prepared), Some(reviewed), None, None) => {
                Some(Self::Reviewed { prepared, reviewed })
            }
            (Some(prepared), Some(reviewed), Some(signed_off), Some(seal)) => {
                Some(Self::SignedOff {
                    prepared,
                    reviewed,
                    signed_off,
                    seal,
                })
            }
            (_, _, _, _) => None,
        }
    }

    /// The state's name on a page.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Prepared { .. } => "Prepared",
            Self::Reviewed { .. } => "Reviewed",
            Self::SignedOff { .. } => "Signed off",
        }
    }

    /// Who prepared it, if it is prepared.
    pub fn prepared(&self) -> Option<Act> {
        match self {
            Self::Open => None,
            Self::Prepared { prepared }
            | Self::Reviewed { prepared, .. }
            | Self::SignedOff { prepared, .. } => Some(*prepared),
        }
    }

    /// Prepares the return. One whose figures have changed since is prepared anew, and a review of
    /// the old figures falls away.
    pub fn prepare(&self, act: Act, ready: &Readiness) -> Result<Self, PrepareRefused> {
        match (self, ready.figures) {
            (Self::SignedOff { .. }, _) => return Err(PrepareRefused::SignedOff),
            (Self::Prepared { .. } | Self::Reviewed { .. }, Figures::AsPrepared) => {
                return Err(PrepareRefused::Prepared);
            }
            (Self::Prepared { .. } | Self::Reviewed { .. }, Figures::Changed) | (Self::Open, _) => {
            }
        }
        if ready.today <= ready.last_day {
            return Err(PrepareRefused::NotEnded(ready.last_day));
        }
        if !ready.without_remark.is_empty() {
            return Err(PrepareRefused::WithoutRemark(ready.without_remark.clone()));
        }
        Ok(Self::Prepared { prepared: act })
    }

    /// Sends the return back to the Lead: what was prepared and agreed falls away.
    pub fn send_back(&self) -> Result<Self, SendBackRefused> {
        match self {
            Self::Open => Err(SendBackRefused::NotPrepared),
            Self::Prepared { .. } | Self::Reviewed { .. } => Ok(Self::Open),
            Self::SignedOff { .. } => Err(SendBackRefused::SignedOff),
        }
    }

    /// Agrees to what was prepared, with this many questions unanswered.
    pub fn review(
        &self,
        act: Act,
        unanswered: usize,
        figures: Figures,
    ) -> Result<Self, ReviewRefused> {
        let prepared = match self {
            Self::Open => return Err(ReviewRefused::NotPrepared),
            Self::Prepared { prepared } => *prepared,
            Self::Reviewed { .. } => return Err(ReviewRefused::Reviewed),
            Self::SignedOff { .. } => return Err(ReviewRefused::SignedOff),
        };
        if prepared.by == act.by {
            return Err(ReviewRefused::ByThePreparer);
        }
        if unanswered > 0 {
            return Err(ReviewRefused::Unanswered(unanswered));
        }
        match figures {
            Figures::AsPrepared => Ok(Self::Reviewed {
                prepared,
                reviewed: act,
            }),
            Figures::Changed => Err(ReviewRefused::FiguresChanged),
        }
    }

    /// Signs the return off under a seal. `earlier_open` is the title of the first earlier quarter
    /// that is not signed.
    pub fn sign_off(
        &self,
        act: Act,
        seal: Uuid,
        earlier_open: Option<&str>,
        figures: Figures,
    ) -> Result<Self, SignOffRefused> {
        let (prepared, reviewed) = match self {
            Self::Open | Self::Prepared { .. } => return Err(SignOffRefused::NotReviewed),
            Self::Reviewed { prepared, reviewed } => (*prepared, *reviewed),
            Self::SignedOff { .. } => return Err(SignOffRefused::SignedOff),
        };
        if prepared.by == act.by {
            return Err(SignOffRefused::ByThePreparer);
        }
        if let Some(earlier) = earlier_open {
            return Err(SignOffRefused::EarlierOpen(earlier.to_owned()));
        }
        match figures {
            Figures::AsPrepared => Ok(Self::SignedOff {
                prepared,
                reviewed,
                signed_off: act,
                seal,
            }),
            Figures::Changed => Err(SignOffRefused::FiguresChanged),
        }
    }
}

#[cfg(test)]
mod tests;
