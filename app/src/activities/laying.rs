//! Activities and sessions made to measure with: through the same rules, without their pages.

use super::{Activity, GateAnswer, Session, go_live, store};
use crate::app::new_id;
use crate::failure::Failure;
use database::{Id, Write};
use domain::activities::{Finding, Question};
use domain::ledger::Counting;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What an activity is made of.
#[derive(Debug, Clone)]
pub(crate) struct Laid {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) audience: &'static str,
    pub(crate) partner_id: Option<Id>,
    pub(crate) area_code: String,
    pub(crate) measure_id: Id,
}

/// Starts an activity, answers its questions and sets it live.
pub(crate) fn lay_live(
    write: &mut Write<'_>,
    laid: &Laid,
    by: Id,
    when: (Date, Timestamp),
) -> Result<(), Failure> {
    let activity = Activity {
        id: laid.id,
        title: laid.title.clone(),
        description: String::new(),
        audience: laid.audience.to_owned(),
        partner_id: laid.partner_id,
        partner_stage: None,
        area_code: laid.area_code.clone(),
        other_areas: Vec::new(),
        additional_percent: 100,
        usual_minutes: 60,
        catalogue: None,
        course: None,
        owner_id: Some(by),
        starts_on: None,
        ends_on: None,
        planned_sessions: None,
        went_live_at: None,
        ended_at: None,
        findings: BTreeMap::new(),
        feeds: vec![(laid.measure_id, Counting::Attendees)],
    };
    store::add(write, &activity, when.1)?;
    for question in Question::ALL {
        let answer = GateAnswer {
            id: new_id(),
            question,
            finding: Finding::DoesNotDetract,
            reason: "Made".to_owned(),
            answered_at: when.1,
            answered_by: by,
        };
        store::answer_add(write, laid.id, &answer)?;
    }
    go_live::set_live(write, laid.id, when)?.map_err(Failure::Rule)
}

/// Records a session of it, which posts nothing.
pub(crate) fn lay_session(
    write: &mut Write<'_>,
    of: &Laid,
    (held_on, attendees): (Date, i64),
    at: Timestamp,
) -> Result<(), Failure> {
    let session = Session {
        id: new_id(),
        activity_id: of.id,
        held_on,
        area_code: of.area_code.clone(),
        minutes: 60,
        attendees,
        came: Vec::new(),
        note: String::new(),
        audience: of.audience.to_owned(),
        care: None,
        concern_passed_on: None,
        replaces_id: None,
        replaced_by: None,
        recorded_at: at,
        recorded_by: None,
    };
    store::session_add(write, &session)
}
