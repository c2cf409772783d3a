//! Reading the rows of any table in the order of its key, some at a time, so that memory does not grow with
//! how many there are.

use crate::capsule::shape::Shape;
use crate::failure::Failure;
use database::{Read, Row, Value};

/// Rows read at once.
const AT_ONCE: usize = 500;

/// Reads every row of a table: `selected` are the expressions, of which the first are the columns of the
/// table in their order, over `from`, in which the table is called `t`.
pub(super) fn each(
    read: &mut Read<'_>,
    shape: &Shape,
    (selected, from): (&str, &str),
    mut see: impl FnMut(&mut Read<'_>, Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let places: Vec<usize> = shape
        .key
        .iter()
        .filter_map(|key| shape.place(key))
        .collect();
    let key: Vec<String> = shape
        .key
        .iter()
        .map(|column| format!("t.{column}"))
        .collect();
    let key = key.join(", ");
    let mut after: Option<Vec<Value>> = None;
    loop {
        let mut values: Vec<Value> = vec![read.organisation_id().into()];
        let mut sql = format!("SELECT {selected} FROM {from} WHERE t.organisation_id = ?1");
        if let Some(last) = &after {
            let bound: Vec<String> = (2..2 + last.len())
                .map(|number| format!("?{number}"))
                .collect();
            sql.push_str(&format!(" AND ({key}) > ({})", bound.join(", ")));
            values.extend(last.iter().cloned());
        }
        if !key.is_empty() {
            sql.push_str(&format!(" ORDER BY {key}"));
        }
        sql.push_str(&format!(" LIMIT {AT_ONCE}"));
        let rows = read.query(&sql, &values)?;
        let count = rows.len();
        for row in rows {
            let of_key = |place: &usize| row.values().get(*place).cloned();
            after = places.iter().map(of_key).collect();
            see(read, row)?;
        }
        if key.is_empty() || count < AT_ONCE {
            return Ok(());
        }
    }
}

/// Reads every row of a table, with its columns in the order of the capsule.
pub(in crate::capsule) fn each_row(
    read: &mut Read<'_>,
    shape: &Shape,
    see: impl FnMut(&mut Read<'_>, Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let columns: Vec<String> = (shape.columns.iter())
        .map(|column| format!("t.{}", column.name))
        .collect();
    let from = format!("{} t", shape.name());
    each(read, shape, (&columns.join(", "), &from), see)
}
