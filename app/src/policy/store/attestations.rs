//! Every statement about what people attested of obligations, and the evidence that shows it.

use crate::failure::Failure;
use crate::policy::obligations::Said;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::obligations::Attestation;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Keeps what somebody said of an obligation.
pub(in crate::policy) fn said_add(
    write: &mut Write<'_>,
    (obligation_id, id): (Id, Id),
    said: &Said,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let outcome = match said.outcome {
        Attestation::Kept => "kept",
        Attestation::NotKept => "not-kept",
    };
    write.execute(
        "INSERT INTO attested_obligation (organisation_id, obligation_id, id, outcome, shown_by,
           attested_on, next_due_on, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            obligation_id.into(),
            id.into(),
            outcome.into(),
            (&said.shown_by).into(),
            said.attested_on.into(),
            said.next_due_on.into(),
            at.into(),
            said.recorded_by.into(),
        ],
    )?;
    if let Some(evidence_id) = said.evidence_id {
        write.execute(
            "INSERT INTO attestation_evidence (organisation_id, obligation_id, attestation_id,
               evidence_id) VALUES (?1, ?2, ?3, ?4)",
            &[
                organisation_id.into(),
                obligation_id.into(),
                id.into(),
                evidence_id.into(),
            ],
        )?;
    }
    Ok(())
}

/// The columns of what was said, of `a`, with the evidence of `v`.
const SAID: &str =
    "a.obligation_id, a.outcome, a.shown_by, a.attested_on, a.next_due_on, a.recorded_by,
    v.evidence_id";
/// How evidence joins what was said.
const SHOWN_BY: &str = "LEFT JOIN attestation_evidence v ON v.organisation_id = a.organisation_id
    AND v.obligation_id = a.obligation_id AND v.attestation_id = a.id";

fn said(row: &Row) -> Result<(Id, Said), DatabaseFault> {
    let outcome = match row.text(1)?.as_str() {
        "kept" => Attestation::Kept,
        _ => Attestation::NotKept,
    };
    Ok((
        row.id(0)?,
        Said {
            outcome,
            shown_by: row.text(2)?,
            attested_on: row.date(3)?,
            next_due_on: row.date(4)?,
            recorded_by: row.id(5)?,
            evidence_id: row.optional(6, Row::id)?,
        },
    ))
}

/// What was said last of each obligation of a version.
pub(in crate::policy) fn said_last(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<BTreeMap<Id, Said>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {SAID} FROM obligation o
         JOIN attested_obligation a ON a.organisation_id = o.organisation_id AND a.obligation_id = o.id
         {SHOWN_BY}
         WHERE o.organisation_id = ?1 AND o.policy_id = ?2 AND o.check_key IS NULL
           AND o.taken_off_at IS NULL
         ORDER BY a.recorded_at, a.id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), policy_id.into()])?;
    Ok(rows.iter().map(said).collect::<Result<_, _>>()?)
}

/// Everything that was said of an obligation, the newest first.
pub(in crate::policy) fn said_all(
    read: &mut Read<'_>,
    obligation_id: Id,
) -> Result<Vec<Said>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {SAID} FROM attested_obligation a {SHOWN_BY}
         WHERE a.organisation_id = ?1 AND a.obligation_id = ?2
         ORDER BY a.recorded_at DESC, a.id DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into(), obligation_id.into()])?;
    rows.iter().map(|row| Ok(said(row)?.1)).collect()
}
