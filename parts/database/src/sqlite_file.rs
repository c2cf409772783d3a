//! A connection to a `SQLite` file with a write-ahead log and its defensive settings.

use crate::DatabaseFault;
use std::path::Path;
use std::time::Duration;

/// How long a statement waits while another process writes.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(10);

pub(crate) fn sqlite(path: &Path) -> Result<rusqlite::Connection, DatabaseFault> {
    use rusqlite::config::DbConfig;
    let connection = rusqlite::Connection::open(path)?;
    connection.busy_timeout(LONGEST_WAIT)?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // A new file only: wider pages are split less often, and an import writes fewer of them.
    connection.execute_batch("PRAGMA page_size = 8192")?;
    write_ahead(&connection)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8000;",
    )?;
    Ok(connection)
}

/// Turns write-ahead logging on. `SQLite` does not wait when two processes turn it on
/// at once, so it is tried again.
fn write_ahead(connection: &rusqlite::Connection) -> Result<(), DatabaseFault> {
    const TRIES: u32 = 200;
    let pause = Duration::from_millis(50);
    for _ in 1..TRIES {
        match connection.execute_batch("PRAGMA journal_mode = WAL") {
            Err(fault) if fault.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
                std::thread::sleep(pause);
            }
            done => return Ok(done?),
        }
    }
    Ok(connection.execute_batch("PRAGMA journal_mode = WAL")?)
}
