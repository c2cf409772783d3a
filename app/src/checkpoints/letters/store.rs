//! Every statement about keepers and the letters to them.

use super::{Keeper, KeptLetter, State};
use crate::failure::Failure;
use database::{Id, Read, Row, Value, Write};
use jiff::Timestamp;

/// The keepers, by their address.
pub(super) fn keepers(read: &mut Read<'_>) -> Result<Vec<Keeper>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, email, named_at FROM checkpoint_keeper WHERE organisation_id = ?1
         ORDER BY lower(email), id",
        &[organisation_id.into()],
    )?;
    let keeper = |row: &Row| {
        Ok(Keeper {
            id: row.id(0)?,
            email: row.text(1)?,
            named_at: row.instant(2)?,
        })
    };
    rows.iter().map(keeper).collect()
}

pub(super) fn keeper_add(
    write: &mut Write<'_>,
    keeper: &Keeper,
    named_by: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO checkpoint_keeper (organisation_id, id, email, named_at, named_by)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            keeper.id.into(),
            (&keeper.email).into(),
            keeper.named_at.into(),
            named_by.into(),
        ],
    )?;
    Ok(())
}

/// Takes a keeper away with the letters to them that no server took, and says how many keepers that were.
pub(super) fn keeper_remove(write: &mut Write<'_>, keeper: &Keeper) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM checkpoint_letter
         WHERE organisation_id = ?1 AND email = ?2 AND taken_at IS NULL",
        &[organisation_id.into(), (&keeper.email).into()],
    )?;
    let removed = write.execute(
        "DELETE FROM checkpoint_keeper WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), keeper.id.into()],
    )?;
    Ok(removed)
}

pub(super) fn letter_add(write: &mut Write<'_>, letter: &KeptLetter) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO checkpoint_letter (organisation_id, id, size, email, message_id, written_at,
           tries, next_try_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?6)",
        &[
            organisation_id.into(),
            letter.id.into(),
            letter.size.into(),
            (&letter.email).into(),
            (&letter.message_id).into(),
            letter.written_at.into(),
        ],
    )?;
    Ok(())
}

const COLUMNS: &str =
    "id, size, email, message_id, written_at, tries, next_try_at, answer, taken_at";

fn letter(row: &Row) -> Result<KeptLetter, Failure> {
    let (tries, answer) = (row.integer(5)?, row.optional(7, Row::text)?);
    let answer = answer.unwrap_or_default();
    let state = match row.optional(8, Row::instant)? {
        Some(at) => State::Taken { at, answer },
        None if tries == 0 => State::Written,
        None => State::Tried {
            tries,
            answer,
            next_try_at: row.optional(6, Row::instant)?,
        },
    };
    Ok(KeptLetter {
        id: row.id(0)?,
        size: row.integer(1)?,
        email: row.text(2)?,
        message_id: row.text(3)?,
        written_at: row.instant(4)?,
        state,
    })
}

/// The letter with this key.
pub(super) fn letter_find(read: &mut Read<'_>, id: Id) -> Result<Option<KeptLetter>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {COLUMNS} FROM checkpoint_letter WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    row.as_ref().map(letter).transpose()
}

/// Letters for a page, at most this many: those that no server took first, then the newest.
pub(super) fn letters(read: &mut Read<'_>, most: i64) -> Result<Vec<KeptLetter>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} FROM checkpoint_letter WHERE organisation_id = ?1
         ORDER BY CASE WHEN taken_at IS NULL THEN 0 ELSE 1 END, size DESC, lower(email), id LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    rows.iter().map(letter).collect()
}

/// The letters that no server took, the oldest first: those whose time has come, or all of them.
pub(super) fn unsent(read: &mut Read<'_>, due_at: Option<Timestamp>) -> Result<Vec<Id>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let due = due_at.map_or("", |at| {
        values.push(at.into());
        "AND next_try_at <= ?2"
    });
    let sql = format!(
        "SELECT id FROM checkpoint_letter WHERE organisation_id = ?1 AND taken_at IS NULL {due}
         ORDER BY size, id"
    );
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(|row| row.id(0)).collect::<Result<_, _>>()?)
}

/// Keeps what came of a try of a letter that no server took yet, and says how many letters that were.
pub(super) fn letter_tried(
    write: &mut Write<'_>,
    letter: &KeptLetter,
    at: Timestamp,
) -> Result<u64, Failure> {
    let (next, taken) = match &letter.state {
        State::Taken { at, .. } => (Value::Null, (*at).into()),
        State::Tried { next_try_at, .. } => {
            (next_try_at.map_or(Value::Null, Into::into), Value::Null)
        }
        State::Written => return Ok(0),
    };
    let organisation_id = write.organisation_id();
    let kept = write.execute(
        "UPDATE checkpoint_letter SET tries = tries + 1, tried_at = ?3, answer = ?4,
           next_try_at = ?5, taken_at = ?6
         WHERE organisation_id = ?1 AND id = ?2 AND taken_at IS NULL",
        &[
            organisation_id.into(),
            letter.id.into(),
            at.into(),
            letter.answer().into(),
            next,
            taken,
        ],
    )?;
    Ok(kept)
}

/// Lets a letter be tried from now on, and says whether there was one that no server took.
pub(super) fn letter_due(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    let found = write.execute(
        "UPDATE checkpoint_letter SET next_try_at = ?3
         WHERE organisation_id = ?1 AND id = ?2 AND taken_at IS NULL",
        &[organisation_id.into(), id.into(), at.into()],
    )?;
    Ok(found)
}
