//! Loading the tables of a capsule, each after those it refers to, in the transaction of whoever opens it.
//! Nothing is trusted: not a column, not a kind, not an organisation.

use super::described::{Described, TableSaid};
use super::shape::{Shape, order};
use super::values::{Cell, cells, kind_key, value};
use super::{store, tables};
use crate::failure::Failure;
use bag::Source;
use database::{Kind, Read, Value, Write};
use std::collections::BTreeMap;
use std::io::BufReader;

/// Rows added with one statement.
const AT_ONCE: usize = 50;

fn refused(words: impl Into<String>) -> Failure {
    Failure::Rule(words.into())
}

/// Whether the tables of a capsule are exactly those of this database.
pub(super) fn fits(described: &Described, shapes: &BTreeMap<String, Shape>) -> Result<(), Failure> {
    for said in &described.tables {
        let Some(shape) = shapes.get(&said.name) else {
            return Err(refused(format!(
                "The capsule has a table that is not known here: {}.",
                said.name
            )));
        };
        let ours: Vec<(&str, &str)> = (shape.columns.iter())
            .map(|column| (&*column.name, kind_key(column.kind)))
            .collect();
        let theirs: Vec<(&str, &str)> = (said.columns.iter())
            .map(|column| (&*column.name, &*column.kind))
            .collect();
        if let Some((column, kind)) = theirs.iter().find(|one| !ours.contains(one)) {
            return Err(refused(format!(
                "The capsule has a column that is not known here: {}.{column} ({kind}).",
                said.name
            )));
        }
        if ours.len() != theirs.len() {
            return Err(refused(format!(
                "The capsule lacks a column of the table {}.",
                said.name
            )));
        }
    }
    let is_said = |name: &String| described.tables.iter().any(|said| said.name == *name);
    match shapes.keys().find(|name| !is_said(name)) {
        Some(name) => Err(refused(format!("The capsule lacks the table {name}."))),
        None => Ok(()),
    }
}

/// Loads every table, and gives how many rows there were.
pub(super) fn load(
    write: &mut Write<'_>,
    bag: &mut impl Source,
    (described, shapes): (&Described, &BTreeMap<String, Shape>),
) -> Result<u64, Failure> {
    let mut whole = 0_u64;
    for name in order(shapes) {
        let said = described.tables.iter().find(|said| said.name == name);
        let (Some(said), Some(shape)) = (said, shapes.get(name)) else {
            return Err(refused(format!("The capsule lacks the table {name}.")));
        };
        let rows = table(write, bag, (said, shape))?;
        if rows != said.rows {
            return Err(refused(format!(
                "The table {name} says that it has {} rows, and it has {rows}.",
                said.rows
            )));
        }
        whole = whole.saturating_add(rows);
    }
    Ok(whole)
}

/// Rows that wait to be added together, and those that wait for the row they refer to.
struct Waiting<'a> {
    shape: &'a Shape,
    ready: Vec<Vec<Value>>,
    later: Vec<Vec<Value>>,
}

impl Waiting<'_> {
    fn add(&mut self, write: &mut Write<'_>, row: Vec<Value>) -> Result<(), Failure> {
        if !self.stands(write, &row)? {
            self.later.push(row);
            return Ok(());
        }
        self.ready.push(row);
        if self.ready.len() >= AT_ONCE {
            self.flush(write)?;
        }
        Ok(())
    }

    fn flush(&mut self, write: &mut Write<'_>) -> Result<(), Failure> {
        if !self.ready.is_empty() {
            kept(self.shape, store::insert(write, self.shape, &self.ready))?;
            self.ready.clear();
        }
        Ok(())
    }

    /// Whether every row of its own table that a row refers to stands already or is the row itself.
    fn stands(&mut self, write: &mut Write<'_>, row: &[Value]) -> Result<bool, Failure> {
        let shape = self.shape;
        for reference in shape.own_references() {
            let of = |column: &str| shape.place(column).and_then(|place| row.get(place));
            let pairs = reference.columns.iter();
            let named: Option<Vec<Value>> = (pairs.clone())
                .map(|(ours, _)| of(ours).filter(|value| **value != Value::Null).cloned())
                .collect();
            let Some(named) = named else { continue };
            let is_itself = pairs
                .zip(&named)
                .all(|((_, theirs), value)| of(theirs) == Some(value));
            if is_itself {
                continue;
            }
            self.flush(write)?;
            if !store::is_there(&mut write.read(), reference, &named)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds what waited, as long as anything can be added.
    fn end(mut self, write: &mut Write<'_>) -> Result<(), Failure> {
        self.flush(write)?;
        while !self.later.is_empty() {
            let before = self.later.len();
            for row in std::mem::take(&mut self.later) {
                self.add(write, row)?;
            }
            self.flush(write)?;
            if self.later.len() == before {
                let name = self.shape.name();
                let said = "rows of the table refer to rows that are not there";
                return Err(refused(format!("{said}: {name}.")));
            }
        }
        Ok(())
    }
}

/// What the database refused to take is the capsule's fault.
fn kept(shape: &Shape, kept: Result<(), Failure>) -> Result<(), Failure> {
    match kept {
        Err(failure) if failure.is_constraint() => Err(refused(format!(
            "The database does not take a row of the table {}: it breaks a rule of the schema.",
            shape.name()
        ))),
        kept => kept,
    }
}

fn table(
    write: &mut Write<'_>,
    bag: &mut impl Source,
    (said, shape): (&TableSaid, &Shape),
) -> Result<u64, Failure> {
    let path = format!("data/{}", tables::path(&said.name));
    let mut file = BufReader::new(bag.open(&path)?);
    let wrong = |number: u64| refused(format!("{path}: line {number} is not one of a capsule."));
    let order: Vec<&str> = said.columns.iter().map(|column| &*column.name).collect();
    let head = cells(&mut file, 1)
        .map_err(|_| wrong(1))?
        .unwrap_or_default();
    let is_head = |(cell, name): (&Cell, &&str)| *cell == Cell::Plain((*name).to_owned());
    if head.len() != order.len() || !head.iter().zip(&order).all(is_head) {
        return Err(wrong(1));
    }
    let columns: Vec<(usize, Kind)> = (order.iter())
        .filter_map(|name| {
            let place = shape.place(name)?;
            Some((place, shape.columns.get(place)?.kind))
        })
        .collect();
    let organisation = Value::from(write.organisation_id());
    let own = shape.place("organisation_id");
    let mut waiting = Waiting {
        shape,
        ready: Vec::new(),
        later: Vec::new(),
    };
    let mut rows = 0_u64;
    while let Some(cells) =
        cells(&mut file, rows.saturating_add(2)).map_err(|_| wrong(rows.saturating_add(2)))?
    {
        rows = rows.saturating_add(1);
        if cells.len() != columns.len() {
            return Err(wrong(rows.saturating_add(1)));
        }
        let mut row = vec![Value::Null; shape.columns.len()];
        for (cell, (place, kind)) in cells.into_iter().zip(&columns) {
            let value = value(cell, *kind).ok_or_else(|| wrong(rows.saturating_add(1)))?;
            if let Some(slot) = row.get_mut(*place) {
                *slot = value;
            }
        }
        if own.and_then(|place| row.get(place)) != Some(&organisation) {
            return Err(refused(format!(
                "{path} has a row of another organisation."
            )));
        }
        if shape.name() == "log_head" {
            let size = shape.place("size").and_then(|place| row.get(place));
            store::log_size_set(write, size.cloned().unwrap_or(Value::Null))?;
        } else {
            waiting.add(write, row)?;
        }
    }
    waiting.end(write)?;
    Ok(rows)
}

/// Whether the log that was loaded is whole, and is the one whose checkpoints were loaded with it.
pub(super) fn log_is_whole(read: &mut Read<'_>) -> Result<(), Failure> {
    let looked = crate::records::look(read, &crate::records::Handed::default())?;
    match looked.differences.first() {
        Some(difference) => Err(refused(format!(
            "The log of the capsule is not whole: {difference}."
        ))),
        None => Ok(()),
    }
}
