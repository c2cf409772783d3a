//! The whole log as one file for a spreadsheet or another program: all lines in their order, read page
//! by page in one consistent view.

use super::log::who;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit, hex};
use database::{Id, LoggedEntry, Read, log_entries};
use std::collections::BTreeMap;

/// Lines read by one statement.
const LINES_AT_ONCE: i64 = 1_000;

/// The file.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let bytes = visit.read(everything)?;
    Ok(Reply::File {
        media_type: "text/csv; charset=utf-8",
        file_name: format!("log-{}.csv", visit.today()),
        bytes,
    })
}

fn everything(read: &mut Read<'_>) -> Result<Vec<u8>, Failure> {
    let names = people::names(read)?;
    let mut out = csv::Writer::from_writer(Vec::new());
    write(
        &mut out,
        &[
            "number",
            "at (UTC)",
            "person",
            "action",
            "record kind",
            "record id",
            "commitment",
            "leaf",
        ]
        .map(str::to_owned),
    )?;
    let mut after = 0;
    loop {
        let entries = log_entries(read, after, LINES_AT_ONCE)?;
        let Some(last) = entries.last() else { break };
        after = last.number;
        for entry in &entries {
            write(&mut out, &cells(entry, &names))?;
        }
    }
    out.into_inner()
        .map_err(|fault| Failure::Broken(anyhow::anyhow!("the log could not be written: {fault}")))
}

fn write(out: &mut csv::Writer<Vec<u8>>, cells: &[String; 8]) -> Result<(), Failure> {
    out.write_record(cells.iter().map(|cell| safe(cell)))
        .map_err(|fault| Failure::Broken(fault.into()))
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

/// A cell that a spreadsheet does not take for a formula: one that begins like one gets an apostrophe
/// (OWASP, CSV injection).
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_cell_that_begins_like_a_formula_gets_an_apostrophe() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("1-1=0", "1-1=0"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), shown);
        }
    }
}
