//! Totals as they are kept and as the entries give them, under one key, for the comparison.

use super::method_key;
use crate::failure::Failure;
use crate::ledger::Part;
use database::{DatabaseFault, Id, Read, Row};
use std::collections::BTreeMap;

/// Quantity, additional quantity and number of entries.
type Sums = (i64, i64, i64);

/// The totals as they are kept.
pub(crate) fn totals_kept(read: &mut Read<'_>) -> Result<BTreeMap<String, Sums>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter, measure_id, part, part_key, grade,
                quantity_thousandths, additional_thousandths, entries
         FROM totals WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let mut sums: BTreeMap<String, Sums> = rows
        .iter()
        .map(|row| {
            let key = key(row, &row.text(2)?, &row.text(3)?, row.integer(4)?)?;
            Ok::<_, DatabaseFault>((key, (row.integer(5)?, row.integer(6)?, row.integer(7)?)))
        })
        .collect::<Result<_, _>>()?;
    let rows = read.query(
        "SELECT quarter, measure_id, contract_id, area_code, grade,
                quantity_thousandths, additional_thousandths, entries
         FROM contract_totals WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    for row in &rows {
        let of = under(row.id(2)?, &row.text(3)?);
        let key = key(row, CONTRACT, &of, row.integer(4)?)?;
        sums.insert(key, (row.integer(5)?, row.integer(6)?, row.integer(7)?));
    }
    Ok(sums)
}

/// How a sum under a contract is told from the others.
const CONTRACT: &str = "contract";

/// The key of a sum under a contract.
fn under(contract_id: Id, area: &str) -> String {
    format!("{contract_id} area {area}")
}

/// The totals as the entries and their evidence give them.
pub(crate) fn totals_rebuilt(read: &mut Read<'_>) -> Result<BTreeMap<String, Sums>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "WITH graded AS (
           SELECT entry_id, max(grade) AS grade FROM evidence_link
           WHERE organisation_id = ?1 GROUP BY entry_id)
         SELECT e.quarter, e.measure_id, substr(e.counts_on, 1, 7), e.area_code, e.partner_id,
                COALESCE(g.grade, 0),
                CAST(SUM(e.quantity_thousandths) AS BIGINT),
                CAST(SUM(e.additional_thousandths) AS BIGINT), COUNT(*), e.area_method, e.contract_id
         FROM entry e LEFT JOIN graded g ON g.entry_id = e.id
         WHERE e.organisation_id = ?1
         GROUP BY e.quarter, e.measure_id, substr(e.counts_on, 1, 7), e.area_code, e.partner_id,
                  COALESCE(g.grade, 0), e.area_method, e.contract_id",
        &[organisation_id.into()],
    )?;
    let mut sums = BTreeMap::new();
    for row in &rows {
        let grade = row.integer(5)?;
        let found = (row.integer(6)?, row.integer(7)?, row.integer(8)?);
        let partner = row
            .optional(4, Row::id)?
            .map(|id: Id| id.to_string())
            .unwrap_or_default();
        let area = row.text(3)?;
        let method = row.optional(9, Row::text)?;
        let method = method.map(|method| (Part::Method.key(), method_key(&area, &method)));
        let contract = row.optional(10, Row::id)?;
        let contract = contract.map(|id| (CONTRACT, under(id, &area)));
        let parts = [
            (Part::Whole.key(), String::new()),
            (Part::Month.key(), row.text(2)?),
            (Part::Area.key(), area),
            (Part::Partner.key(), partner),
        ];
        for (part, part_key) in parts.into_iter().chain(method).chain(contract) {
            let kept: &mut Sums = sums.entry(key(row, part, &part_key, grade)?).or_default();
            *kept = (kept.0 + found.0, kept.1 + found.1, kept.2 + found.2);
        }
    }
    Ok(sums)
}

fn key(row: &Row, part: &str, part_key: &str, grade: i64) -> Result<String, DatabaseFault> {
    Ok(format!(
        "{} measure {} {part} {part_key} grade {grade}",
        row.text(0)?,
        row.id(1)?
    ))
}
