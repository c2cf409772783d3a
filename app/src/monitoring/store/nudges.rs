//! Every statement about who was asked to see to something before a return is closed.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::calendar::Quarter;
use domain::monitoring::Act;

/// That somebody was asked.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Nudge {
    /// The quarter's name.
    pub(in crate::monitoring) quarter: String,
    /// What it is about, by its key.
    pub(in crate::monitoring) about: String,
    pub(in crate::monitoring) asked_id: Id,
    pub(in crate::monitoring) asked: Act,
}

fn nudge_of(row: &Row) -> Result<Nudge, DatabaseFault> {
    Ok(Nudge {
        quarter: row.text(0)?,
        about: row.text(1)?,
        asked_id: row.id(2)?,
        asked: Act {
            at: row.instant(3)?,
            by: row.id(4)?,
        },
    })
}

/// Who was asked about a quarter.
pub(in crate::monitoring) fn nudges(
    read: &mut Read<'_>,
    quarter: Quarter,
) -> Result<Vec<Nudge>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter, about, asked_id, asked_at, asked_by FROM return_nudge
         WHERE organisation_id = ?1 AND quarter = ?2 ORDER BY asked_at",
        &[organisation_id.into(), quarter.to_string().into()],
    )?;
    Ok(rows.iter().map(nudge_of).collect::<Result<_, _>>()?)
}

/// What a person was asked about quarters that are not signed.
pub(in crate::monitoring) fn nudges_of(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<Nudge>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT n.quarter, n.about, n.asked_id, n.asked_at, n.asked_by FROM return_nudge n
         WHERE n.organisation_id = ?1 AND n.asked_id = ?2
           AND NOT EXISTS (SELECT 1 FROM closed_quarter c
                           WHERE c.organisation_id = ?1 AND c.quarter = n.quarter)
         ORDER BY n.asked_at",
        &[organisation_id.into(), person_id.into()],
    )?;
    Ok(rows.iter().map(nudge_of).collect::<Result<_, _>>()?)
}

/// Asks somebody, unless they were asked already; says how many rows that made.
pub(in crate::monitoring) fn nudge_add(
    write: &mut Write<'_>,
    nudge: &Nudge,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    let added = write.execute(
        "INSERT INTO return_nudge (organisation_id, asked_id, quarter, about, asked_at, asked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, asked_id, quarter, about) DO NOTHING",
        &[
            organisation_id.into(),
            nudge.asked_id.into(),
            (&nudge.quarter).into(),
            (&nudge.about).into(),
            nudge.asked.at.into(),
            nudge.asked.by.into(),
        ],
    )?;
    Ok(added)
}

/// Takes it back; says how many rows went.
pub(in crate::monitoring) fn nudge_remove(
    write: &mut Write<'_>,
    quarter: Quarter,
    (about, asked_id): (&str, Id),
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    let removed = write.execute(
        "DELETE FROM return_nudge
         WHERE organisation_id = ?1 AND asked_id = ?2 AND quarter = ?3 AND about = ?4",
        &[
            organisation_id.into(),
            asked_id.into(),
            quarter.to_string().into(),
            about.into(),
        ],
    )?;
    Ok(removed)
}

/// Who recorded entries of a quarter that have no evidence yet, and how many. Looked for among the last
/// thousand entries of everybody, so that it costs the same however many there are.
pub(in crate::monitoring) fn recorders_without_evidence(
    read: &mut Read<'_>,
    quarter: Quarter,
) -> Result<Vec<(Id, i64)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.recorded_by, COUNT(*)
         FROM (SELECT id, kind, quarter, recorded_by FROM entry
               WHERE organisation_id = ?1 ORDER BY id DESC LIMIT 1000) e
         WHERE e.quarter = ?2 AND e.kind = 'entry' AND e.recorded_by IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM evidence_link l
                           WHERE l.organisation_id = ?1 AND l.entry_id = e.id)
           AND NOT EXISTS (SELECT 1 FROM entry r
                           WHERE r.organisation_id = ?1 AND r.corrects_id = e.id)
         GROUP BY e.recorded_by ORDER BY COUNT(*) DESC, e.recorded_by",
        &[organisation_id.into(), quarter.to_string().into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.integer(1)?)))
        .collect()
}
