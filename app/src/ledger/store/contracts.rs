//! Running sums of what was done under contracts, by area. They are kept with every entry, because a
//! report and its draft read them each time, and a sum over the entries of a contract grows with them.

use super::Sum;
use crate::failure::Failure;
use crate::ledger::ContractTotal;
use database::{Id, Read, Row, Write};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};

/// Adds to the sum of a contract's measure in an area.
pub(super) fn sum_add(
    write: &mut Write<'_>,
    (quarter, contract_id, measure_id, area): (&str, Id, Id, &str),
    (grade, sum): (i64, Sum),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO contract_totals (organisation_id, quarter, contract_id, measure_id, area_code,
           grade, quantity_thousandths, additional_thousandths, entries)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (organisation_id, quarter, contract_id, measure_id, area_code, grade)
         DO UPDATE SET
           quantity_thousandths =
             contract_totals.quantity_thousandths + excluded.quantity_thousandths,
           additional_thousandths =
             contract_totals.additional_thousandths + excluded.additional_thousandths,
           entries = contract_totals.entries + excluded.entries",
        &[
            organisation_id.into(),
            quarter.into(),
            contract_id.into(),
            measure_id.into(),
            area.into(),
            grade.into(),
            sum.quantity.into(),
            sum.additional.into(),
            sum.entries.into(),
        ],
    )?;
    Ok(())
}

/// What was done under contracts in these quarters. Sums that came to nought are left out.
pub(crate) fn contract_totals(
    read: &mut Read<'_>,
    quarters: &[Quarter],
) -> Result<Vec<ContractTotal>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found = Vec::new();
    for quarter in quarters {
        let rows = read.query(
            "SELECT contract_id, measure_id, area_code, grade, quantity_thousandths,
               additional_thousandths
             FROM contract_totals WHERE organisation_id = ?1 AND quarter = ?2
               AND (quantity_thousandths <> 0 OR additional_thousandths <> 0)
             ORDER BY contract_id, measure_id, area_code, grade",
            &[organisation_id.into(), quarter.to_string().into()],
        )?;
        for row in &rows {
            found.push(total_of(row)?);
        }
    }
    Ok(found)
}

fn total_of(row: &Row) -> Result<ContractTotal, Failure> {
    Ok(ContractTotal {
        contract_id: row.id(0)?,
        measure_id: row.id(1)?,
        area_code: row.text(2)?,
        grade: Grade::from_number(row.integer(3)?).unwrap_or(Grade::Unevidenced),
        quantity: Quantity(row.integer(4)?),
        additional: Quantity(row.integer(5)?),
    })
}

/// What nobody can do through a page: puts another sum under every contract, to see that it is found.
#[cfg(test)]
pub(crate) fn contract_totals_break(write: &mut Write<'_>) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE contract_totals SET quantity_thousandths = quantity_thousandths + 1
         WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(())
}
