//! Every statement about answers.

use super::Given;
use crate::failure::Failure;
use database::{Id, Read, Write};

/// Why two measures both stand in a year, if somebody has said so.
pub(super) fn given(
    read: &mut Read<'_>,
    year: &str,
    (measure_id, other_id): (Id, Id),
) -> Result<Option<Given>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT reason, shared, answered_at, answered_by FROM double_count_answer
         WHERE organisation_id = ?1 AND year = ?2 AND measure_id = ?3 AND other_id = ?4",
        &[
            organisation_id.into(),
            year.into(),
            measure_id.into(),
            other_id.into(),
        ],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Given {
        reason: row.text(0)?,
        shared: row.integer(1)?,
        at: row.instant(2)?,
        by: row.id(3)?,
    }))
}

/// Keeps an answer, in the place of the one before.
pub(super) fn given_set(
    write: &mut Write<'_>,
    (year, key): (&str, (Id, Id)),
    given: &Given,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO double_count_answer (organisation_id, year, measure_id, other_id, reason,
           shared, answered_at, answered_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (organisation_id, year, measure_id, other_id) DO UPDATE
         SET reason = excluded.reason, shared = excluded.shared,
             answered_at = excluded.answered_at, answered_by = excluded.answered_by",
        &[
            organisation_id.into(),
            year.into(),
            key.0.into(),
            key.1.into(),
            (&given.reason).into(),
            given.shared.into(),
            given.at.into(),
            given.by.into(),
        ],
    )?;
    Ok(())
}
