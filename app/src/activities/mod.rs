//! What the organisation does (P2): activities, and their sessions with the people who took part. A
//! session is recorded with its evidence on one page, and posts the entries its activity feeds.

pub(crate) mod answer;
mod care;
pub(crate) mod choose;
pub(crate) mod correct;
pub(crate) mod end;
pub(crate) mod enrol;
mod feeds;
pub(crate) mod go_live;
mod laying;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod pilot;
pub(crate) mod plan;
mod posting;
pub(crate) mod record;
pub(crate) mod registers;
pub(crate) mod risk;
pub(crate) mod session;
mod sheet;
pub(crate) mod show;
mod store;
pub(crate) mod supervision;
#[cfg(test)]
mod tests;
mod to_come;

use database::Id;
use domain::activities::{Finding, Question, RiskAssessment, State, Supervision};
use domain::ledger::Counting;
use domain::partners::Stage;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(crate) use end::end;
pub(crate) use laying::{Laid, lay_live, lay_session};
pub(crate) use sheet::{Activities, ActivityLine, SessionLine, Sessions, take_back};
pub(crate) use store::{all, expected, find, risks_due};
pub(crate) use to_come::to_come;

/// Something the organisation does again and again.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) description: String,
    /// `learners`, `staff`, `community` or `employers`.
    pub(crate) audience: String,
    pub(crate) partner_id: Option<Id>,
    /// Where its partner stands, if it has one.
    pub(crate) partner_stage: Option<Stage>,
    pub(crate) area_code: String,
    /// Where else it reaches people.
    pub(crate) other_areas: Vec<String>,
    /// 0 (core delivery) to 100 (all of it additional).
    pub(crate) additional_percent: i64,
    pub(crate) usual_minutes: i64,
    /// The line of the catalogue it began with, and the course it belongs to.
    pub(crate) catalogue: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) owner_id: Option<Id>,
    pub(crate) starts_on: Option<Date>,
    pub(crate) ends_on: Option<Date>,
    /// Sessions planned for each quarter.
    pub(crate) planned_sessions: Option<i64>,
    pub(crate) went_live_at: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
    /// The newest answer to each of the three questions (P1.1d).
    pub(crate) findings: BTreeMap<Question, Finding>,
    /// The measures a session counts towards, and how.
    pub(crate) feeds: Vec<(Id, Counting)>,
}

impl Activity {
    /// Where it stands.
    pub(crate) fn state(&self) -> State {
        State::of(
            self.ended_at,
            self.went_live_at,
            &self.findings,
            self.partner_stage,
        )
    }

    /// Whether it has no length, and is therefore recorded as one number for a month (P2.1a).
    fn is_counted_by_month(&self) -> bool {
        self.usual_minutes == 0
    }

    /// Whether it is for learners, who are looked after (P4f).
    fn is_for_learners(&self) -> bool {
        self.audience == LEARNERS
    }
}

/// An answer to one of the three questions, as somebody gave it.
#[derive(Debug, Clone)]
struct GateAnswer {
    id: Id,
    question: Question,
    finding: Finding,
    reason: String,
    answered_at: Timestamp,
    answered_by: Id,
}

/// How learners are looked after in an activity.
#[derive(Debug, Clone)]
struct Supervised {
    id: Id,
    age_from: i64,
    age_to: i64,
    /// How learners know that taking part is voluntary.
    voluntary_how: String,
    /// The name of who usually supervises.
    supervisor: String,
    learners_each: i64,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
}

impl Supervised {
    fn rule(&self) -> Supervision {
        Supervision {
            age_from: self.age_from,
            learners_each: self.learners_each,
        }
    }
}

/// A risk assessment of an activity.
#[derive(Debug, Clone)]
struct Assessment {
    id: Id,
    title: String,
    holds: RiskAssessment,
    evidence_id: Option<Id>,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
}

/// What a session with learners relied on.
#[derive(Debug, Clone)]
pub(crate) struct Care {
    supervision_id: Id,
    age_from: i64,
    learners_each: i64,
    supervisor: String,
    supervisors: i64,
    consent_confirmed_on: Option<Date>,
    risk_assessment_id: Id,
    risk: RiskAssessment,
}

/// An activity that is a pilot (P2.2c); quantities are thousandths of whatever is measured.
#[derive(Debug, Clone)]
struct Pilot {
    hypothesis: String,
    measured: String,
    before: i64,
    started_on: Date,
    after: Option<i64>,
    after_note: String,
    after_on: Option<Date>,
    decided: Option<pilot::Decided>,
}

/// A session that is to take place.
#[derive(Debug, Clone)]
struct Planned {
    id: Id,
    activity_id: Id,
    day: Date,
}

/// A planned session whose day has come.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) planned_id: Id,
    pub(crate) activity_id: Id,
    /// The activity's.
    pub(crate) title: String,
    pub(crate) planned_on: Date,
}

/// An activity for learners whose newest risk assessment runs out, or that has none.
#[derive(Debug, Clone)]
pub(crate) struct RiskDue {
    pub(crate) activity_id: Id,
    pub(crate) title: String,
    pub(crate) valid_until: Option<Date>,
}

/// One dated occurrence of an activity.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: Id,
    pub(crate) activity_id: Id,
    pub(crate) held_on: Date,
    pub(crate) area_code: String,
    pub(crate) minutes: i64,
    pub(crate) attendees: i64,
    /// The references of those of them who are on the register; the others are walk-ins.
    pub(crate) came: Vec<String>,
    pub(crate) note: String,
    /// For whom it was: that of its activity.
    pub(crate) audience: String,
    /// What it relied on, when learners took part.
    pub(crate) care: Option<Care>,
    /// The day a concern was passed to the safeguarding lead; nothing else is kept of it.
    pub(crate) concern_passed_on: Option<Date>,
    /// The session this one was recorded instead of.
    pub(crate) replaces_id: Option<Id>,
    /// The session that was recorded instead of this one.
    pub(crate) replaced_by: Option<Id>,
    pub(crate) recorded_at: Timestamp,
    pub(crate) recorded_by: Option<Id>,
}

impl Session {
    /// People who came without being on the register.
    fn walk_ins(&self) -> i64 {
        let ticked = i64::try_from(self.came.len()).unwrap_or(i64::MAX);
        self.attendees.saturating_sub(ticked)
    }

    /// Who came from the register, and how many walked in.
    fn register_words(&self) -> String {
        let walk_ins = match self.walk_ins() {
            0 => "no walk-ins".to_owned(),
            1 => "1 walk-in".to_owned(),
            many => format!("{many} walk-ins"),
        };
        format!("{}; {walk_ins}", self.came.join(", "))
    }
}

/// The audience whose sessions ask for care.
const LEARNERS: &str = "learners";

/// For whom an activity may be: the word kept and the words shown.
pub(crate) const AUDIENCES: [(&str, &str); 4] = [
    (LEARNERS, "Learners"),
    ("staff", "Our staff"),
    ("community", "People of the neighbourhood"),
    ("employers", "Employers"),
];
