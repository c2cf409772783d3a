//! Every statement about sessions.

use super::planned::{attendance_add, attended_by};
use crate::activities::{Care, Session};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::activities::RiskAssessment;
use jiff::civil::Date;

const SESSION: &str = "s.id, s.activity_id, s.held_on, s.area_code, s.minutes, s.attendees, s.note,
    s.replaces_id, s.recorded_at, s.recorded_by,
    (SELECT r.id FROM session r WHERE r.organisation_id = s.organisation_id AND r.replaces_id = s.id),
    s.audience, s.supervision_id, s.age_from, s.learners_each, s.supervisor, s.supervisors,
    s.consent_confirmed_on, s.risk_assessment_id, s.risk_reviewed_on, s.risk_valid_until,
    s.concern_passed_on";

fn care_of(row: &Row) -> Result<Option<Care>, DatabaseFault> {
    if row.is_null(12)? {
        return Ok(None);
    }
    Ok(Some(Care {
        supervision_id: row.id(12)?,
        age_from: row.integer(13)?,
        learners_each: row.integer(14)?,
        supervisor: row.text(15)?,
        supervisors: row.integer(16)?,
        consent_confirmed_on: row.optional(17, Row::date)?,
        risk_assessment_id: row.id(18)?,
        risk: RiskAssessment {
            reviewed_on: row.date(19)?,
            valid_until: row.date(20)?,
        },
    }))
}

fn session_of(row: &Row) -> Result<Session, DatabaseFault> {
    Ok(Session {
        id: row.id(0)?,
        activity_id: row.id(1)?,
        held_on: row.date(2)?,
        area_code: row.text(3)?,
        minutes: row.integer(4)?,
        attendees: row.integer(5)?,
        came: Vec::new(),
        note: row.text(6)?,
        replaces_id: row.optional(7, Row::id)?,
        recorded_at: row.instant(8)?,
        recorded_by: row.optional(9, Row::id)?,
        replaced_by: row.optional(10, Row::id)?,
        audience: row.text(11)?,
        care: care_of(row)?,
        concern_passed_on: row.optional(21, Row::date)?,
    })
}

/// Records a session.
pub(in crate::activities) fn session_add(
    write: &mut Write<'_>,
    session: &Session,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let care = session.care.as_ref();
    write.execute(
        "INSERT INTO session (organisation_id, id, activity_id, held_on, area_code, minutes,
           attendees, note, replaces_id, recorded_at, recorded_by, audience, supervision_id, age_from,
           learners_each, supervisor, supervisors, consent_confirmed_on, risk_assessment_id,
           risk_reviewed_on, risk_valid_until, concern_passed_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
           ?20, ?21, ?22)",
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
            (&session.audience).into(),
            care.map(|care| care.supervision_id).into(),
            care.map(|care| care.age_from).into(),
            care.map(|care| care.learners_each).into(),
            care.map(|care| &care.supervisor).into(),
            care.map(|care| care.supervisors).into(),
            care.and_then(|care| care.consent_confirmed_on).into(),
            care.map(|care| care.risk_assessment_id).into(),
            care.map(|care| care.risk.reviewed_on).into(),
            care.map(|care| care.risk.valid_until).into(),
            session.concern_passed_on.into(),
        ],
    )?;
    attendance_add(write, session.id, &session.came)
}

/// One session, with who came.
pub(in crate::activities) fn session(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<Session>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {SESSION} FROM session s WHERE s.organisation_id = ?1 AND s.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Session {
        came: attended_by(read, id)?,
        ..session_of(&row)?
    }))
}

/// The sessions of an activity, newest first, before the one given, at most `most`.
pub(in crate::activities) fn sessions(
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

/// What was done on a day: its sessions, the people and the people's minutes. Sessions that were
/// corrected or taken back (nobody stands in their place) are left out.
pub(in crate::activities) fn done(
    read: &mut Read<'_>,
    activity_id: Id,
    (from, until): (Date, Date),
) -> Result<(i64, i64, i64), Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(*), CAST(COALESCE(SUM(attendees), 0) AS BIGINT),
           CAST(COALESCE(SUM(attendees * minutes), 0) AS BIGINT)
         FROM session s
         WHERE organisation_id = ?1 AND activity_id = ?2 AND held_on BETWEEN ?3 AND ?4
           AND attendees > 0 AND NOT EXISTS (SELECT 1 FROM session r
                           WHERE r.organisation_id = ?1 AND r.replaces_id = s.id)",
        &[
            organisation_id.into(),
            activity_id.into(),
            from.into(),
            until.into(),
        ],
    )?;
    let Some(row) = row else { return Ok((0, 0, 0)) };
    Ok((row.integer(0)?, row.integer(1)?, row.integer(2)?))
}

/// Whether a session of the same activity, day, length and people was recorded and not corrected since.
pub(in crate::activities) fn same_session(
    read: &mut Read<'_>,
    session: &Session,
) -> Result<Option<()>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT s.id FROM session s
         WHERE s.organisation_id = ?1 AND s.activity_id = ?2 AND s.held_on = ?3 AND s.minutes = ?4
           AND s.attendees = ?5 AND s.area_code = ?6
           AND NOT EXISTS (SELECT 1 FROM session r
             WHERE r.organisation_id = s.organisation_id AND r.replaces_id = s.id)",
        &[
            organisation_id.into(),
            session.activity_id.into(),
            session.held_on.into(),
            session.minutes.into(),
            session.attendees.into(),
            (&session.area_code).into(),
        ],
    )?;
    Ok(row.map(|_| ()))
}
