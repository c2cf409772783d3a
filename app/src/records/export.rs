//! The whole log as one file for a spreadsheet or another program: all lines in their order, read page
//! by page in one consistent view.

use super::log::who;
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Visit, hex};
use database::{Id, LoggedEntry, Read, log_entries};
use std::collections::BTreeMap;

/// Lines read by one statement.
const LINES_AT_ONCE: i64 = 1_000;

const HEADINGS: [&str; 8] = [
    "number",
    "at (UTC)",
    "person",
    "action",
    "record kind",
    "record id",
    "commitment",
    "leaf",
];

/// The file.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let out = visit.read(everything)?;
    out.answer(format!("log-{}.csv", visit.today()))
}

fn everything(read: &mut Read<'_>) -> Result<CsvFile, Failure> {
    let names = people::names(read)?;
    let mut out = CsvFile::new(HEADINGS)?;
    let mut after = 0;
    loop {
        let entries = log_entries(read, after, LINES_AT_ONCE)?;
        let Some(last) = entries.last() else { break };
        after = last.number;
        for entry in &entries {
            out.line(cells(entry, &names))?;
        }
    }
    Ok(out)
}

fn cells(entry: &LoggedEntry, names: &BTreeMap<Id, String>) -> [String; 8] {
    [
        entry.number.to_string(),
        entry.at.to_string(),
        who(entry.person_id, names),
        entry.action.clone(),
        entry.record_kind.clone(),
        entry.record_id.clone(),
        hex(&entry.commitment),
        hex(&entry.leaf),
    ]
}
