//! The five ways a request can fail. A rule that refuses is none of them: it is the same page again
//! with its reason.

use database::{DatabaseFault, MayRetry};
use thiserror::Error;

/// Why a request came to nothing.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignInFirst,
    /// The person's roles do not allow it.
    #[error("not allowed")]
    NotAllowed,
    /// It does not exist, or the person may not know that it does.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it meanwhile; the words say what.
    #[error("changed meanwhile: {0}")]
    Changed(&'static str),
    /// The request is not one a page of ours sends (too large, cut off, from another site).
    #[error("request refused: {0}")]
    Refused(&'static str),
    /// A rule refused while it was being kept: the page that asked shows the words at their field.
    #[error("{0}")]
    Rule(String),
    /// Something of ours broke.
    #[error("broken")]
    Broken(#[source] anyhow::Error),
}

impl From<DatabaseFault> for Failure {
    fn from(fault: DatabaseFault) -> Self {
        Self::Broken(fault.into())
    }
}

impl From<bag::BagFault> for Failure {
    fn from(fault: bag::BagFault) -> Self {
        Self::Broken(fault.into())
    }
}

impl From<askama::Error> for Failure {
    fn from(fault: askama::Error) -> Self {
        Self::Broken(fault.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(fault: anyhow::Error) -> Self {
        Self::Broken(fault)
    }
}

impl MayRetry for Failure {
    fn may_retry(&self) -> bool {
        match self {
            Self::Broken(fault) => fault
                .downcast_ref::<DatabaseFault>()
                .is_some_and(DatabaseFault::may_retry),
            Self::SignInFirst
            | Self::NotAllowed
            | Self::NotFound
            | Self::Changed(_)
            | Self::Rule(_)
            | Self::Refused(_) => false,
        }
    }
}

impl Failure {
    /// Whether a rule of the schema refused the rows: somebody else was faster, or the same form
    /// was sent twice.
    pub(crate) fn is_constraint(&self) -> bool {
        match self {
            Self::Broken(fault) => fault
                .downcast_ref::<DatabaseFault>()
                .is_some_and(DatabaseFault::is_constraint),
            Self::SignInFirst
            | Self::NotAllowed
            | Self::NotFound
            | Self::Changed(_)
            | Self::Rule(_)
            | Self::Refused(_) => false,
        }
    }
}
