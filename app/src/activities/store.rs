//! Every statement about activities and sessions.

use super::{Activity, Session};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::ledger::Counting;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

const ACTIVITY: &str =
    "id, title, description, audience, partner_id, area_code, additional_percent,
    usual_minutes, ended_at";

fn activity(row: &Row) -> Result<Activity, DatabaseFault> {
    Ok(Activity {
        id: row.id(0)?,
        title: row.text(1)?,
        description: row.text(2)?,
        audience: row.text(3)?,
        partner_id: row.optional(4, Row::id)?,
        area_code: row.text(5)?,
        additional_percent: row.integer(6)?,
        usual_minutes: row.integer(7)?,
        ended_at: row.optional(8, Row::instant)?,
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
           area_code, additional_percent, usual_minutes, started_at, started_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
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
        ],
    )?;
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

fn feeds(read: &mut Read<'_>) -> Result<BTreeMap<Id, Vec<(Id, Counting)>>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found: BTreeMap<Id, Vec<(Id, Counting)>> = BTreeMap::new();
    for row in read.query(
        "SELECT activity_id, measure_id, counting FROM activity_measure
         WHERE organisation_id = ?1 ORDER BY activity_id, measure_id",
        &[organisation_id.into()],
    )? {
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
    let mut feeds = feeds(read)?;
    let sql = format!(
        "SELECT {ACTIVITY} FROM activity WHERE organisation_id = ?1
         ORDER BY (CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END), title, id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    rows.iter()
        .map(|row| {
            let activity = activity(row)?;
            let feeds = feeds.remove(&activity.id).unwrap_or_default();
            Ok(Activity { feeds, ..activity })
        })
        .collect()
}

/// One activity.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Activity>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {ACTIVITY} FROM activity WHERE organisation_id = ?1 AND id = ?2");
    let Some(row) = read.first(&sql, &[organisation_id.into(), id.into()])? else {
        return Ok(None);
    };
    let feeds = feeds(read)?.remove(&id).unwrap_or_default();
    Ok(Some(Activity {
        feeds,
        ..activity(&row)?
    }))
}

const SESSION: &str = "s.id, s.activity_id, s.held_on, s.area_code, s.minutes, s.attendees, s.note,
    s.replaces_id, s.recorded_at, s.recorded_by,
    (SELECT r.id FROM session r WHERE r.organisation_id = s.organisation_id AND r.replaces_id = s.id)";

fn session_of(row: &Row) -> Result<Session, DatabaseFault> {
    Ok(Session {
        id: row.id(0)?,
        activity_id: row.id(1)?,
        held_on: row.date(2)?,
        area_code: row.text(3)?,
        minutes: row.integer(4)?,
        attendees: row.integer(5)?,
        note: row.text(6)?,
        replaces_id: row.optional(7, Row::id)?,
        recorded_at: row.instant(8)?,
        recorded_by: row.optional(9, Row::id)?,
        replaced_by: row.optional(10, Row::id)?,
    })
}

/// Records a session.
pub(super) fn session_add(write: &mut Write<'_>, session: &Session) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO session (organisation_id, id, activity_id, held_on, area_code, minutes,
           attendees, note, replaces_id, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            organisation_id.into(),
            session.id.into(),
            session.activity_id.into(),
            session.held_on.into(),
            (&session.area_code).into(),
            session.minutes.into(),
            session.attendees.into(),
            (&session.note).into(),
            session.replaces_id.into(),
            session.recorded_at.into(),
            session.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// One session.
pub(super) fn session(read: &mut Read<'_>, id: Id) -> Result<Option<Session>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {SESSION} FROM session s WHERE s.organisation_id = ?1 AND s.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(session_of).transpose()?)
}

/// The sessions of an activity, newest first, before the one given, at most `most`.
pub(super) fn sessions(
    read: &mut Read<'_>,
    activity_id: Id,
    before: Option<(Date, Id)>,
    most: i64,
) -> Result<Vec<Session>, Failure> {
    let organisation_id = read.organisation_id();
    let (date, id) = before.unwrap_or((Date::MAX, Id::max()));
    let sql = format!(
        "SELECT {SESSION} FROM session s
         WHERE s.organisation_id = ?1 AND s.activity_id = ?2 AND (s.held_on, s.id) < (?3, ?4)
         ORDER BY s.held_on DESC, s.id DESC LIMIT ?5"
    );
    let rows = read.query(
        &sql,
        &[
            organisation_id.into(),
            activity_id.into(),
            date.into(),
            id.into(),
            most.into(),
        ],
    )?;
    Ok(rows.iter().map(session_of).collect::<Result<_, _>>()?)
}
