//! Every statement about activities: this one about the activities themselves.

mod gate;
mod learners;
mod pilots;
mod planned;
mod registers;
mod sessions;

use super::Activity;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::ledger::Counting;
use domain::partners::Stage;
use jiff::Timestamp;
use std::collections::BTreeMap;

pub(super) use gate::{answer_add, answers, go_live};
pub(crate) use learners::risks_due;
pub(super) use learners::{assessment_add, assessments, supervision, supervision_add};
pub(super) use pilots::{pilot, pilot_add, pilot_decide, pilot_measure_after};
pub(crate) use planned::expected;
pub(super) use planned::{
    enrolled, enrolled_set, planned, planned_add, planned_between, planned_call_off, planned_held,
    planned_one,
};
pub(super) use registers::{
    Attended, Period, PilotDate, With, attended, partnerships_formed, pilots_between,
};
pub(super) use sessions::{done, same_session, session, session_add, sessions};

const ACTIVITY: &str = "a.id, a.title, a.description, a.audience, a.partner_id, a.area_code,
    a.additional_percent, a.usual_minutes, a.ended_at, a.catalogue, a.course, a.owner_id, a.starts_on,
    a.ends_on, a.planned_sessions, l.went_live_at, p.stage
    FROM activity a LEFT JOIN activity_live l
      ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
    LEFT JOIN partner p ON p.organisation_id = a.organisation_id AND p.id = a.partner_id";

fn activity(row: &Row) -> Result<Activity, DatabaseFault> {
    Ok(Activity {
        id: row.id(0)?,
        title: row.text(1)?,
        description: row.text(2)?,
        audience: row.text(3)?,
        partner_id: row.optional(4, Row::id)?,
        area_code: row.text(5)?,
        other_areas: Vec::new(),
        additional_percent: row.integer(6)?,
        usual_minutes: row.integer(7)?,
        ended_at: row.optional(8, Row::instant)?,
        catalogue: row.optional(9, Row::text)?,
        course: row.optional(10, Row::text)?,
        owner_id: row.optional(11, Row::id)?,
        starts_on: row.optional(12, Row::date)?,
        ends_on: row.optional(13, Row::date)?,
        planned_sessions: row.optional(14, Row::integer)?,
        went_live_at: row.optional(15, Row::instant)?,
        partner_stage: match row.optional(16, Row::text)? {
            Some(key) => Some(Stage::from_key(&key).ok_or(DatabaseFault::Missing)?),
            None => None,
        },
        findings: BTreeMap::new(),
        feeds: Vec::new(),
    })
}

/// Starts an activity.
pub(super) fn add(
    write: &mut Write<'_>,
    activity: &Activity,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO activity (organisation_id, id, title, description, audience, partner_id,
           area_code, additional_percent, usual_minutes, started_at, started_by, catalogue, course,
           owner_id, starts_on, ends_on, planned_sessions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        &[
            scope.organisation_id.into(),
            activity.id.into(),
            (&activity.title).into(),
            (&activity.description).into(),
            (&activity.audience).into(),
            activity.partner_id.into(),
            (&activity.area_code).into(),
            activity.additional_percent.into(),
            activity.usual_minutes.into(),
            at.into(),
            scope.person_id.into(),
            activity.catalogue.as_ref().into(),
            activity.course.as_ref().into(),
            activity.owner_id.into(),
            activity.starts_on.into(),
            activity.ends_on.into(),
            activity.planned_sessions.into(),
        ],
    )?;
    for code in &activity.other_areas {
        write.execute(
            "INSERT INTO activity_area (organisation_id, activity_id, area_code)
             VALUES (?1, ?2, ?3)",
            &[
                scope.organisation_id.into(),
                activity.id.into(),
                code.into(),
            ],
        )?;
    }
    for (measure_id, counting) in &activity.feeds {
        write.execute(
            "INSERT INTO activity_measure (organisation_id, activity_id, measure_id, counting)
             VALUES (?1, ?2, ?3, ?4)",
            &[
                scope.organisation_id.into(),
                activity.id.into(),
                (*measure_id).into(),
                counting.key().into(),
            ],
        )?;
    }
    Ok(())
}

/// Ends an activity, or takes it up again.
pub(super) fn ended_set(
    write: &mut Write<'_>,
    id: Id,
    ended_at: Option<Timestamp>,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE activity SET ended_at = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into(), ended_at.into()],
    )?;
    Ok(())
}

/// What narrows a statement to one activity, if one is given, and its values.
fn one_or_all(organisation_id: Id, of: Option<Id>) -> (&'static str, Vec<Value>) {
    match of {
        Some(id) => (
            "AND activity_id = ?2",
            vec![organisation_id.into(), id.into()],
        ),
        None => ("", vec![organisation_id.into()]),
    }
}

fn feeds(
    read: &mut Read<'_>,
    of: Option<Id>,
) -> Result<BTreeMap<Id, Vec<(Id, Counting)>>, Failure> {
    let (only, values) = one_or_all(read.organisation_id(), of);
    let sql = format!(
        "SELECT activity_id, measure_id, counting FROM activity_measure
         WHERE organisation_id = ?1 {only} ORDER BY activity_id, measure_id"
    );
    let mut found: BTreeMap<Id, Vec<(Id, Counting)>> = BTreeMap::new();
    for row in read.query(&sql, &values)? {
        let counting = Counting::from_key(&row.text(2)?).unwrap_or(Counting::Attendees);
        found
            .entry(row.id(0)?)
            .or_default()
            .push((row.id(1)?, counting));
    }
    Ok(found)
}

/// All activities, those that go on first, by title.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<Activity>, Failure> {
    let organisation_id = read.organisation_id();
    let mut feeds = feeds(read, None)?;
    let mut findings = gate::findings(read, None)?;
    let sql = format!(
        "SELECT {ACTIVITY} WHERE a.organisation_id = ?1
         ORDER BY (CASE WHEN a.ended_at IS NULL THEN 0 ELSE 1 END), a.title, a.id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    rows.iter()
        .map(|row| {
            let activity = activity(row)?;
            Ok(Activity {
                findings: findings.remove(&activity.id).unwrap_or_default(),
                feeds: feeds.remove(&activity.id).unwrap_or_default(),
                ..activity
            })
        })
        .collect()
}

/// Where else than at its usual place an activity reaches people.
fn other_areas(read: &mut Read<'_>, id: Id) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT area_code FROM activity_area
         WHERE organisation_id = ?1 AND activity_id = ?2 ORDER BY area_code",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// One activity, with all its areas.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Activity>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {ACTIVITY} WHERE a.organisation_id = ?1 AND a.id = ?2");
    let Some(row) = read.first(&sql, &[organisation_id.into(), id.into()])? else {
        return Ok(None);
    };
    let feeds = feeds(read, Some(id))?.remove(&id).unwrap_or_default();
    let findings = gate::findings(read, Some(id))?
        .remove(&id)
        .unwrap_or_default();
    Ok(Some(Activity {
        other_areas: other_areas(read, id)?,
        findings,
        feeds,
        ..activity(&row)?
    }))
}
