//! What the organisation does (P2): activities, and their sessions with the people who took part. A
//! session is recorded with its evidence on one page, and posts the entries its activity feeds.

pub(crate) mod correct;
pub(crate) mod end;
pub(crate) mod list;
pub(crate) mod new;
mod posting;
pub(crate) mod record;
pub(crate) mod session;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;
use domain::ledger::Counting;
use jiff::civil::Date;

pub(crate) use store::all;

/// Something the organisation does again and again.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) description: String,
    /// `learners`, `staff`, `community` or `employers`.
    pub(crate) audience: String,
    pub(crate) partner_id: Option<Id>,
    pub(crate) area_code: String,
    /// 0 (core delivery) to 100 (all of it additional).
    pub(crate) additional_percent: i64,
    pub(crate) usual_minutes: i64,
    pub(crate) ended_at: Option<jiff::Timestamp>,
    /// The measures a session counts towards, and how.
    pub(crate) feeds: Vec<(Id, Counting)>,
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
    pub(crate) note: String,
    /// The session this one was recorded instead of.
    pub(crate) replaces_id: Option<Id>,
    /// The session that was recorded instead of this one.
    pub(crate) replaced_by: Option<Id>,
    pub(crate) recorded_at: jiff::Timestamp,
    pub(crate) recorded_by: Option<Id>,
}

/// For whom an activity may be: the word kept and the words shown.
pub(crate) const AUDIENCES: [(&str, &str); 4] = [
    ("learners", "Learners"),
    ("staff", "Our staff"),
    ("community", "People of the neighbourhood"),
    ("employers", "Employers"),
];
