//! Every statement about policies, their clauses, their findings and their links.

mod acknowledgements;
mod links;
mod reviews;

use super::{Clause, Finding, Policy};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};

pub(super) use acknowledgements::{acknowledge, acknowledgements};
pub(super) use links::{activities, link_add, link_remove, links};
pub(super) use reviews::{review_add, reviews};

/// Keeps a version; its clauses and findings follow in the same write.
pub(super) fn policy_add(
    write: &mut Write<'_>,
    policy: &Policy,
    file_sha256: [u8; 32],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO policy (organisation_id, id, title, reference, version, issued_on, review_on,
           file_name, file_sha256, imported_at, imported_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            organisation_id.into(),
            policy.id.into(),
            (&policy.title).into(),
            (&policy.reference).into(),
            (&policy.version).into(),
            policy.issued_on.into(),
            policy.review_on.into(),
            (&policy.file_name).into(),
            file_sha256.into(),
            policy.imported_at.into(),
            policy.imported_by.into(),
        ],
    )?;
    Ok(())
}

/// Adds a clause in its place.
pub(super) fn clause_add(
    write: &mut Write<'_>,
    policy_id: Id,
    clause: &Clause,
    position: i64,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO clause (organisation_id, policy_id, id, parent_id, kind, heading, text, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            policy_id.into(),
            (&clause.id).into(),
            clause.parent_id.as_ref().into(),
            (&clause.kind).into(),
            clause.heading.as_ref().into(),
            (&clause.text).into(),
            position.into(),
        ],
    )?;
    Ok(())
}

/// Adds a finding in its place.
pub(super) fn finding_add(
    write: &mut Write<'_>,
    policy_id: Id,
    (kind, finding): (&str, &Finding),
    position: i64,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO policy_finding (organisation_id, policy_id, position, kind, sentence,
           suggestion, clause_ids)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            policy_id.into(),
            position.into(),
            kind.into(),
            (&finding.sentence).into(),
            (&finding.suggestion).into(),
            serde_json::json!(finding.clause_ids).to_string().into(),
        ],
    )?;
    Ok(())
}

/// All versions, as they were read in.
pub(crate) fn versions(read: &mut Read<'_>) -> Result<Vec<Policy>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title, reference, version, issued_on, review_on, file_name, imported_at,
                imported_by
         FROM policy WHERE organisation_id = ?1 ORDER BY imported_at, id",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(policy).collect::<Result<_, _>>()?)
}

fn policy(row: &Row) -> Result<Policy, DatabaseFault> {
    Ok(Policy {
        id: row.id(0)?,
        title: row.text(1)?,
        reference: row.text(2)?,
        version: row.text(3)?,
        issued_on: row.optional(4, Row::date)?,
        review_on: row.optional(5, Row::date)?,
        file_name: row.text(6)?,
        imported_at: row.instant(7)?,
        imported_by: row.optional(8, Row::id)?,
    })
}

/// The clauses of a version, in their order.
pub(super) fn clauses(read: &mut Read<'_>, policy_id: Id) -> Result<Vec<Clause>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, parent_id, kind, heading, text FROM clause
         WHERE organisation_id = ?1 AND policy_id = ?2 ORDER BY position, id",
        &[organisation_id.into(), policy_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Clause {
                id: row.text(0)?,
                parent_id: row.optional(1, Row::text)?,
                kind: row.text(2)?,
                heading: row.optional(3, Row::text)?,
                text: row.text(4)?,
            })
        })
        .collect()
}

/// The findings of a version, in their order.
pub(super) fn findings(read: &mut Read<'_>, policy_id: Id) -> Result<Vec<Finding>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT sentence, suggestion, clause_ids FROM policy_finding
         WHERE organisation_id = ?1 AND policy_id = ?2 ORDER BY position",
        &[organisation_id.into(), policy_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Finding {
                sentence: row.text(0)?,
                suggestion: row.text(1)?,
                clause_ids: serde_json::from_str(&row.text(2)?).unwrap_or_default(),
            })
        })
        .collect()
}
