//! Sums of a contract's entries day by day, and of what came late, between two days. No totals are kept
//! of these; an index leads to the entries alone.

use crate::failure::Failure;
use crate::ledger::DaySum;
use database::{Id, Read, Row};
use domain::ledger::{Grade, Quantity};
use jiff::civil::Date;

/// A contract's quantities by measure, day and grade. None when it has more entries in these days than
/// may be read for a page.
pub(in crate::ledger) fn of_contract(
    read: &mut Read<'_>,
    contract_id: Id,
    (from, to): (Date, Date),
    most: i64,
) -> Result<Option<Vec<DaySum>>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "WITH bounded AS (
           SELECT id, measure_id, counts_on, quantity_thousandths, additional_thousandths
           FROM entry
           WHERE organisation_id = ?1 AND contract_id = ?2 AND counts_on BETWEEN ?3 AND ?4
           LIMIT ?5),
         graded AS (
           SELECT b.measure_id, b.counts_on, b.quantity_thousandths, b.additional_thousandths,
             COALESCE((SELECT max(l.grade) FROM evidence_link l
               WHERE l.organisation_id = ?1 AND l.entry_id = b.id), 0) AS grade
           FROM bounded b)
         SELECT measure_id, counts_on, grade, CAST(SUM(quantity_thousandths) AS BIGINT),
           CAST(SUM(additional_thousandths) AS BIGINT), CAST(COUNT(*) AS BIGINT)
         FROM graded GROUP BY measure_id, counts_on, grade
         ORDER BY measure_id, counts_on, grade",
        &[
            organisation_id.into(),
            contract_id.into(),
            from.into(),
            to.into(),
            most.saturating_add(1).into(),
        ],
    )?;
    let sums = rows.iter().map(|row| {
        Ok::<_, Failure>(DaySum {
            measure_id: row.id(0)?,
            on: row.date(1)?,
            grade: Grade::from_number(row.integer(2)?).unwrap_or(Grade::Unevidenced),
            quantity: Quantity(row.integer(3)?),
            additional: Quantity(row.integer(4)?),
            entries: row.integer(5)?,
        })
    });
    let sums: Vec<DaySum> = sums.collect::<Result<_, _>>()?;
    let entries: i64 = sums.iter().map(|sum| sum.entries).sum();
    Ok((entries <= most).then_some(sums))
}

/// What counts between two days in quarters of these names and happened before the first of them, by
/// measure: late data of an earlier year. An index over adjustments leads to it alone: the day is compared
/// with an empty text behind it, or SQLite would take the index over days, which leads to every entry.
pub(in crate::ledger) fn from_before(
    read: &mut Read<'_>,
    quarter: &str,
    (from, to): (Date, Date),
) -> Result<Vec<(Id, Quantity)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, CAST(SUM(quantity_thousandths) AS BIGINT)
         FROM entry
         WHERE organisation_id = ?1 AND quarter = ?2 AND adjusts_quarter > ''
           AND counts_on || '' BETWEEN ?3 AND ?4 AND happened_on < ?3
         GROUP BY measure_id ORDER BY measure_id",
        &[
            organisation_id.into(),
            quarter.into(),
            from.into(),
            to.into(),
        ],
    )?;
    let sum = |row: &Row| Ok((row.id(0)?, Quantity(row.integer(1)?)));
    rows.iter().map(sum).collect()
}
