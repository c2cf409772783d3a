//! Reading what of a quarter belongs by its date to quarters signed before.

use super::method_key;
use crate::failure::Failure;
use crate::ledger::{Adjustment, Part, Total};
use database::{Id, Read, Row};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};
use std::collections::BTreeMap;

/// The adjustments that count in a quarter, by the quarter they adjust and the measure. An index leads
/// to them alone, however many entries the quarter has.
pub(crate) fn adjustments(
    read: &mut Read<'_>,
    quarter: Quarter,
) -> Result<Vec<Adjustment>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT adjusts_quarter, measure_id, CAST(SUM(quantity_thousandths) AS BIGINT)
         FROM entry
         WHERE organisation_id = ?1 AND quarter = ?2 AND adjusts_quarter > ''
         GROUP BY adjusts_quarter, measure_id
         ORDER BY adjusts_quarter, measure_id",
        &[organisation_id.into(), quarter.to_string().into()],
    )?
    .iter()
    .map(|row| {
        Ok(Adjustment {
            adjusts: row.text(0)?,
            measure_id: row.id(1)?,
            quantity: Quantity(row.integer(2)?),
        })
    })
    .collect()
}

type Key = (Id, Part, String, i64);

/// What counts in one quarter and belongs by its date to another, divided as totals are. An index leads to
/// these entries alone.
pub(crate) fn adjusting_totals(
    read: &mut Read<'_>,
    (counted_in, belongs_to): (Quarter, Quarter),
) -> Result<Vec<Total>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.measure_id, e.area_code, e.partner_id, e.area_method,
                (SELECT COALESCE(MAX(l.grade), 0) FROM evidence_link l
                 WHERE l.organisation_id = e.organisation_id AND l.entry_id = e.id),
                e.quantity_thousandths, e.additional_thousandths
         FROM entry e
         WHERE e.organisation_id = ?1 AND e.quarter = ?2 AND e.adjusts_quarter = ?3
           AND e.adjusts_quarter IS NOT NULL",
        &[
            organisation_id.into(),
            counted_in.to_string().into(),
            belongs_to.to_string().into(),
        ],
    )?;
    let mut sums: BTreeMap<Key, (i64, i64, i64)> = BTreeMap::new();
    for row in &rows {
        let (measure_id, area) = (row.id(0)?, row.text(1)?);
        let partner = row.optional(2, Row::id)?;
        let method = row.optional(3, Row::text)?;
        let grade = row.integer(4)?;
        let method = method.map(|method| (Part::Method, method_key(&area, &method)));
        let parts = [
            (Part::Whole, String::new()),
            (Part::Area, area),
            (
                Part::Partner,
                partner.map(|id| id.to_string()).unwrap_or_default(),
            ),
        ];
        for (part, key) in parts.into_iter().chain(method) {
            let sum = sums.entry((measure_id, part, key, grade)).or_default();
            sum.0 = sum.0.saturating_add(row.integer(5)?);
            sum.1 = sum.1.saturating_add(row.integer(6)?);
            sum.2 = sum.2.saturating_add(1);
        }
    }
    let totals = sums
        .into_iter()
        .map(|((measure_id, part, key, grade), sum)| Total {
            quarter: counted_in,
            measure_id,
            part,
            key,
            grade: Grade::from_number(grade).unwrap_or(Grade::Unevidenced),
            quantity: Quantity(sum.0),
            additional: Quantity(sum.1),
            entries: sum.2,
        });
    Ok(totals.collect())
}
