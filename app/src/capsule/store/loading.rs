//! Loading rows into an empty database.

use crate::capsule::shape::Shape;
use crate::failure::Failure;
use database::{Connection, Read, Reference, Value, Write};

/// The first of these tables that holds a row.
pub(in crate::capsule) fn first_filled<'a>(
    directory: &mut Connection,
    tables: impl Iterator<Item = &'a str>,
) -> Result<Option<&'a str>, Failure> {
    for table in tables {
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {table} LIMIT 1) filled");
        let rows = directory.query(&sql, &[])?;
        let count = rows.first().map_or(Ok(0), |row| row.integer(0))?;
        if count > 0 {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// Adds rows, all with one statement.
pub(in crate::capsule) fn insert(
    write: &mut Write<'_>,
    shape: &Shape,
    rows: &[Vec<Value>],
) -> Result<(), Failure> {
    let width = shape.columns.len();
    let columns: Vec<&str> = (shape.columns.iter())
        .map(|column| column.name.as_str())
        .collect();
    let places = |row: usize| {
        let first = row.saturating_mul(width).saturating_add(1);
        let places: Vec<String> = (first..first.saturating_add(width))
            .map(|place| format!("?{place}"))
            .collect();
        format!("({})", places.join(", "))
    };
    let places: Vec<String> = (0..rows.len()).map(places).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES {}",
        shape.name(),
        columns.join(", "),
        places.join(", ")
    );
    let values: Vec<Value> = rows.iter().flatten().cloned().collect();
    write.execute(&sql, &values)?;
    Ok(())
}

/// Whether a row stands that a reference names. `values` are those of its columns.
pub(in crate::capsule) fn is_there(
    read: &mut Read<'_>,
    reference: &Reference,
    values: &[Value],
) -> Result<bool, Failure> {
    let named: Vec<String> = (1..)
        .zip(&reference.columns)
        .map(|(number, (_, column))| format!("{column} = ?{number}"))
        .collect();
    let (table, named) = (&reference.table, named.join(" AND "));
    let sql = format!("SELECT organisation_id FROM {table} WHERE {named}");
    Ok(read.first(&sql, values)?.is_some())
}

/// The head of the log stands already, since each write takes its place there first: it gets its size.
pub(in crate::capsule) fn log_size_set(write: &mut Write<'_>, size: Value) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE log_head SET size = ?2 WHERE organisation_id = ?1",
        &[organisation_id.into(), size],
    )?;
    Ok(())
}
