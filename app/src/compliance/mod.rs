//! What laws, contracts and regulators ask of the organisation (P4b): each requirement with its source,
//! an owner and the date of its next check, linked to clauses of the policy and to activities. A check
//! is a dated fact and is never changed. The page of what needs somebody asks by [`due`].

pub(crate) mod check;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;
use domain::compliance::{CheckOutcome, Source};
use jiff::civil::Date;

pub(crate) use store::{due, owners};

/// Something that is asked of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub(crate) id: Id,
    /// What is asked.
    pub(crate) title: String,
    pub(crate) source_kind: Source,
    /// Which law, contract or guidance asks it.
    pub(crate) source: String,
    pub(crate) owner_id: Id,
    pub(crate) next_check_on: Date,
}

/// What a requirement is linked to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Links {
    /// Clauses of the policy by their numbers.
    clauses: Vec<String>,
    activities: Vec<Id>,
}

/// A check that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Check {
    id: Id,
    checked_on: Date,
    outcome: CheckOutcome,
    next_check_on: Date,
    /// What was found; may be empty when all is met.
    note: String,
    recorded_by: Option<Id>,
}
