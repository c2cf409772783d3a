//! Reading what of a quarter belongs by its date to quarters signed before.

use crate::failure::Failure;
use crate::ledger::Adjustment;
use database::Read;
use domain::calendar::Quarter;
use domain::ledger::Quantity;

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
