//! Every statement about what is planned, and about who is expected.

use crate::activities::{Expected, Planned};
use crate::failure::Failure;
use crate::people::but_restricted;
use database::{DatabaseFault, Id, Read, Row, Write};
use jiff::Timestamp;
use jiff::civil::Date;

const PLANNED: &str = "p.id, p.activity_id, p.planned_on FROM planned_session p
    WHERE p.organisation_id = ?1 AND p.session_id IS NULL AND p.called_off_why IS NULL";

fn planned_of(row: &Row) -> Result<Planned, DatabaseFault> {
    Ok(Planned {
        id: row.id(0)?,
        activity_id: row.id(1)?,
        day: row.date(2)?,
    })
}

/// The sessions of an activity that are planned and neither recorded nor called off, the first first.
pub(in crate::activities) fn planned(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Vec<Planned>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {PLANNED} AND p.activity_id = ?2 ORDER BY p.planned_on LIMIT 200");
    let rows = read.query(&sql, &[organisation_id.into(), activity_id.into()])?;
    Ok(rows.iter().map(planned_of).collect::<Result<_, _>>()?)
}

/// One of them.
pub(in crate::activities) fn planned_one(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<Planned>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {PLANNED} AND p.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(planned_of).transpose()?)
}

/// Planned sessions of activities that go on whose day has come, the first first.
pub(crate) fn expected(read: &mut Read<'_>, by: Date) -> Result<Vec<Expected>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.id, p.activity_id, a.title, p.planned_on FROM planned_session p
         JOIN activity a ON a.organisation_id = p.organisation_id AND a.id = p.activity_id
         WHERE p.organisation_id = ?1 AND p.session_id IS NULL AND p.called_off_why IS NULL
           AND p.planned_on <= ?2 AND a.ended_at IS NULL
         ORDER BY p.planned_on, p.id LIMIT 100",
        &[organisation_id.into(), by.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Expected {
                planned_id: row.id(0)?,
                activity_id: row.id(1)?,
                title: row.text(2)?,
                planned_on: row.date(3)?,
            })
        })
        .collect()
}

/// Which activities have sessions planned on these days that nobody recorded or called off, how many, and
/// how many people came to each of their last ten sessions before.
pub(in crate::activities) fn planned_between(
    read: &mut Read<'_>,
    (from, to): (Date, Date),
) -> Result<Vec<(Id, i64, Vec<i64>)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.activity_id, COUNT(*) FROM planned_session p
         JOIN activity a ON a.organisation_id = p.organisation_id AND a.id = p.activity_id
         WHERE p.organisation_id = ?1 AND p.session_id IS NULL AND p.called_off_why IS NULL
           AND p.planned_on BETWEEN ?2 AND ?3 AND a.ended_at IS NULL
         GROUP BY p.activity_id ORDER BY p.activity_id",
        &[organisation_id.into(), from.into(), to.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let activity_id = row.id(0)?;
        let came = read.query(
            "SELECT attendees FROM session
             WHERE organisation_id = ?1 AND activity_id = ?2 AND held_on < ?3
             ORDER BY held_on DESC, id DESC LIMIT 10",
            &[organisation_id.into(), activity_id.into(), from.into()],
        )?;
        let came = came.iter().map(|row| row.integer(0));
        found.push((
            activity_id,
            row.integer(1)?,
            came.collect::<Result<_, _>>()?,
        ));
    }
    Ok(found)
}

/// Plans a session, unless there is one on the day already; gives how many were planned.
pub(in crate::activities) fn planned_add(
    write: &mut Write<'_>,
    new: &Planned,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "INSERT INTO planned_session (organisation_id, id, activity_id, planned_on, planned_at,
           planned_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, activity_id, planned_on) DO NOTHING",
        &[
            scope.organisation_id.into(),
            new.id.into(),
            new.activity_id.into(),
            new.day.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Ties a session to what was planned: to the one named, or to the one of its day.
pub(in crate::activities) fn planned_held(
    write: &mut Write<'_>,
    (activity_id, session_id): (Id, Id),
    (named, held_on): (Option<Id>, Date),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let (column, value) = match named {
        Some(id) => ("id", id.into()),
        None => ("planned_on", held_on.into()),
    };
    let sql = format!(
        "UPDATE planned_session SET session_id = ?3
         WHERE organisation_id = ?1 AND activity_id = ?2 AND {column} = ?4
           AND session_id IS NULL AND called_off_why IS NULL"
    );
    let values = [
        organisation_id.into(),
        activity_id.into(),
        session_id.into(),
        value,
    ];
    write.execute(&sql, &values)?;
    Ok(())
}

/// Calls a planned session off. Says how many rows changed: none when it was recorded meanwhile.
pub(in crate::activities) fn planned_call_off(
    write: &mut Write<'_>,
    id: Id,
    why: &str,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE planned_session SET called_off_why = ?3
         WHERE organisation_id = ?1 AND id = ?2 AND session_id IS NULL AND called_off_why IS NULL",
        &[organisation_id.into(), id.into(), why.into()],
    )?)
}

/// The references of who usually comes to an activity, but for those whose data is kept and not used.
pub(in crate::activities) fn enrolled(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT learner_reference FROM enrolment
         WHERE organisation_id = ?1 AND activity_id = ?2{} ORDER BY learner_reference",
        but_restricted("enrolment", "learner_reference")
    );
    let rows = read.query(&sql, &[organisation_id.into(), activity_id.into()])?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// Says anew who usually comes. Whoever is not shown stays on the list unseen.
pub(in crate::activities) fn enrolled_set(
    write: &mut Write<'_>,
    activity_id: Id,
    references: &[String],
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let sql = format!(
        "DELETE FROM enrolment WHERE organisation_id = ?1 AND activity_id = ?2{}",
        but_restricted("enrolment", "learner_reference")
    );
    write.execute(&sql, &[scope.organisation_id.into(), activity_id.into()])?;
    for reference in references {
        write.execute(
            "INSERT INTO enrolment (organisation_id, activity_id, learner_reference, enrolled_at,
               enrolled_by)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (organisation_id, activity_id, learner_reference) DO NOTHING",
            &[
                scope.organisation_id.into(),
                activity_id.into(),
                reference.into(),
                at.into(),
                scope.person_id.into(),
            ],
        )?;
    }
    Ok(())
}

/// Keeps who came to a session.
pub(super) fn attendance_add(
    write: &mut Write<'_>,
    session_id: Id,
    came: &[String],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for reference in came {
        write.execute(
            "INSERT INTO attendance (organisation_id, session_id, learner_reference)
             VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), session_id.into(), reference.into()],
        )?;
    }
    Ok(())
}

/// The references of who came to a session, but for those whose data is kept and not used.
pub(super) fn attended_by(read: &mut Read<'_>, session_id: Id) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT learner_reference FROM attendance
         WHERE organisation_id = ?1 AND session_id = ?2{} ORDER BY learner_reference",
        but_restricted("attendance", "learner_reference")
    );
    let rows = read.query(&sql, &[organisation_id.into(), session_id.into()])?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}
