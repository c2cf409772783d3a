//! What a person asks for and what is decided. One person proposes, another agrees.

use thiserror::Error;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// To see everything that is kept on them (Article 15).
    Access,
    /// That something is put right (Article 16).
    Rectify,
    /// That it is erased (Article 17).
    Erase,
    /// That it is kept and not used (Article 18).
    Restrict,
    /// That it is not used for a purpose (Article 21).
    Object,
    /// A complaint about how their data is handled.
    Complain,
}

impl Asks {
    /// All of them, in the order a page offers them.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Rectify,
        Self::Erase,
        Self::Restrict,
        Self::Object,
        Self::Complain,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Rectify => "rectify",
            Self::Erase => "erase",
            Self::Restrict => "restrict",
            Self::Object => "object",
            Self::Complain => "complain",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Access => "To see everything kept on them",
            Self::Rectify => "To have something put right",
            Self::Erase => "To be erased",
            Self::Restrict => "That their data is kept and not used",
            Self::Object => "That their data is not used for a purpose",
            Self::Complain => "A complaint about how their data is handled",
        }
    }

    /// What a key says.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Why a request is refused, as the law names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A law or a contract asks that it is kept (Article 17(3)(b)).
    Duty,
    /// It is needed for a claim (Article 17(3)(e)).
    Claim,
    /// It is needed for a task in the public interest (Article 17(3)(b)).
    PublicTask,
    /// Nobody could be sure who asked (Article 12(6)).
    Identity,
    /// The request is manifestly unfounded or excessive (Article 12(5)).
    Excessive,
    /// Nothing is kept on them.
    NothingKept,
}

impl Ground {
    /// All of them, in the order a page offers them.
    pub const ALL: [Self; 6] = [
        Self::Duty,
        Self::Claim,
        Self::PublicTask,
        Self::Identity,
        Self::Excessive,
        Self::NothingKept,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Claim => "claim",
            Self::PublicTask => "public-task",
            Self::Identity => "identity",
            Self::Excessive => "excessive",
            Self::NothingKept => "nothing-kept",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Duty => "A law or a contract asks that it is kept (Article 17(3)(b))",
            Self::Claim => "It is needed for a legal claim (Article 17(3)(e))",
            Self::PublicTask => "It is needed for a task in the public interest (Article 17(3)(b))",
            Self::Identity => "Nobody could be sure who asked (Article 12(6))",
            Self::Excessive => "The request is manifestly unfounded or excessive (Article 12(5))",
            Self::NothingKept => "Nothing is kept on them",
        }
    }

    /// What a key says.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Everything kept on them is handed over.
    HandOver,
    /// What is kept is put right by those who keep it.
    PutRight,
    /// Values are overwritten.
    Erase,
    /// It is hidden and kept.
    Restrict,
    /// It is shown again.
    LiftRestriction,
    /// It is refused.
    Refuse(Ground),
}

impl Decision {
    /// The words in the database: what, and the ground of a refusal.
    pub fn keys(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::HandOver => ("hand-over", None),
            Self::PutRight => ("put-right", None),
            Self::Erase => ("erase", None),
            Self::Restrict => ("restrict", None),
            Self::LiftRestriction => ("lift-restriction", None),
            Self::Refuse(ground) => ("refuse", Some(ground.key())),
        }
    }

    /// What the words say.
    pub fn from_keys(word: &str, ground: Option<&str>) -> Option<Self> {
        Some(match word {
            "hand-over" => Self::HandOver,
            "put-right" => Self::PutRight,
            "erase" => Self::Erase,
            "restrict" => Self::Restrict,
            "lift-restriction" => Self::LiftRestriction,
            "refuse" => Self::Refuse(Ground::from_key(ground?)?),
            _ => return None,
        })
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::HandOver => "Everything kept on them is handed over",
            Self::PutRight => "It is put right",
            Self::Erase => "It is erased",
            Self::Restrict => "It is kept and hidden",
            Self::LiftRestriction => "It is shown again",
            Self::Refuse(_) => "It is refused",
        }
    }
}

/// Why a decision is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecisionRefused {
    /// The same person proposed it.
    #[error("You proposed it, so somebody else agrees")]
    OwnProposal,
    /// Nothing was proposed.
    #[error("Nothing is proposed: it was decided or changed meanwhile")]
    NothingProposed,
    /// A hold or a contract keeps it.
    #[error(
        "Some of it has to be kept for now, so it cannot be erased: restrict it, or refuse with the ground"
    )]
    HasToBeKept,
}

/// Whether somebody may agree to what somebody proposed.
pub fn decide(proposed_by: Option<Uuid>, agrees: Uuid) -> Result<(), DecisionRefused> {
    match proposed_by {
        None => Err(DecisionRefused::NothingProposed),
        Some(by) if by == agrees => Err(DecisionRefused::OwnProposal),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p5_nobody_agrees_to_what_they_proposed() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(decide(Some(one), one), Err(DecisionRefused::OwnProposal));
        assert_eq!(decide(None, one), Err(DecisionRefused::NothingProposed));
        assert_eq!(decide(Some(one), other), Ok(()));
    }

    #[test]
    fn every_word_is_read_back_as_it_was_kept() {
        for asks in Asks::ALL {
            assert_eq!(Asks::from_key(asks.key()), Some(asks));
        }
        let refusals = Ground::ALL.map(Decision::Refuse);
        for decision in refusals.into_iter().chain([
            Decision::HandOver,
            Decision::PutRight,
            Decision::Erase,
            Decision::Restrict,
            Decision::LiftRestriction,
        ]) {
            let (word, ground) = decision.keys();
            assert_eq!(Decision::from_keys(word, ground), Some(decision));
        }
    }
}
