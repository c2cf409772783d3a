//! The whole log as one file for a spreadsheet or another program: all lines in their order, read page
//! by page in one consistent view.

use super::log::{shown, who};
use crate::failure::Failure;
use crate::long_file::{LongFile, Rows, broken};
use crate::people;
use crate::visit::{Answer, Visit, hex};
use database::{Id, LoggedEntry, Read, log_entries, log_ways};
use documents::{Cell, Column, Lines, Sheet, SheetKind, Side};
use domain::people::Role;
use std::collections::BTreeMap;

/// Lines read by one statement.
const LINES_AT_ONCE: i64 = 1_000;

const HEADINGS: [&str; 9] = [
    "number",
    "at (UTC)",
    "person",
    "from",
    "action",
    "record kind",
    "record id",
    "commitment",
    "leaf",
];

/// The file.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let columns = HEADINGS.map(|heading| Column {
        heading: heading.to_owned(),
        letters: 20,
        side: Side::Left,
    });
    let file = LongFile {
        kind: SheetKind::Csv,
        name: format!("log-{}", visit.today()),
        sheet: Sheet {
            name: "Log".to_owned(),
            caption: None,
            columns: columns.to_vec(),
            lines: Lines::One,
        },
    };
    let roles = visit.who()?.roles.clone();
    file.answer(visit, |read, rows| everything(read, rows, &roles))
}

fn everything(read: &mut Read<'_>, rows: &mut Rows, roles: &[Role]) -> Result<(), Failure> {
    let names = people::names(read)?;
    let mut after = 0;
    loop {
        let entries = log_entries(read, after, LINES_AT_ONCE)?;
        let Some(last) = entries.last() else {
            return Ok(());
        };
        let mut ways = log_ways(read, (after, last.number))?;
        for way in ways.values_mut() {
            *way = shown(way, roles);
        }
        after = last.number;
        for entry in &entries {
            let cells = cells(entry, &names, &ways);
            let texts = cells.each_ref().map(|text| Cell::Text(text));
            rows.row(&texts).map_err(broken)?;
        }
    }
}

fn cells(
    entry: &LoggedEntry,
    names: &BTreeMap<Id, String>,
    ways: &BTreeMap<i64, String>,
) -> [String; 9] {
    [
        entry.number.to_string(),
        entry.at.to_string(),
        who(entry.person_id, names),
        ways.get(&entry.number).cloned().unwrap_or_default(),
        entry.action.clone(),
        entry.record_kind.clone(),
        entry.record_id.clone(),
        hex(&entry.commitment),
        hex(&entry.leaf),
    ]
}
