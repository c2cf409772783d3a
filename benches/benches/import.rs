//! Accepting a file of entries, the whole command with audit, totals and indexes, beside prepared inserts
//! of the same lines into one table with three indexes. `cargo build --release` comes first.

use benches::{Fault, compare, entries};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ENTRIES: usize = 200_000;

fn main() -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let csv = entries(ENTRIES, "10/2025");
    let file = folder.path().join("entries.csv");
    std::fs::write(&file, &csv)?;
    let fresh = folder.path().join("fresh.db");
    run(&fresh, &["generate", "--entries", "0", "--partners", "1"])?;
    let file_name = file.to_string_lossy();
    compare(
        "Accepting a file of entries",
        (csv.len(), ENTRIES),
        &mut [
            ("prepared inserts alone", &mut || {
                inserts(&folder.path().join("alone.db"), &csv)
            }),
            ("check and accept", &mut || {
                let database = folder.path().join("commonweal.db");
                std::fs::copy(&fresh, &database)?;
                run(&database, &["import", "entries", &file_name, "--accept"])?;
                count(&database, "entry")
            }),
        ],
    )
}

/// The command as it is built for release.
fn commonweal() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = target.unwrap_or_else(|| here.join("../target"));
    target.join("release/commonweal")
}

fn run(database: &Path, words: &[&str]) -> Result<(), Fault> {
    let done = Command::new(commonweal())
        .arg("--database")
        .arg(database)
        .arg("--evidence")
        .arg(database.with_file_name("evidence"))
        .args(words)
        .stdout(Stdio::null())
        .status()?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("{words:?} ended with {done}").into())
    }
}

fn count(database: &Path, table: &str) -> Result<usize, Fault> {
    let connection = Connection::open(database)?;
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let found: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(usize::try_from(found)?)
}

fn inserts(database: &Path, csv: &str) -> Result<usize, Fault> {
    drop(std::fs::remove_file(database));
    let mut connection = Connection::open(database)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         CREATE TABLE entry (id INTEGER PRIMARY KEY, measure TEXT, happened_on TEXT, quantity TEXT,
           area TEXT, reason TEXT, reference TEXT);
         CREATE INDEX entry_by_measure ON entry (measure, happened_on);
         CREATE INDEX entry_by_area ON entry (area, happened_on);
         CREATE INDEX entry_by_reference ON entry (reference);",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(
            "INSERT INTO entry (measure, happened_on, quantity, area, reason, reference)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            insert.execute(rusqlite::params_from_iter(record.iter()))?;
        }
    }
    transaction.commit()?;
    drop(connection);
    count(database, "entry")
}
