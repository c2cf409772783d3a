//! What partners and learners say, by links without an account, and what comes of it (P4g, P5c, P5d):
//! an answer leads to an action, an action to a decision, a decision to a change of a clause, an
//! activity or a measure. A link's secret is 256 random bits and is kept as a hash alone, so it cannot
//! be guessed; what is sent by one link is counted, so it cannot be flooded. No answer has a name.

mod about;
pub(crate) mod action;
pub(crate) mod actions;
pub(crate) mod answer;
pub(crate) mod change;
pub(crate) mod changes;
mod confirming;
pub(crate) mod decide;
pub(crate) mod decision;
mod learners;
pub(crate) mod links;
pub(crate) mod make_link;
pub(crate) mod new_action;
pub(crate) mod new_change;
pub(crate) mod open;
pub(crate) mod overview;
mod partner;
mod period;
mod store;
#[cfg(test)]
mod tests;
mod words;

use crate::failure::Failure;
use crate::people::LinkTokens;
use crate::stakeholders;
use database::{Id, Read};
use domain::feedback::{ActionState, Audience, LinkFacts, LinkState, Verdict, link_state};
use domain::ledger::Quantity;
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use store::{
    action_add, action_end, actions_due, change_add, changes_of_clause, decision, decision_add,
    figures_said,
};

/// How a link is found by its token.
const TOKENS: LinkTokens = LinkTokens("directory_feedback_link");

/// A link for people without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FeedbackLink {
    pub(crate) id: Id,
    pub(crate) of: LinkOf,
    pub(crate) made_at: Timestamp,
    pub(crate) made_by: Option<Id>,
    pub(crate) expires_at: Timestamp,
    pub(crate) withdrawn_at: Option<Timestamp>,
    /// How many answers came by it.
    pub(crate) answers: i64,
}

/// Whom a link asks, and about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkOf {
    /// A partner's contact, about the figures of a quarter (by its name).
    Partner { partner_id: Id, quarter: String },
    /// The learners of an activity.
    Learners { activity_id: Id },
}

impl FeedbackLink {
    /// Whether it can be answered now.
    pub(crate) fn state(&self, now: Timestamp) -> LinkState {
        let facts = LinkFacts {
            audience: self.of.audience(),
            expires_at: self.expires_at,
            withdrawn_at: self.withdrawn_at,
            answers: self.answers,
        };
        link_state(&facts, now)
    }
}

impl LinkOf {
    /// Whom it asks.
    pub(crate) fn audience(&self) -> Audience {
        match self {
            Self::Partner { .. } => Audience::Partner,
            Self::Learners { .. } => Audience::Learners,
        }
    }
}

/// What came by a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FeedbackAnswer {
    pub(crate) id: Id,
    pub(crate) given_at: Timestamp,
    pub(crate) worked: String,
    pub(crate) should_change: String,
    /// The impact a partner has seen; empty for learners.
    pub(crate) impact: String,
    /// How useful, how welcome, how confident, each from 1 to 5; none for partners.
    pub(crate) scales: Option<[i64; 3]>,
}

/// A figure as a partner saw it, with what they say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) measure_id: Id,
    pub(crate) quantity: Quantity,
    pub(crate) verdict: Verdict,
    /// Why it is disputed; empty when it is confirmed.
    pub(crate) reason: String,
    pub(crate) evidence_id: Option<Id>,
}

/// Where an action comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An answer that came by a link.
    Answer(Id),
    /// A consultation of stakeholders.
    Consultation(Id),
    /// A change proposed in a signed annual report.
    Proposal(Id),
    /// Something heard in another way.
    Elsewhere,
}

/// Something to be done about what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FeedbackAction {
    pub(crate) id: Id,
    pub(crate) source: Source,
    /// What was said, in the organisation's own words and without names.
    pub(crate) said: String,
    pub(crate) what: String,
    pub(crate) owner_id: Id,
    pub(crate) due_on: Date,
    pub(crate) state: ActionState,
    /// What came of it, and when it ended.
    pub(crate) ended: Option<(String, Timestamp)>,
}

/// What was decided about an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) id: Id,
    pub(crate) action_id: Id,
    pub(crate) what: String,
    pub(crate) decided_on: Date,
    /// The person or body that decided.
    pub(crate) decided_by: String,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// A clause of a version of the policy.
    Clause { policy_id: Id, clause_id: String },
    /// An activity.
    Activity(Id),
    /// A measure.
    Measure(Id),
}

/// A change that a decision brings, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) id: Id,
    pub(crate) decision_id: Id,
    pub(crate) about: About,
    pub(crate) what: String,
    pub(crate) reason: String,
    pub(crate) effective_from: Date,
}

/// What was said and what was done about it, by decisions from one day to another.
pub(crate) fn you_said_we_did(
    read: &mut Read<'_>,
    from: Date,
    to: Date,
) -> Result<Vec<(String, String)>, Failure> {
    let mut pairs = stakeholders::decided(read, from, to)?;
    pairs.extend(store::decided(read, from, to)?);
    Ok(pairs)
}
