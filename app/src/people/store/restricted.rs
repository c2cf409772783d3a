//! Learners whose data is kept and not used (UK GDPR Article 18).

use crate::failure::Failure;
use database::{Read, Row};
use std::collections::BTreeSet;

/// The part of a statement that leaves them out: `table` is the table or its name in the statement, and
/// `column` holds the reference of a learner. The first placeholder is the organisation.
pub(crate) fn but_restricted(table: &str, column: &str) -> String {
    format!(
        " AND NOT EXISTS (SELECT 1 FROM learner_restriction h
            WHERE h.organisation_id = ?1 AND h.learner = {table}.{column} AND h.lifted_at IS NULL)"
    )
}

/// Their references, for what finds a learner otherwise than by the reference as it was typed.
pub(crate) fn restricted_learners(read: &mut Read<'_>) -> Result<BTreeSet<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT learner FROM learner_restriction
         WHERE organisation_id = ?1 AND lifted_at IS NULL",
        &[organisation_id.into()],
    )?;
    let learner = |row: &Row| row.text(0);
    Ok(rows.iter().map(learner).collect::<Result<_, _>>()?)
}
