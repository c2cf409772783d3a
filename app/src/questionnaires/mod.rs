//! Questionnaires asked of a group before and after (P2.1d, P1.1b): sets of questions with their
//! licence, rounds, answers by a link or from paper, and how far people travelled between the two. A
//! person is a learner reference or a code they make themselves; no name, e-mail address or telephone
//! number is kept anywhere, and nothing is said of what made the difference.

pub(crate) mod answer;
pub(crate) mod bring;
pub(crate) mod close;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod paper;
mod posting;
pub(crate) mod results;
pub(crate) mod set;
mod sheets;
pub(crate) mod show;
pub(crate) mod start;
mod store;
#[cfg(test)]
mod tests;

use crate::people::LinkTokens;
use database::Id;
use domain::feedback::Audience;
use domain::questionnaires::{
    Asking, CodeRule, Half, LinkStanding, PersonCode, QuestionSet, RoundDates, link_standing,
};
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use store::to_close;

/// How a link is found by its token.
const TOKENS: LinkTokens = LinkTokens("directory_questionnaire_link");

/// A set of questions that the organisation uses.
#[derive(Debug, Clone)]
struct KeptSet {
    id: Id,
    set: QuestionSet,
    brought_at: Timestamp,
    brought_by: Option<Id>,
}

/// One group asked before and after.
#[derive(Debug, Clone)]
struct Round {
    id: Id,
    set_id: Id,
    name: String,
    /// The course or the group, in words.
    of_whom: String,
    /// What those who answer are told of why they are asked.
    why: String,
    /// How many people are asked.
    expected: i64,
    code_rule: CodeRule,
    dates: RoundDates,
    feed: Option<Feed>,
    started_at: Timestamp,
    started_by: Option<Id>,
    counts: Counts,
    closed: Option<Closed>,
}

impl Round {
    /// Whether an asking takes answers by a link today.
    fn asking(&self, half: Half, today: Date) -> Asking {
        match self.closed {
            Some(_) => Asking::Over,
            None => self.dates.asking(half, today),
        }
    }
}

/// Which measure a round feeds when it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Feed {
    measure_id: Id,
    area_code: String,
    additional_percent: i64,
}

/// How many people have answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    before: i64,
    after: i64,
    both: i64,
}

/// When a round was closed, by whom, and the entry that this made.
#[derive(Debug, Clone, Copy)]
struct Closed {
    at: Timestamp,
    by: Option<Id>,
    entry_id: Option<Id>,
}

/// How answers came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By a link, without an account.
    Link,
    /// On paper, entered by staff.
    Paper,
}

impl Way {
    fn key(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Paper => "paper",
        }
    }
}

/// A link for one asking of a round.
#[derive(Debug, Clone)]
struct QuestionLink {
    id: Id,
    round_id: Id,
    half: Half,
    /// Whose one-time link it is; none for a group's.
    code: Option<PersonCode>,
    made_at: Timestamp,
    made_by: Option<Id>,
    answers: i64,
    withdrawn_at: Option<Timestamp>,
}

impl QuestionLink {
    /// Whom it is for, as other links are counted: one person answers once.
    fn audience(&self) -> Audience {
        match self.code {
            Some(_) => Audience::Partner,
            None => Audience::Learners,
        }
    }

    fn standing(&self, round: &Round, today: Date) -> LinkStanding {
        let left = self.audience().most_answers() - self.answers;
        let withdrawn = self.withdrawn_at.map(|_| ());
        link_standing(round.asking(self.half, today), left, withdrawn)
    }
}
