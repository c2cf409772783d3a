//! Totals as they are kept and as the entries give them, under one key, for the comparison.

use crate::failure::Failure;
use database::{DatabaseFault, Read, Row};
use std::collections::BTreeMap;

/// Quantity, additional quantity and number of entries.
type Sums = (i64, i64, i64);

/// The totals as they are kept.
pub(crate) fn totals_kept(read: &mut Read<'_>) -> Result<BTreeMap<String, Sums>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter, measure_id, month, area_code, partner_id, grade,
                quantity_thousandths, additional_thousandths, entries
         FROM totals WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    by_key(&rows)
}

/// The totals as the entries and their evidence give them.
pub(crate) fn totals_rebuilt(read: &mut Read<'_>) -> Result<BTreeMap<String, Sums>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "WITH graded AS (
           SELECT entry_id, max(grade) AS grade FROM evidence_link
           WHERE organisation_id = ?1 GROUP BY entry_id)
         SELECT e.quarter, e.measure_id, substr(e.counts_on, 1, 7), e.area_code,
                COALESCE(e.partner_id, ?2), COALESCE(g.grade, 0),
                CAST(SUM(e.quantity_thousandths) AS BIGINT),
                CAST(SUM(e.additional_thousandths) AS BIGINT), COUNT(*)
         FROM entry e LEFT JOIN graded g ON g.entry_id = e.id
         WHERE e.organisation_id = ?1
         GROUP BY e.quarter, e.measure_id, substr(e.counts_on, 1, 7), e.area_code,
                  COALESCE(e.partner_id, ?2), COALESCE(g.grade, 0)",
        &[organisation_id.into(), super::NO_PARTNER.into()],
    )?;
    by_key(&rows)
}

fn by_key(rows: &[Row]) -> Result<BTreeMap<String, Sums>, Failure> {
    rows.iter()
        .map(|row| {
            Ok((
                key(row)?,
                (row.integer(6)?, row.integer(7)?, row.integer(8)?),
            ))
        })
        .collect()
}

fn key(row: &Row) -> Result<String, DatabaseFault> {
    Ok(format!(
        "{} measure {} month {} area {} partner {} grade {}",
        row.text(0)?,
        row.id(1)?,
        row.text(2)?,
        row.text(3)?,
        row.id(4)?,
        row.integer(5)?
    ))
}
