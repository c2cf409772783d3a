//! The checks of Appendix A, and who may sign for them (A.1–A.5).

use super::Stage;
use crate::people::Role;
use jiff::civil::Date;
use thiserror::Error;
use uuid::Uuid;

/// The four checks of Appendix A that come before its fifth, the sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Safeguarding checks complete (A.1).
    Safeguarding,
    /// Quality and reputation fit (A.2).
    Quality,
    /// Conflicts of interest declared (A.3).
    Conflict,
    /// Benefit to learners evidenced (A.4).
    Benefit,
}

impl Check {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::Safeguarding,
        Self::Quality,
        Self::Conflict,
        Self::Benefit,
    ];

    /// The word in the database and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Safeguarding => "safeguarding",
            Self::Quality => "quality",
            Self::Conflict => "conflict",
            Self::Benefit => "benefit",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safeguarding => "Safeguarding checks",
            Self::Quality => "Quality and reputation",
            Self::Conflict => "Conflict of interest",
            Self::Benefit => "Benefit to learners",
        }
    }

    /// The check of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.key() == key)
    }
}

/// A check as it was made last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub check: Check,
    /// The last day it holds.
    pub expires_on: Date,
    /// Who has the interest that was declared, if it is one of our own persons.
    pub interested: Option<Uuid>,
}

/// Somebody who signs for the checks, in the role in which they sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer {
    /// The person.
    pub by: Uuid,
    /// Lead or Governance.
    pub role: Role,
}

/// What stands before a signature.
#[derive(Debug, Clone)]
pub struct Checklist<'a> {
    /// Where the partnership stands.
    pub stage: Stage,
    /// The checks as they were made last, each at most once.
    pub made: &'a [Made],
    /// Who proposed the partner.
    pub proposed_by: Option<Uuid>,
    /// Who has signed already.
    pub first: Option<Uuid>,
}

/// What a signature came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The partner is approved.
    Approved,
    /// Whoever proposed it signed: Governance signs as well.
    NeedsSecond,
}

/// Why somebody cannot sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignRefused {
    /// The checks have not begun, or are over.
    #[error("Only a partner that is being checked can be signed for")]
    NotBeingChecked,
    /// A check was not made.
    #[error("“{}” is open: record this check first", .0.name())]
    Open(Check),
    /// A check has expired.
    #[error("“{}” has expired: record this check anew", .0.name())]
    Expired(Check),
    /// The signer has the interest that was declared.
    #[error("You have an interest in this partner, so somebody else signs")]
    Interested,
    /// The same person signed before.
    #[error("You have signed already: a second person signs as well")]
    Twice,
    /// The second signature is Governance's.
    #[error("Whoever proposed this partner has signed, so Governance & Leadership signs as well")]
    NeedsGovernance,
}

impl Checklist<'_> {
    /// What is missing before anybody can sign.
    pub fn lacks(&self, on: Date) -> Vec<SignRefused> {
        Check::ALL
            .into_iter()
            .filter_map(|check| {
                let made = self.made.iter().find(|made| made.check == check);
                match made {
                    None => Some(SignRefused::Open(check)),
                    Some(made) if made.expires_on < on => Some(SignRefused::Expired(check)),
                    Some(_) => None,
                }
            })
            .collect()
    }

    /// Decides on a signature (A.5). Whoever proposed the partner cannot approve it alone, and
    /// nobody with an interest in it signs.
    pub fn sign(&self, signer: Signer, on: Date) -> Result<Signed, SignRefused> {
        if self.stage != Stage::Checks {
            return Err(SignRefused::NotBeingChecked);
        }
        if let Some(refused) = self.lacks(on).into_iter().next() {
            return Err(refused);
        }
        if self
            .made
            .iter()
            .any(|made| made.interested == Some(signer.by))
        {
            return Err(SignRefused::Interested);
        }
        match self.first {
            Some(first) if first == signer.by => Err(SignRefused::Twice),
            Some(_) if signer.role != Role::Governance => Err(SignRefused::NeedsGovernance),
            None if self.proposed_by == Some(signer.by) => Ok(Signed::NeedsSecond),
            None | Some(_) => Ok(Signed::Approved),
        }
    }
}
