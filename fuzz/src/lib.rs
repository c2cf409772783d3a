//! What the fuzz targets share.

use intake::{Record, Table};
use std::io::{Seek, Write};
use std::panic;

/// Panics that are caught while a workbook is read are no finding; one that leaves the reader still ends
/// the run.
pub fn let_caught_panics_pass() {
    panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}

/// Reads every row of a file, whatever it is.
pub fn read(name: &str, bytes: &[u8]) {
    let mut file = tempfile::tempfile().expect("a folder for temporary files");
    file.write_all(bytes).expect("room for the file");
    file.rewind().expect("a file that was just written");
    let Ok(mut table) = Table::open(name, file) else {
        return;
    };
    assert!(!table.headings().is_empty());
    let mut record = Record::default();
    while let Ok(true) = table.read(&mut record) {
        assert!(record.line() > 0);
        assert!((0..record.len()).any(|column| !record.cell(column).is_empty()));
    }
    for note in table.notes() {
        assert!(!note.to_string().is_empty());
    }
}
