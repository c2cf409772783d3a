//! What the fuzz targets share.

use intake::{Record, Table};
use std::io::{Cursor, Seek, Write};
use std::panic;
use zip::write::SimpleFileOptions;

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

/// Reads bytes that are packed already; others are packed as these entries, parted by a zero byte, since
/// hardly a change at random keeps the check sums of a ZIP. `fixed` entries stand where none is given.
pub fn read_packed(name: &str, bytes: &[u8], entries: &[&str], fixed: &[(&str, &str)]) {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf") {
        return read(name, bytes);
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |entry: &str, content: &[u8]| {
        zip.start_file(entry, stored).expect("a new entry");
        zip.write_all(content).expect("room for the entry");
    };
    let given: Vec<(&&str, &[u8])> = entries.iter().zip(bytes.split(|byte| *byte == 0)).collect();
    for (entry, content) in &given {
        put(entry, content);
    }
    for (entry, content) in fixed {
        if given.iter().all(|(given, _)| *given != entry) {
            put(entry, content.as_bytes());
        }
    }
    let file = zip.finish().expect("a ZIP in memory").into_inner();
    read(name, &file);
}
