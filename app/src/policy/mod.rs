//! The policy itself (P0): read in from its document, kept version by version, shown clause by clause
//! with the records that carry each clause out. A version that was read in is never changed; only the
//! links between its clauses and the records are.

pub(crate) mod acknowledge;
pub(crate) mod approve;
pub(crate) mod assign;
mod assigning;
mod checks;
mod cited;
pub(crate) mod clause;
pub(crate) mod compare;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod drafts;
mod findings;
pub(crate) mod import;
mod incoming;
mod keep;
pub(crate) mod link;
pub(crate) mod listing;
mod living;
pub(crate) mod matching;
pub(crate) mod new_obligation;
pub(crate) mod obligation;
mod obligations;
mod references;
pub(crate) mod review;
pub(crate) mod review_settings;
pub(crate) mod show;
mod store;
pub(crate) mod take_up;
mod tree;
mod triggers;
mod waiting;

#[cfg(test)]
mod tests;

use crate::failure::Failure;
use database::{Id, Read};
use domain::policy::Status;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

pub(crate) use keep::{Imported, import_file};
pub(crate) use obligations::{keep as keep_states, keep_all as keep_all_states};
pub(crate) use review::asked_for as review_asked_for;
pub(crate) use store::versions;
pub(crate) use waiting::{documents_due, linked_versions, to_approve, to_attest, to_read};

/// One version of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) reference: String,
    pub(crate) version: String,
    pub(crate) issued_on: Option<Date>,
    pub(crate) review_on: Option<Date>,
    pub(crate) file_name: String,
    pub(crate) imported_at: Timestamp,
    pub(crate) imported_by: Option<Id>,
    /// The document whose version it is.
    document_id: Id,
    /// Who looks after the document.
    owner_id: Option<Id>,
    /// Who wrote on it in the browser, besides who made a version of it.
    written_by: Option<Id>,
    sent_at: Option<Timestamp>,
    /// Who approved it, and when.
    approved: Option<(Id, Timestamp)>,
    superseded_at: Option<Timestamp>,
}

impl Policy {
    /// How far it is.
    fn status(&self) -> Status {
        match (self.superseded_at, self.approved, self.sent_at) {
            (Some(_), _, _) => Status::Superseded,
            (None, Some(_), _) => Status::Approved,
            (None, None, Some(_)) => Status::InReview,
            (None, None, None) => Status::Draft,
        }
    }

    /// Whether it is the approved version of its document.
    fn is_approved(&self) -> bool {
        self.status() == Status::Approved
    }

    /// Since when it is there to be read: the day of its approval, else the day it came.
    fn since(&self) -> Date {
        crate::app::date_of(self.approved.map_or(self.imported_at, |(_, at)| at))
    }
}

/// What came of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The version stands as it is.
    Confirmed,
    /// A new version is to be written.
    NewVersion,
}

impl Outcome {
    const ALL: [Self; 2] = [Self::Confirmed, Self::NewVersion];

    fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NewVersion => "new-version",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "It stands as it is",
            Self::NewVersion => "A new version is written",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

/// A review of a version as it was made.
#[derive(Debug, Clone)]
struct MadeReview {
    id: Id,
    outcome: Outcome,
    note: String,
    reviewed_on: Date,
    recorded_at: Timestamp,
    recorded_by: Id,
}

/// A clause as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) id: String,
    pub(crate) parent_id: Option<String>,
    pub(crate) kind: String,
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
}

/// Something a careful reader stumbles over, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) sentence: String,
    pub(crate) suggestion: String,
    pub(crate) clause_ids: Vec<String>,
}

/// What a clause can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LinkKind {
    /// A measure that the clause cites or is measured by.
    Measure,
    /// A partner that the clause names.
    Partner,
    /// An activity that carries the clause out.
    Activity,
}

impl LinkKind {
    /// All kinds, in the order pages show them.
    pub(crate) const ALL: [Self; 3] = [Self::Activity, Self::Measure, Self::Partner];

    /// The word in the database and in forms.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Partner => "partner",
            Self::Activity => "activity",
        }
    }

    /// The kind of a key, if there is one.
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The name on a page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Measure => "Measure",
            Self::Partner => "Partner",
            Self::Activity => "Activity",
        }
    }

    /// Where a record of this kind is shown.
    pub(crate) fn address(self, id: Id) -> String {
        match self {
            Self::Measure => format!("/measures/{id}"),
            Self::Partner => format!("/partners/{id}"),
            Self::Activity => format!("/activities/{id}"),
        }
    }
}

/// A clause and a record that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) clause_id: String,
    pub(crate) kind: LinkKind,
    pub(crate) record_id: Id,
}

/// The version that holds on a page: the one asked for, else the approved one, else the one issued last.
/// What was read in without an issue date counts from the day it was read in.
pub(crate) fn shown(versions: &[Policy], asked: Option<Id>) -> Option<&Policy> {
    if let Some(id) = asked {
        return versions.iter().find(|policy| policy.id == id);
    }
    let issued = |policy: &&Policy| {
        let from = policy
            .issued_on
            .unwrap_or_else(|| crate::app::date_of(policy.imported_at));
        (from, policy.imported_at, policy.id)
    };
    let approved = versions.iter().filter(|policy| policy.is_approved());
    approved.max_by_key(issued).or_else(|| {
        let open = versions.iter().filter(|one| one.superseded_at.is_none());
        open.max_by_key(issued)
    })
}

/// The clauses of the version that holds, by their numbers; none before a policy was read in.
pub(crate) fn clauses_in_force(read: &mut Read<'_>) -> Result<BTreeSet<String>, Failure> {
    let versions = versions(read)?;
    let Some(policy) = shown(&versions, None) else {
        return Ok(BTreeSet::new());
    };
    let clauses = store::clauses(read, policy.id)?;
    Ok(clauses.into_iter().map(|clause| clause.id).collect())
}
