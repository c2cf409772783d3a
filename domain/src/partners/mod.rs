//! Whom the organisation may work with: the stages of a partnership, the five checks of the policy's
//! Appendix A, who may sign for them, and the yearly review (P3b, P4c, A.1–A.5).

mod checklist;
mod standing;

pub use checklist::{Check, Checklist, Made, SignRefused, Signed, Signer};
pub use standing::{PartnerRefused, Review, Standing, review_due_after};

/// What a partner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartnerKind {
    /// Employs people whom the organisation trains, or may.
    Employer,
    /// Sells goods or services to the organisation.
    Supplier,
    /// People of a neighbourhood or an interest.
    CommunityGroup,
    /// Lets homes for the public good.
    Housing,
    /// A council, a hospital, the police.
    PublicBody,
    /// A registered charity or social enterprise.
    Charity,
    /// Another that teaches.
    Education,
    /// None of these.
    Other,
}

impl PartnerKind {
    /// All kinds, in the order pages show them.
    pub const ALL: [Self; 8] = [
        Self::Employer,
        Self::Supplier,
        Self::CommunityGroup,
        Self::Housing,
        Self::PublicBody,
        Self::Charity,
        Self::Education,
        Self::Other,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::Supplier => "supplier",
            Self::CommunityGroup => "community-group",
            Self::Housing => "housing",
            Self::PublicBody => "public-body",
            Self::Charity => "charity",
            Self::Education => "education",
            Self::Other => "other",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Employer => "Employer",
            Self::Supplier => "Supplier",
            Self::CommunityGroup => "Community group",
            Self::Housing => "Housing association",
            Self::PublicBody => "Public body",
            Self::Charity => "Charity or social enterprise",
            Self::Education => "School, college or training provider",
            Self::Other => "Another organisation",
        }
    }

    /// The kind of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Where a partnership stands (P1.2d).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Listed, not yet checked.
    Prospect,
    /// The checks of Appendix A are being made.
    Checks,
    /// Every check was in order and signed for.
    Approved,
    /// Work together has begun.
    Active,
    /// Something is to be cleared up before anything new begins.
    UnderReview,
    /// The partnership is over.
    Ended,
}

impl Stage {
    /// All stages, from first to last.
    pub const ALL: [Self; 6] = [
        Self::Prospect,
        Self::Checks,
        Self::Approved,
        Self::Active,
        Self::UnderReview,
        Self::Ended,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Checks => "checks",
            Self::Approved => "approved",
            Self::Active => "active",
            Self::UnderReview => "under-review",
            Self::Ended => "ended",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prospect => "Listed, not yet checked",
            Self::Checks => "Being checked",
            Self::Approved => "Approved",
            Self::Active => "Active",
            Self::UnderReview => "Under review",
            Self::Ended => "Ended",
        }
    }

    /// The stage of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// Whether work goes on in it: it is approved, and not over.
    pub fn is_working(self) -> bool {
        match self {
            Self::Approved | Self::Active | Self::UnderReview => true,
            Self::Prospect | Self::Checks | Self::Ended => false,
        }
    }

    /// The stages that somebody may move it to by hand. Approval is not among them: it takes the
    /// checks and a signature.
    pub fn moves(self) -> &'static [Self] {
        match self {
            Self::Prospect => &[Self::Checks, Self::Ended],
            Self::Checks => &[Self::Ended],
            Self::Approved => &[Self::Active, Self::UnderReview, Self::Checks, Self::Ended],
            Self::Active => &[Self::UnderReview, Self::Checks, Self::Ended],
            Self::UnderReview => &[Self::Active, Self::Checks, Self::Ended],
            Self::Ended => &[Self::Checks],
        }
    }
}

#[cfg(test)]
mod tests;
