//! What the organisation strives for (P1.1c): strategic objectives with the document they come from and
//! their dates, and the activities and partners that serve each. Other slices show the objectives of
//! their own records by [`of_record`].

pub(crate) mod coverage;
pub(crate) mod edit;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::objectives::Term;
use jiff::Timestamp;
use pages::Choice;

pub(crate) use store::of_record;

/// Every objective as a choice, the latest first.
pub(crate) fn choices(read: &mut Read<'_>) -> Result<Vec<Choice>, Failure> {
    let choice = |one: Objective| Choice::new(one.id.to_string(), one.title);
    Ok(store::all(read)?.into_iter().map(choice).collect())
}

/// Says that an activity serves an objective.
pub(crate) fn serve(
    write: &mut Write<'_>,
    objective_id: Id,
    (activity_id, title): (Id, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let record = Record {
        kind: LinkKind::Activity,
        title: title.to_owned(),
        id: activity_id,
    };
    store::link_add(write, objective_id, &record, at)
}

/// A strategic objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objective {
    pub(crate) id: Id,
    pub(crate) title: String,
    /// The document it comes from.
    pub(crate) source: String,
    pub(crate) term: Term,
}

/// What can serve an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LinkKind {
    /// An activity.
    Activity,
    /// A partner.
    Partner,
}

impl LinkKind {
    /// Both kinds, in the order pages show them.
    const ALL: [Self; 2] = [Self::Activity, Self::Partner];

    /// The word in the database and in forms.
    fn key(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Partner => "partner",
        }
    }

    /// The kind of a key, if there is one.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The name on a page.
    fn name(self) -> &'static str {
        match self {
            Self::Activity => "Activity",
            Self::Partner => "Partner",
        }
    }

    /// Where a record of this kind is shown.
    fn address(self, id: Id) -> String {
        match self {
            Self::Activity => format!("/activities/{id}"),
            Self::Partner => format!("/partners/{id}"),
        }
    }
}

/// A record that serves an objective, or could.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    kind: LinkKind,
    title: String,
    id: Id,
}

impl Record {
    /// The record as a form sends it: `activity:0198…`.
    fn key(&self) -> String {
        format!("{}:{}", self.kind.key(), self.id)
    }
}
