//! What one unit of a measure is worth, from a date on.

use crate::failure::Failure;
use crate::framework::Value;
use database::{Id, Read, Write};
use domain::framework::Pounds;
use std::collections::BTreeMap;

/// Adds a value in pounds to a measure, from a date.
pub(crate) fn value_add(
    write: &mut Write<'_>,
    measure_id: Id,
    value: &Value,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO measure_value (organisation_id, measure_id, valid_from, pounds_ten_millionths,
           source) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            measure_id.into(),
            value.from.into(),
            value.pounds.ten_millionths.into(),
            (&value.source).into(),
        ],
    )?;
    Ok(())
}

/// The values of all measures, each in the order of their dates.
pub(crate) fn values(read: &mut Read<'_>) -> Result<BTreeMap<Id, Vec<Value>>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, valid_from, pounds_ten_millionths, source FROM measure_value
         WHERE organisation_id = ?1 ORDER BY measure_id, valid_from",
        &[organisation_id.into()],
    )?;
    let mut found: BTreeMap<Id, Vec<Value>> = BTreeMap::new();
    for row in &rows {
        let value = Value {
            from: row.date(1)?,
            pounds: Pounds {
                ten_millionths: row.integer(2)?,
            },
            source: row.text(3)?,
        };
        found.entry(row.id(0)?).or_default().push(value);
    }
    Ok(found)
}
