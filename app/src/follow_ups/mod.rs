//! Whether a reported job began and lasted (P2.1b, P2.1d). A return only reports a job; a dated check
//! with evidence confirms it. A check is never changed: a later one stands in its place, and the entries
//! that rested on the one before are corrected. No name, telephone number or e-mail address of a learner
//! or an employer is kept anywhere.

pub(crate) mod answer;
mod bringing;
pub(crate) mod check;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod numbers;
mod posting;
mod recording;
mod reporting;
pub(crate) mod settings;
pub(crate) mod show;
mod store;
mod taking_back;
#[cfg(test)]
mod tests;

use crate::people::LinkTokens;
use database::Id;
use domain::feedback::{Audience, LinkFacts, LinkState, link_state};
use domain::follow_ups::{Check, Dates, Found, Hours, HoursRule, SaidBy, Stage, Standing};
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use bringing::{JobLine, Jobs, Taken};
pub(crate) use reporting::{Job, Return, report};
pub(crate) use store::due;
pub(crate) use taking_back::{counting_entries, take_back};

/// How a link is found by its token.
const TOKENS: LinkTokens = LinkTokens("directory_follow_up_link");

/// A job that is followed up.
#[derive(Debug, Clone)]
struct FollowUp {
    id: Id,
    /// The provider's number; empty when it is not known.
    ukprn: String,
    /// The provider's reference of the learner.
    learner: String,
    dates: Dates,
    reported: Option<Reported>,
    /// When a later return no longer said the job.
    left_return_at: Option<Timestamp>,
    /// When the file that opened it was taken back.
    taken_back_at: Option<Timestamp>,
    home: Home,
    opened_at: Timestamp,
    standing: Standing,
    /// The stage that is next, if one is.
    next: Option<(Stage, Date)>,
    confirmed: Confirmed,
}

impl FollowUp {
    /// A stage by its weeks.
    fn stage_name(&self, stage: Stage) -> String {
        let days = self.dates.began_on.until(self.dates.due(stage));
        match stage {
            Stage::Start => stage.name().to_owned(),
            Stage::Middle | Stage::Last => {
                let days = days.map_or(0, |span| span.get_days());
                format!("{}-week check", days / 7)
            }
        }
    }
}

/// Where a learner lives, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Home {
    /// The first half of the postcode.
    outward: Option<String>,
    /// The organisation's area it lies in.
    area_code: Option<String>,
}

/// The return that reported the job last.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reported {
    year: i64,
    file: String,
    /// The day the job began as this return says it.
    on: Date,
}

/// The days of the checks that confirm something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Confirmed {
    started: Option<Date>,
    middle: Option<Date>,
    sustained: Option<Date>,
}

/// A check as it is kept.
#[derive(Debug, Clone)]
struct KeptCheck {
    id: Id,
    stage: Stage,
    /// Counts the checks of a stage; the highest stands.
    number: i64,
    found: Found,
    checked_on: Date,
    hours: Hours,
    workplace: Workplace,
    said_by: Option<SaidBy>,
    /// Why it stands in the place of the one before; empty for the first.
    reason: String,
    evidence_id: Option<Id>,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
    /// When the file it came from was taken back.
    taken_back_at: Option<Timestamp>,
}

impl KeptCheck {
    fn facts(&self) -> Check {
        Check {
            stage: self.stage,
            found: self.found,
            checked_on: self.checked_on,
            hours: self.hours,
        }
    }
}

/// Where the work is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Workplace {
    /// In one of the organisation's areas, by its code.
    Area(String),
    /// Outside them.
    Elsewhere,
    /// Not known.
    Unknown,
}

/// The checks that stand: the latest of each stage that was not taken back.
fn standing(checks: &[KeptCheck]) -> Vec<&KeptCheck> {
    let latest = |stage: Stage| {
        let of = checks
            .iter()
            .filter(move |check| check.stage == stage && check.taken_back_at.is_none());
        of.max_by_key(|check| check.number)
    };
    Stage::ALL.into_iter().filter_map(latest).collect()
}

/// What a follow-up can prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    /// The job began.
    Started,
    /// It lasted to the last check.
    Sustained,
}

impl Fact {
    const ALL: [Self; 2] = [Self::Started, Self::Sustained];

    fn key(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Sustained => "sustained",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.key() == key)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Started => "Job start confirmed",
            Self::Sustained => "Sustained job",
        }
    }
}

/// Which measure a fact feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    fact: Fact,
    measure_id: Id,
    /// Where it counts when nothing says where.
    area_code: String,
    additional_percent: i64,
}

/// What an organisation has set.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Settings {
    /// Weeks to the middle and to the last check.
    weeks: (i64, i64),
    hours_rule: HoursRule,
    rules: Vec<Rule>,
}

/// An entry that stands for a fact, and the check it rests on.
#[derive(Debug, Clone, Copy)]
struct Posted {
    fact: Fact,
    entry_id: Id,
    check_id: Id,
}

/// A one-time link for a check.
#[derive(Debug, Clone)]
struct CheckLink {
    id: Id,
    follow_up_id: Id,
    stage: Stage,
    /// The learner or the employer.
    audience: SaidBy,
    made_at: Timestamp,
    made_by: Option<Id>,
    expires_at: Timestamp,
    withdrawn_at: Option<Timestamp>,
    answer: Option<LinkAnswer>,
    /// The check that was made of the answer.
    check_id: Option<Id>,
}

/// What came by a link.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LinkAnswer {
    at: Timestamp,
    found: Found,
    hours: Hours,
    since_on: Option<Date>,
    until_on: Option<Date>,
}

impl CheckLink {
    fn state(&self, now: Timestamp) -> LinkState {
        let facts = LinkFacts {
            // One answer, and as many tries as a partner's contact has.
            audience: Audience::Partner,
            expires_at: self.expires_at,
            withdrawn_at: self.withdrawn_at,
            answers: i64::from(self.answer.is_some()),
        };
        link_state(&facts, now)
    }
}
