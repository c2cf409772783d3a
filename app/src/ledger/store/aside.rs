//! Evidence that stays with an entry without a grade, and evidence that runs out while entries rest on it.

use crate::failure::Failure;
use crate::ledger::RunningOut;
use database::{Id, Read, Value, Write};
use domain::evidence::Aside;
use jiff::Timestamp;
use jiff::civil::Date;

/// Keeps evidence with an entry to which it gives no grade.
pub(in crate::ledger) fn aside_add(
    write: &mut Write<'_>,
    entry_id: Id,
    (evidence_id, aside): (Id, Aside),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO evidence_aside (organisation_id, entry_id, evidence_id, reason, linked_at,
           linked_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, entry_id, evidence_id) DO NOTHING",
        &[
            scope.organisation_id.into(),
            entry_id.into(),
            evidence_id.into(),
            aside.key().into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes evidence off every entry to which it gives no grade.
pub(in crate::ledger) fn asides_remove(
    write: &mut Write<'_>,
    evidence_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM evidence_aside WHERE organisation_id = ?1 AND evidence_id = ?2",
        &[organisation_id.into(), evidence_id.into()],
    )?;
    Ok(())
}

/// The evidence that gives an entry no grade, each with its reason, in the order it was added.
pub(in crate::ledger) fn asides(
    read: &mut Read<'_>,
    entry_id: Id,
) -> Result<Vec<(Id, Aside)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT evidence_id, reason FROM evidence_aside
         WHERE organisation_id = ?1 AND entry_id = ?2 ORDER BY linked_at, evidence_id",
        &[organisation_id.into(), entry_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let reason = Aside::from_key(&row.text(1)?).unwrap_or(Aside::Earlier);
            Ok((row.id(0)?, reason))
        })
        .collect()
}

/// Evidence that runs out between two days while entries of unsigned quarters rest on it: nothing as
/// strong that lasts longer supports them. An index over the days leads to it.
pub(in crate::ledger) fn running_out(
    read: &mut Read<'_>,
    (first, last): (Date, Date),
    measure_id: Option<Id>,
) -> Result<Vec<RunningOut>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into(), first.into(), last.into()];
    let of_measure = measure_id.map_or("", |id| {
        values.push(id.into());
        "AND e.measure_id = ?4"
    });
    let sql = format!(
        "SELECT d.evidence_id, v.title, d.expires_on, CAST(COUNT(*) AS BIGINT)
         FROM evidence_days d
         JOIN evidence v ON v.organisation_id = d.organisation_id AND v.id = d.evidence_id
         JOIN evidence_link l
           ON l.organisation_id = d.organisation_id AND l.evidence_id = d.evidence_id
         JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
         WHERE d.organisation_id = ?1 AND d.expires_on BETWEEN ?2 AND ?3 AND e.kind = 'entry'
           {of_measure}
           AND NOT EXISTS (SELECT 1 FROM closed_quarter c
             WHERE c.organisation_id = e.organisation_id AND c.quarter = e.quarter)
           AND NOT EXISTS (SELECT 1 FROM entry r
             WHERE r.organisation_id = e.organisation_id AND r.corrects_id = e.id)
           AND NOT EXISTS (SELECT 1 FROM evidence_link o
             LEFT JOIN evidence_days x
               ON x.organisation_id = o.organisation_id AND x.evidence_id = o.evidence_id
             WHERE o.organisation_id = e.organisation_id AND o.entry_id = e.id
               AND o.grade >= l.grade
               AND (x.expires_on IS NULL OR x.expires_on > ?3))
         GROUP BY d.evidence_id, v.title, d.expires_on
         ORDER BY d.expires_on, d.evidence_id"
    );
    let rows = read.query(&sql, &values)?;
    rows.iter()
        .map(|row| {
            Ok(RunningOut {
                evidence_id: row.id(0)?,
                title: row.text(1)?,
                expires_on: row.date(2)?,
                entries: row.integer(3)?,
            })
        })
        .collect()
}
