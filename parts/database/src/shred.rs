//! Making sure that what was deleted is not left lying in the files. `SQLite` overwrites what it frees
//! (`secure_delete`); the write-ahead log still holds the pages as they were and is cut here. PostgreSQL
//! gives the space free for writing over; when that happens, and what its own write-ahead log and replicas
//! still hold, is up to the server.

use crate::{Connection, Database, DatabaseFault, Engine};

/// How often the cut is tried while somebody still reads.
const TRIES: u32 = 20;

/// What can be said of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shredded {
    /// They are overwritten, and the write-ahead log is empty.
    Overwritten,
    /// Somebody was reading all the time: the write-ahead log still holds them until it is next cut.
    StillInLog,
    /// The server has been told; the space is written over when it is used again.
    Freed,
}

impl Database {
    /// Lets no byte of what was deleted from these tables lie, as far as the engine can.
    pub fn shred(&self, tables: &[&'static str]) -> Result<Shredded, DatabaseFault> {
        match self.engine() {
            Engine::Sqlite => self.directory(cut),
            Engine::Postgres => self.directory(|connection| {
                for table in tables {
                    connection.batch(&format!("VACUUM {table}"))?;
                }
                Ok(Shredded::Freed)
            }),
        }
    }
}

fn cut(connection: &mut Connection) -> Result<Shredded, DatabaseFault> {
    for _ in 0..TRIES {
        let found = connection.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
        if found.first().map(|row| row.integer(0)).transpose()? == Some(0) {
            return Ok(Shredded::Overwritten);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    Ok(Shredded::StillInLog)
}
