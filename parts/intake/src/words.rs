//! Everything a file says, however it is packed, to search in it.

use crate::{IntakeFault, MOST_BYTES, Record, Table, ending, text_of};
use std::fs::File;
use std::io::Read;

/// The text of a document, or the headings and cells of every sheet that a person sees.
///
/// # Errors
/// When the file is of a kind without words (a picture), locked, not sound, or beyond what is read.
pub fn words_of(file_name: &str, mut file: File) -> Result<String, IntakeFault> {
    if matches!(ending(file_name).as_str(), "txt" | "md" | "docx" | "pdf") {
        let mut bytes = Vec::new();
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        let mut within = (&mut file).take(most.saturating_add(1));
        within
            .read_to_end(&mut bytes)
            .map_err(|_| IntakeFault::Unread)?;
        return text_of(file_name, &bytes);
    }
    let again = || file.try_clone().map_err(|_| IntakeFault::Unread);
    let first = Table::open(file_name, again()?)?;
    let others: Vec<String> = first
        .sheets()
        .iter()
        .filter(|name| Some(name.as_str()) != first.sheet())
        .cloned()
        .collect();
    let mut words = String::new();
    gather(first, &mut words)?;
    for name in others {
        let mut from_start = again()?;
        std::io::Seek::rewind(&mut from_start).map_err(|_| IntakeFault::Unread)?;
        match Table::open_sheet(file_name, from_start, Some(&name)) {
            Ok(table) => gather(table, &mut words)?,
            // A sheet of one row has no rows beneath its headings.
            Err(IntakeFault::NoRows) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(words)
}

fn gather(mut table: Table, words: &mut String) -> Result<(), IntakeFault> {
    for heading in table.headings() {
        words.push_str(heading);
        words.push('\n');
    }
    let mut record = Record::default();
    while table.read(&mut record)? {
        for column in 0..record.len() {
            words.push_str(record.cell(column));
            words.push('\n');
        }
    }
    Ok(())
}
