//! Which tables and columns a capsule has, and in which order they are loaded. The data map says what there
//! is and what opens something, the database itself says of what kind it is and what refers to what.

use crate::failure::Failure;
use crate::personal_data::map::{Holds, Rows, Table as Mapped, map};
use database::{Column, Read, Reference, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A table of a capsule.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) mapped: &'static Mapped,
    /// Its columns in the order of the file, less those that open something.
    pub(super) columns: Vec<Column>,
    pub(super) left_out: Vec<String>,
    /// Its key without the organisation's.
    pub(super) key: Vec<String>,
    /// What its rows refer to, besides the organisation.
    pub(super) references: Vec<Reference>,
}

impl Shape {
    pub(super) fn name(&self) -> &str {
        &self.mapped.name
    }

    /// What a column holds about people.
    pub(super) fn holds(&self, column: &str) -> Holds {
        let found = self.mapped.columns.iter().find(|(name, _)| name == column);
        found.map_or(Holds::Plain, |(_, holds)| *holds)
    }

    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|one| one.name == column)
    }

    /// What its rows refer to in itself: the columns, by their places.
    pub(super) fn own_references(&self) -> Vec<&Reference> {
        let is_own = |one: &&Reference| one.table == self.mapped.name;
        self.references.iter().filter(is_own).collect()
    }
}

/// Whether a table opens something: sessions, links, and attempts to come in.
fn opens(table: &Mapped) -> Option<()> {
    match table.rows {
        Rows::Directory => Some(()),
        Rows::Fixed | Rows::Named | Rows::Loose | Rows::Derived => None,
    }
}

/// The tables that are left out.
pub(super) fn left_out() -> Vec<String> {
    let tables = map().values().filter(|table| opens(table).is_some());
    tables.map(|table| table.name.clone()).collect()
}

/// Every table that is in a capsule, by its name.
pub(super) fn shapes(read: &mut Read<'_>) -> Result<BTreeMap<String, Shape>, Failure> {
    let mut tables = read.tables()?;
    let mut found = BTreeMap::new();
    for mapped in map().values().filter(|table| opens(table).is_none()) {
        let table = tables.remove(&mapped.name).ok_or(Failure::NotFound)?;
        found.insert(mapped.name.clone(), shape(mapped, table));
    }
    Ok(found)
}

fn shape(mapped: &'static Mapped, table: Table) -> Shape {
    let secret: BTreeSet<&str> = mapped.holding(Holds::Secret).collect();
    let is_secret = |column: &Column| secret.contains(column.name.as_str());
    let (left_out, columns): (Vec<_>, Vec<_>) = table.columns.into_iter().partition(is_secret);
    let mut key = table.key;
    key.retain(|column| column != "organisation_id");
    Shape {
        mapped,
        columns,
        left_out: left_out.into_iter().map(|column| column.name).collect(),
        key,
        references: table.references,
    }
}

/// The names of all tables, each after those it refers to. Tables that refer to one another in a circle
/// come to no order; a test holds that there are none.
pub(super) fn order(shapes: &BTreeMap<String, Shape>) -> Vec<&str> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut order = Vec::new();
    loop {
        let ready = |shape: &&Shape| {
            let stands = |one: &Reference| {
                one.table == shape.mapped.name || done.contains(one.table.as_str())
            };
            !done.contains(shape.name()) && shape.references.iter().all(stands)
        };
        let next: Vec<&str> = shapes.values().filter(ready).map(Shape::name).collect();
        if next.is_empty() {
            return order;
        }
        done.extend(&next);
        order.extend(next);
    }
}
