//! Every statement about holds.

use super::super::Hold;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::retention::Covers;
use jiff::Timestamp;

const HOLD: &str =
    "id, name, covers, covers_name, reason, placed_at, placed_by, lifted_at, lifted_by,
    lifted_why";

fn hold(row: &Row) -> Result<Option<Hold>, DatabaseFault> {
    let Some(covers) = Covers::from_keys(&row.text(2)?, &row.text(3)?) else {
        return Ok(None);
    };
    let lifted = match row.optional(7, Row::instant)? {
        Some(at) => Some((at, row.optional(8, Row::id)?, row.text(9)?)),
        None => None,
    };
    Ok(Some(Hold {
        id: row.id(0)?,
        name: row.text(1)?,
        covers,
        reason: row.text(4)?,
        placed: (row.instant(5)?, row.optional(6, Row::id)?),
        lifted,
    }))
}

/// All holds, the newest first.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<Hold>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {HOLD} FROM hold WHERE organisation_id = ?1 ORDER BY placed_at DESC, id");
    let rows = read.query(&sql, &[organisation_id.into()])?;
    let mut found = Vec::new();
    for row in &rows {
        found.extend(hold(row)?);
    }
    Ok(found)
}

/// What the holds that stand now cover. A hold whose cover cannot be read keeps everything.
pub(crate) fn standing(read: &mut Read<'_>) -> Result<Vec<Covers>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT covers, covers_name FROM hold WHERE organisation_id = ?1 AND lifted_at IS NULL",
        &[organisation_id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let covers = Covers::from_keys(&row.text(0)?, &row.text(1)?);
        found.push(covers.unwrap_or(Covers::Everything));
    }
    Ok(found)
}

/// Places a hold.
pub(crate) fn place(write: &mut Write<'_>, hold: &Hold, at: Timestamp) -> Result<(), Failure> {
    let scope = write.scope();
    let (covers, covers_name) = hold.covers.keys();
    write.execute(
        "INSERT INTO hold (organisation_id, id, name, covers, covers_name, reason, placed_at,
           placed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            hold.id.into(),
            (&hold.name).into(),
            covers.into(),
            covers_name.into(),
            (&hold.reason).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Lifts a hold. Says how many rows changed: none when it was lifted before.
pub(crate) fn lift(
    write: &mut Write<'_>,
    (id, why): (Id, &str),
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE hold SET lifted_at = ?3, lifted_by = ?4, lifted_why = ?5
         WHERE organisation_id = ?1 AND id = ?2 AND lifted_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
            why.into(),
        ],
    )?)
}
