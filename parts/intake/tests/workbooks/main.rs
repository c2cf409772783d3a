//! Workbooks of every format, sound, odd and hostile.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what should not be"
)]

mod bombs;
mod made;
mod sheets;

use intake::{IntakeFault, Record, Table};
use std::io::{Seek, Write};

fn open(name: &str, content: &[u8], sheet: Option<&str>) -> Result<Table, IntakeFault> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file.rewind().unwrap();
    Table::open_sheet(name, file, sheet)
}

/// Every row with its line, headings first.
fn rows(table: &mut Table) -> Vec<(u64, Vec<String>)> {
    let mut found = vec![(0, table.headings().to_vec())];
    let mut record = Record::default();
    while table.read(&mut record).unwrap() {
        let cells = (0..record.len()).map(|column| record.cell(column).to_owned());
        found.push((record.line(), cells.collect()));
    }
    found
}

fn notes(table: &Table) -> Vec<String> {
    table.notes().iter().map(ToString::to_string).collect()
}
