//! Why a return does not go on to its next state, in the words its reader needs.

use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

/// Why a return cannot be prepared.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PrepareRefused {
    /// The quarter is not over.
    #[error("This quarter runs to {}: its return can be prepared from {}", in_words(*.0), in_words(.0.saturating_add(1.day())))]
    NotEnded(Date),
    /// A theme that is off target is not explained.
    #[error("Say why {} is off target and what is being done", .0.join(", "))]
    WithoutRemark(Vec<String>),
    /// It is prepared, and nothing has changed since.
    #[error("This return has been prepared and nothing has changed since")]
    Prepared,
    /// It is signed.
    #[error("This return has been signed off and stays as it is")]
    SignedOff,
}

/// Why a return cannot be agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReviewRefused {
    /// There is nothing to review.
    #[error("This return has not been prepared yet: the Social Value Lead prepares it first")]
    NotPrepared,
    /// Somebody agreed before.
    #[error("This return has been reviewed already: it can be signed off now")]
    Reviewed,
    /// It is signed.
    #[error("This return has been signed off and stays as it is")]
    SignedOff,
    /// A second pair of eyes is needed.
    #[error("You prepared this return: somebody else from Governance & Leadership reviews it")]
    ByThePreparer,
    /// Questions are open.
    #[error("{}: the Social Value Lead answers first", unanswered(*.0))]
    Unanswered(usize),
    /// What would be agreed is not what was prepared.
    #[error(
        "The figures have changed since this return was prepared: the Social Value Lead prepares it again"
    )]
    FiguresChanged,
}

fn unanswered(count: usize) -> String {
    match count {
        1 => "1 question has no answer".to_owned(),
        count => format!("{count} questions have no answer"),
    }
}

/// Why a return cannot be sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SendBackRefused {
    /// It is with the Lead already.
    #[error("This return is not prepared, so there is nothing to send back")]
    NotPrepared,
    /// It is signed.
    #[error(
        "This return has been signed off and stays as it is: a correction counts in the open quarter"
    )]
    SignedOff,
}

/// Why a return cannot be signed off.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignOffRefused {
    /// It is not reviewed.
    #[error(
        "This return has not been reviewed yet: a member of Governance & Leadership reviews it first"
    )]
    NotReviewed,
    /// It is signed.
    #[error("This return has been signed off and stays as it is")]
    SignedOff,
    /// A second pair of eyes is needed.
    #[error("You prepared this return: somebody else signs it off")]
    ByThePreparer,
    /// Quarters are signed in their order.
    #[error("Sign off {0} first: quarters are signed in their order")]
    EarlierOpen(String),
    /// What would be signed is not what was reviewed.
    #[error(
        "The figures have changed since this return was prepared: the Social Value Lead prepares it again, then it is reviewed again"
    )]
    FiguresChanged,
}
