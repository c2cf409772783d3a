//! Every statement about the document register, and what is watched.

use crate::failure::Failure;
use crate::policy::Policy;
use database::{Id, Read, Row, Write};
use domain::policy::Watched;
use jiff::Timestamp;

/// The document that a version belongs to: the one of its reference, else the policy of its title, since
/// many organisations put the year into the reference.
fn document_of(write: &mut Write<'_>, policy: &Policy) -> Result<Option<Id>, Failure> {
    let organisation_id = write.organisation_id();
    let row = write.first(
        "SELECT id FROM controlled_document
         WHERE organisation_id = ?1 AND kind = 'policy' AND (reference = ?2 OR title = ?3)
         ORDER BY CASE WHEN reference = ?2 THEN 0 ELSE 1 END, listed_at, id LIMIT 1",
        &[
            organisation_id.into(),
            (&policy.reference).into(),
            (&policy.title).into(),
        ],
    )?;
    Ok(row.map(|row| row.id(0)).transpose()?)
}

/// Lists a version that has just come as a draft; its document is listed with its first version.
pub(in crate::policy) fn version_draft(
    write: &mut Write<'_>,
    policy: &Policy,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let known = document_of(write, policy)?;
    if known.is_none() {
        write.execute(
            "INSERT INTO controlled_document (organisation_id, id, kind, title, reference, owner_id,
               kept_where, listed_at, listed_by)
             VALUES (?1, ?2, 'policy', ?3, ?4, ?5, '', ?6, ?7)",
            &[
                organisation_id.into(),
                policy.document_id.into(),
                (&policy.title).into(),
                (&policy.reference).into(),
                policy.owner_id.into(),
                policy.imported_at.into(),
                policy.imported_by.into(),
            ],
        )?;
    }
    let document_id = known.unwrap_or(policy.document_id);
    write.execute(
        "INSERT INTO document_version (organisation_id, id, document_id, version, issued_on, review_on,
           drafted_at, drafted_by, written_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            policy.id.into(),
            document_id.into(),
            (&policy.version).into(),
            policy.issued_on.into(),
            policy.review_on.into(),
            policy.imported_at.into(),
            policy.imported_by.into(),
            policy.written_by.into(),
        ],
    )?;
    Ok(())
}

/// The names that the organisation watches itself.
pub(in crate::policy) fn watched(read: &mut Read<'_>) -> Result<Vec<Watched>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT name, valid_to, successor FROM watched_reference
         WHERE organisation_id = ?1 ORDER BY name",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Watched {
                name: row.text(0)?,
                valid_to: row.date(1)?,
                successor: row.text(2)?,
            })
        })
        .collect()
}

/// Since when a missed target asks for a review, if it does.
pub(in crate::policy) fn missed_targets_since(
    read: &mut Read<'_>,
) -> Result<Option<Timestamp>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT missed_targets_since FROM policy_setting WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let since = row.map(|row| row.optional(0, Row::instant)).transpose()?;
    Ok(since.flatten())
}

/// Whether any target is set.
pub(in crate::policy) fn has_targets(read: &mut Read<'_>) -> Result<Option<()>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT measure_id FROM target WHERE organisation_id = ?1 LIMIT 1",
        &[organisation_id.into()],
    )?;
    Ok(row.map(|_| ()))
}

/// The clauses that name a partner who was never approved.
pub(in crate::policy) fn never_approved(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT l.clause_id FROM clause_link l
         WHERE l.organisation_id = ?1 AND l.policy_id = ?2 AND l.record_kind = 'partner'
           AND NOT EXISTS (SELECT 1 FROM approved_partner a
             WHERE a.organisation_id = l.organisation_id AND a.partner_id = l.record_id)
         ORDER BY l.clause_id",
        &[organisation_id.into(), policy_id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// Notes that a clause of an old version found no clause of a new one.
pub(in crate::policy) fn unmatched_add(
    write: &mut Write<'_>,
    policy_id: Id,
    (old_policy_id, old_clause_id): (Id, &str),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO clause_unmatched (organisation_id, policy_id, old_policy_id, old_clause_id)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            policy_id.into(),
            old_policy_id.into(),
            old_clause_id.into(),
        ],
    )?;
    Ok(())
}

/// The clauses of old versions that found none of this one and wait for an answer.
pub(in crate::policy) fn unmatched(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT old_policy_id, old_clause_id FROM clause_unmatched
         WHERE organisation_id = ?1 AND policy_id = ?2 AND answered_at IS NULL
         ORDER BY old_policy_id, old_clause_id",
        &[organisation_id.into(), policy_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}

/// Keeps which clause stands for an old one, or that none does.
pub(in crate::policy) fn unmatched_answer(
    write: &mut Write<'_>,
    policy_id: Id,
    (old_policy_id, old_clause_id): (Id, &str),
    (clause_id, at): (Option<&str>, Timestamp),
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "UPDATE clause_unmatched SET clause_id = ?5, answered_at = ?6, answered_by = ?7
         WHERE organisation_id = ?1 AND policy_id = ?2 AND old_policy_id = ?3 AND old_clause_id = ?4",
        &[
            scope.organisation_id.into(),
            policy_id.into(),
            old_policy_id.into(),
            old_clause_id.into(),
            clause_id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
