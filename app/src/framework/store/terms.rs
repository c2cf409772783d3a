//! From when until when measures take entries, and other words for them.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::framework::Term;
use jiff::civil::Date;
use std::collections::BTreeMap;

fn term_of(row: &Row) -> Result<(Id, Term), DatabaseFault> {
    let term = Term {
        begins_on: row.optional(1, Row::date)?,
        retired_from: row.optional(2, Row::date)?,
    };
    Ok((row.id(0)?, term))
}

/// The days of the measures that have some.
pub(crate) fn terms(read: &mut Read<'_>) -> Result<BTreeMap<Id, Term>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, begins_on, retired_from FROM measure_term WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(term_of).collect::<Result<_, _>>()?)
}

/// The days of a measure.
pub(crate) fn term(read: &mut Read<'_>, measure_id: Id) -> Result<Term, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT measure_id, begins_on, retired_from FROM measure_term
         WHERE organisation_id = ?1 AND measure_id = ?2",
        &[organisation_id.into(), measure_id.into()],
    )?;
    let found = row.as_ref().map(term_of).transpose()?;
    Ok(found.map(|(_, term)| term).unwrap_or_default())
}

/// Lets a measure take entries from a day on.
pub(crate) fn begin(write: &mut Write<'_>, measure_id: Id, on: Date) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO measure_term (organisation_id, measure_id, begins_on, retired_from)
         VALUES (?1, ?2, ?3, NULL)",
        &[organisation_id.into(), measure_id.into(), on.into()],
    )?;
    Ok(())
}

/// Lets a measure take no entries from a day on; an earlier end stays.
pub(crate) fn retire(write: &mut Write<'_>, measure_id: Id, from: Date) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO measure_term (organisation_id, measure_id, begins_on, retired_from)
         VALUES (?1, ?2, NULL, ?3)
         ON CONFLICT (organisation_id, measure_id) DO UPDATE
         SET retired_from = CASE WHEN measure_term.retired_from < excluded.retired_from
           THEN measure_term.retired_from ELSE excluded.retired_from END",
        &[organisation_id.into(), measure_id.into(), from.into()],
    )?;
    Ok(())
}

/// Calls a measure by another title. What was sealed keeps the one it had.
pub(crate) fn retitle(write: &mut Write<'_>, measure_id: Id, title: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE measure SET title = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), measure_id.into(), title.into()],
    )?;
    Ok(())
}
