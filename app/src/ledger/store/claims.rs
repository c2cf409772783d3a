//! Claims of persons, sessions and payments to count for a measure in a year.

use super::super::Subject;
use crate::failure::Failure;
use database::{Id, Read, Write};

/// Whether a claim counts already by some entry.
pub(in crate::ledger) fn claim_counts(
    read: &mut Read<'_>,
    (measure_id, year): (Id, &str),
    subject: &Subject,
) -> Result<Option<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT entry_id FROM claim WHERE organisation_id = ?1 AND measure_id = ?2 AND year = ?3
           AND token = ?4 AND entry_id IS NOT NULL",
        &[
            organisation_id.into(),
            measure_id.into(),
            year.into(),
            subject.token.into(),
        ],
    )?;
    Ok(row.map(|row| row.id(0)).transpose()?)
}

/// Keeps a claim, which counts by an entry or waits.
pub(in crate::ledger) fn claim_add(
    write: &mut Write<'_>,
    (measure_id, year): (Id, &str),
    (subject, entry_id): (&Subject, Option<Id>),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let key = [
        organisation_id.into(),
        measure_id.into(),
        year.into(),
        subject.token.into(),
        (&subject.claimant).into(),
    ];
    // One that waited may count now.
    let waited = write.execute(
        "DELETE FROM claim WHERE organisation_id = ?1 AND measure_id = ?2 AND year = ?3
           AND token = ?4 AND claimant = ?5 AND entry_id IS NULL",
        &key,
    )?;
    let mut values = key.to_vec();
    values.extend([subject.kind.name().into(), entry_id.into()]);
    write.execute(
        "INSERT INTO claim (organisation_id, measure_id, year, token, claimant, kind, entry_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &values,
    )?;
    let claims = 1_i64.saturating_sub(i64::try_from(waited).unwrap_or(1));
    let counted = i64::from(entry_id.is_some());
    total_add(
        write,
        (measure_id, year, subject.kind.name()),
        (claims, counted),
    )
}

fn total_add(
    write: &mut Write<'_>,
    (measure_id, year, kind): (Id, &str, &str),
    (claims, counted): (i64, i64),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO claim_total (organisation_id, year, measure_id, kind, claims, counted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, year, measure_id, kind) DO UPDATE
         SET claims = claim_total.claims + excluded.claims,
             counted = claim_total.counted + excluded.counted",
        &[
            organisation_id.into(),
            year.into(),
            measure_id.into(),
            kind.into(),
            claims.into(),
            counted.into(),
        ],
    )?;
    Ok(())
}

/// The claim of an entry that was corrected: it goes, or counts by the entry in its place.
pub(in crate::ledger) fn claim_move(
    write: &mut Write<'_>,
    old: Id,
    new: Option<Id>,
) -> Result<(), Failure> {
    let values = [write.organisation_id().into(), old.into()];
    if let Some(new) = new {
        let values = [&values[..], &[new.into()]].concat();
        write.execute(
            "UPDATE claim SET entry_id = ?3 WHERE organisation_id = ?1 AND entry_id = ?2",
            &values,
        )?;
        return Ok(());
    }
    let gone = write.query(
        "DELETE FROM claim WHERE organisation_id = ?1 AND entry_id = ?2
         RETURNING measure_id, year, kind",
        &values,
    )?;
    for row in &gone {
        let (year, kind) = (row.text(1)?, row.text(2)?);
        total_add(write, (row.id(0)?, &year, &kind), (-1, -1))?;
    }
    Ok(())
}

/// How many claims a measure has in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimTotal {
    pub(crate) measure_id: Id,
    /// `person`, `session` or `payment`.
    pub(crate) kind: String,
    pub(crate) claims: i64,
    pub(crate) counted: i64,
}

/// The claims of a year by measure.
pub(crate) fn claim_totals(read: &mut Read<'_>, year: &str) -> Result<Vec<ClaimTotal>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, kind, claims, counted FROM claim_total
         WHERE organisation_id = ?1 AND year = ?2 AND claims > 0 ORDER BY measure_id, kind",
        &[organisation_id.into(), year.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(ClaimTotal {
                measure_id: row.id(0)?,
                kind: row.text(1)?,
                claims: row.integer(2)?,
                counted: row.integer(3)?,
            })
        })
        .collect()
}

/// How many count for both of two measures in a year.
pub(crate) fn shared_claims(
    read: &mut Read<'_>,
    year: &str,
    (measure_id, other_id): (Id, Id),
) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(*) FROM claim a
         JOIN claim b ON b.organisation_id = a.organisation_id AND b.measure_id = ?4
           AND b.year = a.year AND b.token = a.token AND b.entry_id IS NOT NULL
         WHERE a.organisation_id = ?1 AND a.measure_id = ?3 AND a.year = ?2
           AND a.entry_id IS NOT NULL",
        &[
            organisation_id.into(),
            year.into(),
            measure_id.into(),
            other_id.into(),
        ],
    )?;
    Ok(row.map(|row| row.integer(0)).transpose()?.unwrap_or(0))
}
