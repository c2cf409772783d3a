//! How far a version of a document is: drafted, in review, approved, superseded (P0).

use thiserror::Error;
use uuid::Uuid;

/// How far a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is being written, or was sent back.
    Draft,
    /// Somebody else reads it.
    InReview,
    /// It holds.
    Approved,
    /// A later version holds.
    Superseded,
}

impl Status {
    /// All, in the order of a version's life.
    pub const ALL: [Self; 4] = [
        Self::Draft,
        Self::InReview,
        Self::Approved,
        Self::Superseded,
    ];

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Superseded => "Superseded",
        }
    }
}

/// Why a version is not approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ApprovalRefused {
    /// It was not sent for review.
    #[error("This version has not been sent for review")]
    NotInReview,
    /// The same person drafted or wrote it.
    #[error("You drafted this version: somebody else approves it")]
    OwnDraft,
    /// It names no dates.
    #[error("This version names no issue date or no review date: import or write it with both")]
    WithoutDates,
}

/// Whether somebody may approve a version; `makers` are those who drafted and wrote it.
pub fn approval(
    (status, has_dates): (Status, Option<()>),
    makers: &[Uuid],
    approver: Uuid,
) -> Result<(), ApprovalRefused> {
    if status != Status::InReview {
        Err(ApprovalRefused::NotInReview)
    } else if makers.contains(&approver) {
        Err(ApprovalRefused::OwnDraft)
    } else if has_dates.is_none() {
        Err(ApprovalRefused::WithoutDates)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p0_1_nobody_approves_what_they_drafted() {
        let (maker, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let ready = (Status::InReview, Some(()));
        assert_eq!(approval(ready, &[maker], other), Ok(()));
        let refused = approval(ready, &[maker], maker);
        assert_eq!(refused, Err(ApprovalRefused::OwnDraft));
        let draft = approval((Status::Draft, Some(())), &[maker], other);
        assert_eq!(draft, Err(ApprovalRefused::NotInReview));
        let bare = approval((Status::InReview, None), &[maker], other);
        assert_eq!(bare, Err(ApprovalRefused::WithoutDates));
    }
}
