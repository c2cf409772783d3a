//! Every statement about the reviews of a policy.

use crate::failure::Failure;
use crate::policy::{MadeReview, Outcome};
use database::{DatabaseFault, Id, Read, Write};

/// Keeps a review.
pub(in crate::policy) fn review_add(
    write: &mut Write<'_>,
    policy_id: Id,
    review: &MadeReview,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO policy_review (organisation_id, id, policy_id, outcome, note, reviewed_on,
           recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            review.id.into(),
            policy_id.into(),
            review.outcome.key().into(),
            (&review.note).into(),
            review.reviewed_on.into(),
            review.recorded_at.into(),
            review.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// The reviews of a version, newest first.
pub(in crate::policy) fn reviews(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<Vec<MadeReview>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, outcome, note, reviewed_on, recorded_at, recorded_by FROM policy_review
         WHERE organisation_id = ?1 AND policy_id = ?2 ORDER BY recorded_at DESC, id DESC",
        &[organisation_id.into(), policy_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(MadeReview {
                id: row.id(0)?,
                outcome: Outcome::from_key(&row.text(1)?).ok_or(DatabaseFault::Missing)?,
                note: row.text(2)?,
                reviewed_on: row.date(3)?,
                recorded_at: row.instant(4)?,
                recorded_by: row.id(5)?,
            })
        })
        .collect()
}
