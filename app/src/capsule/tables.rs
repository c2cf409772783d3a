//! Every table as a CSV file, and what the files hold in the words of CSV on the Web (W3C).

use super::described::{ColumnSaid, TableSaid};
use super::make::Making;
use super::shape::Shape;
use super::store;
use super::table_pages::heading;
use super::values::{kind_key, line};
use crate::failure::Failure;
use crate::visit::hex;
use database::{Kind, Read};
use std::io::{Seek, Write};

/// Where the file of a table lies.
pub(super) fn path(table: &str) -> String {
    format!("tables/{table}.csv")
}

/// The first line of a table's file.
pub(super) fn head(shape: &Shape) -> String {
    let names: Vec<&str> = shape.columns.iter().map(|column| &*column.name).collect();
    format!("{}\r\n", names.join(","))
}

/// Adds every table, and says what was added.
pub(super) fn add<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
) -> Result<Vec<TableSaid>, Failure> {
    let mut said = Vec::new();
    let shapes: Vec<Shape> = making.shapes.values().cloned().collect();
    for (number, shape) in shapes.iter().enumerate() {
        let mut rows = 0_u64;
        let sha256 = making.bag.written(&path(shape.name()), |out| {
            let mut write = |text: &str| {
                let written = out.write_all(text.as_bytes());
                written.map_err(|fault| Failure::Broken(fault.into()))
            };
            write(&head(shape))?;
            store::each_row(read, shape, |_, row| {
                rows = rows.saturating_add(1);
                write(&line(row.values()))
            })
        })?;
        said.push(TableSaid {
            name: shape.name().to_owned(),
            rows,
            sha256: hex(&sha256),
            columns: shape.columns.iter().map(|one| column(shape, one)).collect(),
            columns_left_out: shape.left_out.clone(),
        });
        making.goes_on(number, rows)?;
    }
    let metadata = serde_json::to_vec_pretty(&metadata(&shapes));
    making.add(
        "tables/csv-metadata.json",
        &metadata.map_err(anyhow::Error::from)?,
    )?;
    Ok(said)
}

fn column(shape: &Shape, column: &database::Column) -> ColumnSaid {
    ColumnSaid {
        name: column.name.clone(),
        kind: kind_key(column.kind).to_owned(),
        holds: shape.holds(&column.name).name().to_owned(),
    }
}

/// All files with their columns, keys and what refers to what.
fn metadata(shapes: &[Shape]) -> serde_json::Value {
    let table = |shape: &Shape| {
        let columns: Vec<_> = (shape.columns.iter())
            .map(|column| {
                serde_json::json!({
                    "name": column.name,
                    "titles": heading(&column.name),
                    "datatype": match column.kind {
                        Kind::Integer => "long",
                        Kind::Text => "string",
                        Kind::Bytes => "hexBinary",
                    },
                    "required": column.optional.is_none(),
                    "null": "",
                })
            })
            .collect();
        let key = std::iter::once("organisation_id").chain(shape.key.iter().map(String::as_str));
        let foreign: Vec<_> = (shape.references.iter())
            .map(|one| {
                let (ours, theirs): (Vec<_>, Vec<_>) = one.columns.iter().cloned().unzip();
                serde_json::json!({ "columnReference": ours, "reference":
                    { "resource": format!("{}.csv", one.table), "columnReference": theirs } })
            })
            .collect();
        serde_json::json!({
            "url": format!("{}.csv", shape.name()),
            "tableSchema": { "columns": columns, "primaryKey": key.collect::<Vec<_>>(),
                "foreignKeys": foreign },
        })
    };
    serde_json::json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": { "encoding": "utf-8", "lineTerminators": "\r\n", "header": true },
        "tables": shapes.iter().map(table).collect::<Vec<_>>(),
    })
}
