//! Every statement about why a measure missed its target or a step its day, and about what is done to
//! recover.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::calendar::Quarter;
use domain::monitoring::{ReturnName, TimedStep};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Keeps what happened with a measure, in place of what was said before.
pub(in crate::monitoring) fn variance_set(
    write: &mut Write<'_>,
    (name, measure_id): (ReturnName, Id),
    happened: &str,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO return_variance (organisation_id, quarter, measure_id, happened, written_at,
           written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, quarter, measure_id) DO UPDATE
         SET happened = excluded.happened, written_at = excluded.written_at,
             written_by = excluded.written_by",
        &[
            scope.organisation_id.into(),
            name.to_string().into(),
            measure_id.into(),
            happened.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// What happened with measures, by their key.
pub(in crate::monitoring) fn variances(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<BTreeMap<Id, String>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT measure_id, happened FROM return_variance
         WHERE organisation_id = ?1 AND quarter = ?2 AND happened <> ''",
        &[organisation_id.into(), name.to_string().into()],
    )?
    .iter()
    .map(|row| Ok((row.id(0)?, row.text(1)?)))
    .collect()
}

/// What is done about a measure that is below its target.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct RecoveryAction {
    pub(in crate::monitoring) id: Id,
    /// The quarter it was first said in, by its name.
    pub(in crate::monitoring) quarter: String,
    pub(in crate::monitoring) measure_id: Id,
    pub(in crate::monitoring) what: String,
    pub(in crate::monitoring) owner_id: Id,
    pub(in crate::monitoring) due_on: Date,
    pub(in crate::monitoring) opened_at: Timestamp,
    /// The day it was done, what came of it, and when that was said.
    pub(in crate::monitoring) done: Option<(Date, String, Timestamp)>,
}

const ACTION: &str =
    "id, quarter, measure_id, what, owner_id, due_on, opened_at, done_on, done_note,
    done_at FROM recovery_action";

fn action_of(row: &Row) -> Result<RecoveryAction, DatabaseFault> {
    let on = row.optional(7, Row::date)?;
    let note = row.optional(8, Row::text)?;
    let at = row.optional(9, Row::instant)?;
    Ok(RecoveryAction {
        id: row.id(0)?,
        quarter: row.text(1)?,
        measure_id: row.id(2)?,
        what: row.text(3)?,
        owner_id: row.id(4)?,
        due_on: row.date(5)?,
        opened_at: row.instant(6)?,
        done: on.zip(note).zip(at).map(|((on, note), at)| (on, note, at)),
    })
}

/// The actions that stand in the return of a quarter: said by then, and not done before it began.
pub(in crate::monitoring) fn actions(
    read: &mut Read<'_>,
    (quarter, first_day): (Quarter, Date),
) -> Result<Vec<RecoveryAction>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ACTION} WHERE organisation_id = ?1 AND quarter <= ?2
           AND (done_on IS NULL OR done_on >= ?3) ORDER BY opened_at, id"
    );
    let rows = read.query(
        &sql,
        &[
            organisation_id.into(),
            quarter.to_string().into(),
            first_day.into(),
        ],
    )?;
    Ok(rows.iter().map(action_of).collect::<Result<_, _>>()?)
}

/// One action.
pub(in crate::monitoring) fn action(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<RecoveryAction>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {ACTION} WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(action_of).transpose()?)
}

/// The open actions of a person, the first due first.
pub(in crate::monitoring) fn actions_of(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<RecoveryAction>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ACTION} WHERE organisation_id = ?1 AND owner_id = ?2 AND done_at IS NULL
         ORDER BY due_on, id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), person_id.into()])?;
    Ok(rows.iter().map(action_of).collect::<Result<_, _>>()?)
}

/// Keeps an action.
pub(in crate::monitoring) fn action_add(
    write: &mut Write<'_>,
    action: &RecoveryAction,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO recovery_action (organisation_id, id, quarter, measure_id, what, owner_id, due_on,
           opened_at, opened_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            action.id.into(),
            (&action.quarter).into(),
            action.measure_id.into(),
            (&action.what).into(),
            action.owner_id.into(),
            action.due_on.into(),
            action.opened_at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Keeps that an action is done; says how many rows changed: none when it was done before.
pub(in crate::monitoring) fn action_done(
    write: &mut Write<'_>,
    id: Id,
    (on, note): (Date, &str),
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE recovery_action SET done_on = ?3, done_note = ?4, done_at = ?5, done_by = ?6
         WHERE organisation_id = ?1 AND id = ?2 AND done_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            on.into(),
            note.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Why a step came late, in place of what was said before; it is said anew when it is done anew.
pub(in crate::monitoring) fn lateness_set(
    write: &mut Write<'_>,
    (name, step): (ReturnName, TimedStep),
    late: Option<(Date, Date, &str)>,
    said_by: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let key = [
        organisation_id.into(),
        name.to_string().into(),
        step.key().into(),
    ];
    write.execute(
        "DELETE FROM return_lateness WHERE organisation_id = ?1 AND quarter = ?2 AND step = ?3",
        &key,
    )?;
    let Some((due_on, late_on, reason)) = late else {
        return Ok(());
    };
    let said = [due_on.into(), late_on.into(), reason.into(), said_by.into()];
    let values: Vec<_> = key.into_iter().chain(said).collect();
    write.execute(
        "INSERT INTO return_lateness (organisation_id, quarter, step, due_on, late_on, reason, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &values,
    )?;
    Ok(())
}

/// Why a step came late: the step, the day it was due, the day it was done, the reason, who said it.
pub(in crate::monitoring) type Late = (TimedStep, Date, Date, String, Id);

/// Why steps came late.
pub(in crate::monitoring) fn lateness(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<Vec<Late>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT step, due_on, late_on, reason, said_by FROM return_lateness
         WHERE organisation_id = ?1 AND quarter = ?2 ORDER BY step",
        &[organisation_id.into(), name.to_string().into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        if let Some(step) = TimedStep::from_key(&row.text(0)?) {
            let (due, on) = (row.date(1)?, row.date(2)?);
            found.push((step, due, on, row.text(3)?, row.id(4)?));
        }
    }
    Ok(found)
}
