//! Every statement about alarms.

use super::{Answered, Raised};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::alarms::Alarm;
use jiff::Timestamp;

const RAISED: &str = "a.id, a.alarm, a.about, a.figure, a.person_id, a.raised_at,
    w.words, w.answered_at, w.answered_by
    FROM alarm a LEFT JOIN alarm_answer w
      ON w.organisation_id = a.organisation_id AND w.alarm_id = a.id";

/// An alarm of a kind that is known; none of another.
fn raised(row: &Row) -> Result<Option<Raised>, DatabaseFault> {
    let Some(alarm) = Alarm::from_key(&row.text(1)?) else {
        return Ok(None);
    };
    let answer = match row.optional(6, Row::text)? {
        None => None,
        Some(words) => Some(Answered {
            words,
            at: row.instant(7)?,
            by: row.optional(8, Row::id)?,
        }),
    };
    Ok(Some(Raised {
        id: row.id(0)?,
        kind: alarm,
        about: row.text(2)?,
        figure: row.integer(3)?,
        person_id: row.optional(4, Row::id)?,
        at: row.instant(5)?,
        answer,
    }))
}

fn all(rows: &[Row]) -> Result<Vec<Raised>, Failure> {
    let found: Result<Vec<_>, _> = rows.iter().map(raised).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// Those that nobody answered yet, the oldest first.
pub(crate) fn open(read: &mut Read<'_>) -> Result<Vec<Raised>, Failure> {
    let sql = format!(
        "SELECT {RAISED} WHERE a.organisation_id = ?1 AND w.alarm_id IS NULL
         ORDER BY a.raised_at, a.id"
    );
    let organisation_id = read.organisation_id();
    all(&read.query(&sql, &[organisation_id.into()])?)
}

/// The newest of those that were answered.
pub(super) fn answered(read: &mut Read<'_>, most: i64) -> Result<Vec<Raised>, Failure> {
    let sql = format!(
        "SELECT {RAISED} WHERE a.organisation_id = ?1 AND w.alarm_id IS NOT NULL
         ORDER BY a.raised_at DESC, a.id DESC LIMIT ?2"
    );
    let organisation_id = read.organisation_id();
    all(&read.query(&sql, &[organisation_id.into(), most.into()])?)
}

/// One of them.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Raised>, Failure> {
    let sql = format!("SELECT {RAISED} WHERE a.organisation_id = ?1 AND a.id = ?2");
    let organisation_id = read.organisation_id();
    Ok(all(&read.query(&sql, &[organisation_id.into(), id.into()])?)?.pop())
}

/// The one about the same thing that was raised last.
pub(super) fn last(
    read: &mut Read<'_>,
    (alarm, about): (Alarm, &str),
) -> Result<Option<Raised>, Failure> {
    let sql = format!(
        "SELECT {RAISED} WHERE a.organisation_id = ?1 AND a.alarm = ?2 AND a.about = ?3
         ORDER BY a.raised_at DESC, a.id DESC LIMIT 1"
    );
    let organisation_id = read.organisation_id();
    let values = [organisation_id.into(), alarm.key().into(), about.into()];
    Ok(all(&read.query(&sql, &values)?)?.pop())
}

/// Raises one.
pub(super) fn add(write: &mut Write<'_>, new: &Raised) -> Result<(), Failure> {
    let values = [
        write.organisation_id().into(),
        new.id.into(),
        new.kind.key().into(),
        (&new.about).into(),
        new.figure.into(),
        new.person_id.into(),
        new.at.into(),
    ];
    write.execute(
        "INSERT INTO alarm (organisation_id, id, alarm, about, figure, person_id, raised_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &values,
    )?;
    Ok(())
}

/// Keeps what somebody found of it.
pub(super) fn answer(
    write: &mut Write<'_>,
    (alarm, caused_by): (Id, Option<Id>),
    (by, words): (Id, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO alarm_answer (organisation_id, alarm_id, words, person_id, answered_at,
           answered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            alarm.into(),
            words.into(),
            caused_by.into(),
            at.into(),
            by.into(),
        ],
    )?;
    Ok(())
}
