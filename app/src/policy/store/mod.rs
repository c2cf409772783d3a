//! Every statement about policies, their clauses, their findings and their links.

mod acknowledgements;
mod attestations;
mod changes;
pub(super) mod facts;
mod links;
mod obligations;
mod register;
mod reviews;
mod versions;

use super::{Clause, Finding, Policy};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};

pub(super) use acknowledgements::{acknowledge, acknowledgements};
pub(super) use attestations::{said_add, said_all, said_last};
pub(super) use changes::{
    draft_add, draft_became, draft_drop, draft_keep, drafts, law_add, laws, missed_targets_set,
    request_add, requests, watched_add,
};
pub(super) use links::{activities, link_add, link_remove, links};
pub(super) use obligations::{
    obligation_add, obligation_find, obligation_take_off, obligations, state_add, states,
    states_now, to_attest,
};
pub(super) use register::{
    has_targets, missed_targets_since, never_approved, unmatched, unmatched_add, unmatched_answer,
    version_draft, watched,
};
pub(super) use reviews::{review_add, reviews};
pub(super) use versions::{
    document_keep, document_version_add, documents, documents_due, version_approve, version_sent,
};

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
    version_draft(write, policy)
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

/// The sentences of what was found when a version was read in.
pub(super) fn findings_then(read: &mut Read<'_>, policy_id: Id) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT sentence FROM policy_finding
         WHERE organisation_id = ?1 AND policy_id = ?2 ORDER BY position",
        &[organisation_id.into(), policy_id.into()],
    )?;
    let sentence = |row: &Row| row.text(0);
    Ok(rows.iter().map(sentence).collect::<Result<_, _>>()?)
}

/// All versions, as they were read in, with where each stands in the register.
pub(crate) fn versions(read: &mut Read<'_>) -> Result<Vec<Policy>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.id, p.title, p.reference, p.version, p.issued_on, p.review_on, p.file_name,
                p.imported_at, p.imported_by, d.id, d.owner_id, v.written_by, v.sent_at,
                v.approved_at, v.approved_by, v.superseded_at
         FROM policy p
         JOIN document_version v ON v.organisation_id = p.organisation_id AND v.id = p.id
         JOIN controlled_document d ON d.organisation_id = v.organisation_id AND d.id = v.document_id
         WHERE p.organisation_id = ?1 ORDER BY p.imported_at, p.id",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(policy).collect::<Result<_, _>>()?)
}

fn policy(row: &Row) -> Result<Policy, DatabaseFault> {
    let approved_by = row.optional(14, Row::id)?;
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
        document_id: row.id(9)?,
        owner_id: row.optional(10, Row::id)?,
        written_by: row.optional(11, Row::id)?,
        sent_at: row.optional(12, Row::instant)?,
        approved: approved_by.zip(row.optional(13, Row::instant)?),
        superseded_at: row.optional(15, Row::instant)?,
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
