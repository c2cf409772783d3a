//! Learners whose data is kept and not used (UK GDPR Article 18).

/// The part of a statement that leaves them out: `table` is the table or its name in the statement, and
/// `column` holds the reference of a learner. The first placeholder is the organisation.
pub(crate) fn but_restricted(table: &str, column: &str) -> String {
    format!(
        " AND NOT EXISTS (SELECT 1 FROM learner_restriction h
            WHERE h.organisation_id = ?1 AND h.learner = {table}.{column} AND h.lifted_at IS NULL)"
    )
}
