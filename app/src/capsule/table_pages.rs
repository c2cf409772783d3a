//! Every table as pages that are read: columns by names in words, rows by what they are called and not by
//! keys alone, files as links.

use super::ROWS_ON_A_PAGE;
use super::described::Described;
use super::make::Making;
use super::shape::Shape;
use super::store;
use crate::failure::Failure;
use crate::personal_data::map::{purpose, whose};
use askama::Template;
use database::{Id, Read, Row, Value};
use domain::ledger::Quantity;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{Seek, Write};

/// The longest text that stands on a page; the table's file has all of it.
const LONGEST: usize = 4_000;

/// A cell as it is read.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) href: String,
}

struct Head {
    heading: String,
    name: String,
    holds: &'static str,
}

#[derive(Template)]
#[template(path = "capsule/table.html")]
struct Page<'a> {
    title: String,
    organisation: &'a str,
    top: &'static str,
    table: &'a str,
    purpose: &'static str,
    whose: &'static str,
    heads: &'a [Head],
    rows: &'a [Vec<Cell>],
    whole: u64,
    number: usize,
    last: usize,
}

/// A name in words: `recorded_at` is ‘Recorded at’, `quantity_thousandths` is ‘Quantity’.
pub(super) fn heading(name: &str) -> String {
    let name = name.strip_suffix("_thousandths").unwrap_or(name);
    let name = name.strip_suffix("_id").unwrap_or(name);
    let name = match name.strip_suffix("_sha256") {
        Some(of) => format!("{of} (SHA-256)"),
        None => name.to_owned(),
    };
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// Where the first page of a table lies.
pub(super) fn path(table: &str, number: usize) -> String {
    format!("tables/{table}-{number}.html")
}

/// Adds the pages of every table.
pub(super) fn add<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
    described: &Described,
) -> Result<(), Failure> {
    let shapes = making.shapes.clone();
    for (number, said) in described.tables.iter().enumerate() {
        if let Some(shape) = shapes.get(&said.name).filter(|_| said.rows > 0) {
            table(making, read, (shape, said.rows), &shapes)?;
        }
        making.goes_on(shapes.len().saturating_add(number), 0)?;
    }
    Ok(())
}

fn table<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
    (shape, whole): (&Shape, u64),
    shapes: &BTreeMap<String, Shape>,
) -> Result<(), Failure> {
    let shown: Vec<usize> = (0..shape.columns.len())
        .filter(|place| {
            shape
                .columns
                .get(*place)
                .is_some_and(|one| one.name != "organisation_id")
        })
        .collect();
    let head = |column: &database::Column| Head {
        heading: heading(&column.name),
        name: column.name.clone(),
        holds: shape.holds(&column.name).name(),
    };
    let heads: Vec<Head> = (shown.iter())
        .filter_map(|place| shape.columns.get(*place).map(head))
        .collect();
    let whole_pages = usize::try_from(whole)
        .unwrap_or(usize::MAX)
        .div_ceil(ROWS_ON_A_PAGE);
    let (mut rows, mut number) = (Vec::new(), 0_usize);
    let mut flush = |making: &mut Making<'_, W>, rows: &mut Vec<Vec<Cell>>| {
        number = number.saturating_add(1);
        let page = Page {
            title: heading(shape.name()),
            organisation: &making.who.organisation,
            top: "../",
            table: shape.name(),
            purpose: purpose(shape.mapped.class),
            whose: whose(shape.mapped.class),
            heads: &heads,
            rows,
            whole,
            number,
            last: whole_pages,
        };
        let html = page.render()?;
        rows.clear();
        making.add(&path(shape.name(), number), html.as_bytes())
    };
    store::each_shown(read, shape, shapes, |_, row| {
        rows.push(cells(&making.files, shape, (&row, &shown)));
        if rows.len() >= ROWS_ON_A_PAGE {
            flush(making, &mut rows)?;
        }
        Ok(())
    })?;
    if !rows.is_empty() {
        flush(making, &mut rows)?;
    }
    Ok(())
}

fn cells(
    files: &BTreeMap<[u8; 32], String>,
    shape: &Shape,
    (row, shown): (&Row, &[usize]),
) -> Vec<Cell> {
    let width = shape.columns.len();
    let cell = |place: &usize| {
        let value = row.values().get(*place)?;
        let column = shape.columns.get(*place)?;
        let called = row.values().get(place.saturating_add(width));
        let text = match called {
            Some(Value::Text(called)) if !called.is_empty() => called.clone(),
            _ => in_words(&column.name, value),
        };
        let file = match value {
            Value::Bytes(bytes) => <[u8; 32]>::try_from(bytes.as_slice()).ok(),
            Value::Null | Value::Integer(_) | Value::Text(_) => None,
        };
        let href = file.and_then(|sha256| files.get(&sha256));
        Some(Cell {
            text,
            href: href.map(|path| format!("../{path}")).unwrap_or_default(),
        })
    };
    shown.iter().filter_map(cell).collect()
}

/// A value as somebody reads it.
fn in_words(column: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) if column.ends_with("_at") => {
            let at = Timestamp::from_millisecond(*number);
            at.map_or_else(
                |_| number.to_string(),
                |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
            )
        }
        Value::Integer(number) if column.ends_with("_thousandths") => Quantity(*number).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => match text.char_indices().nth(LONGEST) {
            Some((end, _)) => {
                let (start, _) = text.split_at_checked(end).unwrap_or((text, ""));
                format!("{start} … (the file of the table has all of it)")
            }
            None => text.clone(),
        },
        Value::Bytes(bytes) => match (Id::from_slice(bytes), bytes.len()) {
            (Ok(id), _) => id.to_string(),
            (Err(_), 0..=64) => crate::visit::hex(bytes),
            (Err(_), length) => format!("{length} bytes (in the file of the table)"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn names_of_columns_become_words() {
        assert_eq!(heading("quantity_thousandths"), "Quantity");
        assert_eq!(heading("recorded_at"), "Recorded at");
        assert_eq!(heading("file_sha256"), "File (SHA-256)");
        assert_eq!(heading("partner_id"), "Partner");
    }
}
