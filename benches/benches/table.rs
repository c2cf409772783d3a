//! Reading a file of entries beside the csv library alone over the same file.

use benches::{Fault, compare, entries};
use intake::{Record, Table};
use std::fs::File;
use std::hint::black_box;
use std::path::Path;

const ENTRIES: usize = 500_000;

fn main() -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("entries.csv");
    let csv = entries(ENTRIES, "10/2026");
    std::fs::write(&path, &csv)?;
    compare(
        "A file of entries",
        (csv.len(), ENTRIES),
        &mut [
            ("csv alone", &mut || alone(&path)),
            ("the table", &mut || table(&path)),
        ],
    )
}

fn alone(path: &Path) -> Result<usize, Fault> {
    let mut reader = csv::Reader::from_path(path)?;
    let (mut record, mut rows) = (csv::StringRecord::new(), 0);
    while reader.read_record(&mut record)? {
        black_box(record.get(2));
        rows += 1;
    }
    Ok(rows)
}

fn table(path: &Path) -> Result<usize, Fault> {
    let mut table = Table::open("entries.csv", File::open(path)?)?;
    let (mut record, mut rows) = (Record::default(), 0);
    while table.read(&mut record)? {
        black_box(record.cell(2));
        rows += 1;
    }
    Ok(rows)
}
