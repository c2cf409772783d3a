//! Every statement about pilots.

use crate::activities::Pilot;
use crate::activities::pilot::Decided;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::activities::Decision;
use jiff::civil::Date;

fn pilot_of(row: &Row) -> Result<Pilot, DatabaseFault> {
    let decision = row.optional(7, Row::text)?;
    let decision = decision.and_then(|key| Decision::from_key(&key));
    let decided = match decision {
        None => None,
        Some(decision) => Some(Decided {
            decision,
            reason: row.text(8)?,
            on: row.date(9)?,
            by: row.id(10)?,
        }),
    };
    Ok(Pilot {
        hypothesis: row.text(0)?,
        measured: row.text(1)?,
        before: row.integer(2)?,
        started_on: row.date(3)?,
        after: row.optional(4, Row::integer)?,
        after_note: row.optional(5, Row::text)?.unwrap_or_default(),
        after_on: row.optional(6, Row::date)?,
        decided,
    })
}

/// The pilot of an activity, if it is one.
pub(in crate::activities) fn pilot(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Option<Pilot>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT hypothesis, measured, before_thousandths, started_on, after_thousandths, after_note,
           after_on, decision, decision_reason, decided_on, decided_by
         FROM pilot WHERE organisation_id = ?1 AND activity_id = ?2",
        &[organisation_id.into(), activity_id.into()],
    )?;
    Ok(row.as_ref().map(pilot_of).transpose()?)
}

/// Makes an activity a pilot.
pub(in crate::activities) fn pilot_add(
    write: &mut Write<'_>,
    activity_id: Id,
    pilot: &Pilot,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO pilot (organisation_id, activity_id, hypothesis, measured, before_thousandths,
           started_on, started_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            activity_id.into(),
            (&pilot.hypothesis).into(),
            (&pilot.measured).into(),
            pilot.before.into(),
            pilot.started_on.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Keeps what was measured after it, as long as nothing is decided. Gives how many rows that were.
pub(in crate::activities) fn pilot_measure_after(
    write: &mut Write<'_>,
    activity_id: Id,
    (after, note): (i64, &str),
    on: Date,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE pilot SET after_thousandths = ?3, after_note = ?4, after_on = ?5, after_by = ?6
         WHERE organisation_id = ?1 AND activity_id = ?2 AND decision IS NULL",
        &[
            scope.organisation_id.into(),
            activity_id.into(),
            after.into(),
            note.into(),
            on.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Keeps the decision, once. Gives how many rows that were.
pub(in crate::activities) fn pilot_decide(
    write: &mut Write<'_>,
    activity_id: Id,
    decided: &Decided,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE pilot SET decision = ?3, decision_reason = ?4, decided_on = ?5, decided_by = ?6
         WHERE organisation_id = ?1 AND activity_id = ?2 AND decision IS NULL",
        &[
            organisation_id.into(),
            activity_id.into(),
            decided.decision.key().into(),
            (&decided.reason).into(),
            decided.on.into(),
            decided.by.into(),
        ],
    )?)
}
