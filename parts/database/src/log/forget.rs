//! Erasing what a log entry recorded: its salt and its content are destroyed, its commitment stays. The
//! tree and every proof hold as before, and nobody can find out what was committed to: without the salt
//! not even by guessing.

use crate::{Connection, DatabaseFault, Engine, Write};

pub(crate) fn forget(
    write: &mut Write<'_>,
    number: i64,
    at: jiff::Timestamp,
) -> Result<(), DatabaseFault> {
    let organisation_id = write.organisation_id();
    let known = write.first(
        "SELECT number FROM log_entry WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    known.ok_or(DatabaseFault::Missing)?;
    let destroyed = write.execute(
        "DELETE FROM log_content WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    if destroyed > 0 {
        write.execute(
            "INSERT INTO log_erased (organisation_id, number, erased_at) VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), number.into(), at.into()],
        )?;
    }
    Ok(())
}

/// Takes out of the engine's own files what was destroyed. SQLite overwrites freed rows with zeros
/// (`secure_delete`), so what is left is the write-ahead log: it is written back and cut to nothing.
/// PostgreSQL writes the table anew without its dead rows; its own write-ahead log and its backups end
/// by their own schedule.
pub(crate) fn wipe(connection: &mut Connection) -> Result<(), DatabaseFault> {
    match connection.engine() {
        Engine::Sqlite => {
            let found = connection.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
            let busy = found.first().ok_or(DatabaseFault::Missing)?.integer(0)?;
            if busy == 0 {
                Ok(())
            } else {
                Err(DatabaseFault::Busy)
            }
        }
        Engine::Postgres => connection.batch("VACUUM FULL log_content"),
    }
}
