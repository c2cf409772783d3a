//! Opening a database, and the pools behind it. SQLite has one writer and a few readers over a
//! write-ahead log; PostgreSQL has a few clients that do both.

use crate::own_check::Remembered;
use crate::pool::{Place, Pool};
use crate::sqlite_file::sqlite;
use crate::{
    Committed, Connection, DatabaseFault, Engine, Id, Migration, Read, Scope, Write, log, migrate,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How often a unit of work is tried when the engine says that it may succeed on another try.
const TRIES: usize = 5;
/// Connections that read at the same time.
const READERS: usize = 4;

/// An open database.
#[derive(Debug)]
pub struct Database {
    address: Address,
    readers: Pool,
    writers: Pool,
    remembered: Remembered,
}

#[derive(Clone)]
enum Address {
    File(PathBuf),
    Server(String),
}

impl std::fmt::Debug for Address {
    /// Without what stands in it: a password may.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::File(_) => "File",
            Self::Server(_) => "Server",
        })
    }
}

impl Database {
    /// Opens a SQLite file (a path, created when missing) or a PostgreSQL database
    /// (`postgres://…`), and brings its schema up to the newest migration.
    pub fn open(
        address: &str,
        migrations: &[Migration],
        at: jiff::Timestamp,
    ) -> Result<Self, DatabaseFault> {
        let (address, writers) = if is_server(address) {
            (Address::Server(address.to_owned()), READERS)
        } else if address.contains("://") {
            return Err(DatabaseFault::Address);
        } else {
            (Address::File(PathBuf::from(address)), 1)
        };
        let remembered = match &address {
            Address::File(path) => Remembered::beside(path),
            Address::Server(_) => Remembered::default(),
        };
        let database = Self {
            address,
            remembered,
            readers: Pool::new(READERS),
            writers: Pool::new(writers),
        };
        database.with(&database.writers, |connection| {
            migrate::run(connection, migrations, at)
        })?;
        Ok(database)
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.address {
            Address::File(_) => Engine::Sqlite,
            Address::Server(_) => Engine::Postgres,
        }
    }

    pub(crate) fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// The SQLite file, if that is what this is.
    pub fn file(&self) -> Option<&Path> {
        match &self.address {
            Address::File(path) => Some(path),
            Address::Server(_) => None,
        }
    }

    /// Reads in one consistent view.
    pub fn read<T, E: From<DatabaseFault>>(
        &self,
        scope: Scope,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        blocking(|| {
            self.with(&self.readers, |connection| {
                connection.begin_read()?;
                let found = work(&mut Read { connection, scope });
                connection.batch("COMMIT")?;
                found
            })
        })
    }

    /// Writes in one transaction, which `work` keeps by [`Write::commit`]. It may run again when
    /// the engine says so, hence no side effect but rows.
    pub fn write<T, E: From<DatabaseFault> + MayRetry>(
        &self,
        scope: Scope,
        work: impl Fn(Write<'_>) -> Result<Committed<T>, E>,
    ) -> Result<T, E> {
        blocking(|| {
            self.with(&self.writers, |connection| {
                let mut tries = 1;
                loop {
                    let kept = begin(connection, scope).map_err(E::from).and_then(&work);
                    match kept {
                        Ok(committed) => {
                            self.remembered
                                .note(scope.organisation_id, committed.log_size);
                            return Ok(committed.value);
                        }
                        Err(error) if error.may_retry() && tries < TRIES => tries += 1,
                        Err(error) => return Err(error),
                    }
                }
            })
        })
    }

    /// Writes to the directory and reference tables, which belong to no organisation: sessions, links, whose
    /// an e-mail address is. Each statement stands alone.
    pub fn directory<T, E: From<DatabaseFault>>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        blocking(|| self.with(&self.writers, work))
    }

    /// Reads the directory and reference tables in one view, beside whoever writes: pages are shown while a
    /// large file is accepted.
    pub fn directory_look<T, E: From<DatabaseFault>>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        blocking(|| {
            self.with(&self.readers, |connection| {
                connection.begin_read()?;
                let found = work(connection);
                connection.batch("COMMIT")?;
                found
            })
        })
    }

    /// Writes in the directory if that can be done at once; nothing is done, and `None` comes back, when
    /// somebody else writes at this moment.
    pub fn directory_at_once<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, DatabaseFault>,
    ) -> Result<Option<T>, DatabaseFault> {
        blocking(|| {
            let Some(place) = self.writers.take_free()? else {
                return Ok(None);
            };
            self.with_place(place, |connection| {
                connection.waits_for_locks(None)?;
                let done = work(connection);
                connection.waits_for_locks(Some(()))?;
                match done {
                    Err(fault) if fault.may_retry() => Ok(None),
                    done => done.map(Some),
                }
            })
        })
    }

    /// Completes the trees of logs that were written before there was a tree. Nothing to do costs one
    /// statement for each organisation.
    pub fn complete_log_trees(&self) -> Result<(), DatabaseFault> {
        let logs: Vec<(Id, i64)> = self.directory(|connection| {
            let rows = connection.query("SELECT organisation_id, size FROM log_head", &[])?;
            rows.iter()
                .map(|row| Ok::<_, DatabaseFault>((row.id(0)?, row.integer(1)?)))
                .collect()
        })?;
        for (organisation_id, size) in logs {
            let scope = Scope::system(organisation_id);
            blocking(|| {
                self.with(&self.writers, |connection| {
                    let mut write = begin(connection, scope)?;
                    log::complete(&mut write, size)?;
                    write.keep(()).map(drop)
                })
            })?;
        }
        Ok(())
    }

    fn with<T, E: From<DatabaseFault>>(
        &self,
        pool: &Pool,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_place(pool.take()?, work)
    }

    fn with_place<T, E: From<DatabaseFault>>(
        &self,
        mut place: Place<'_>,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = match place.connection.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        work(place.connection.insert(connection))
    }

    fn connect(&self) -> Result<Connection, DatabaseFault> {
        match &self.address {
            Address::File(path) => sqlite(path).map(Connection::Sqlite),
            Address::Server(address) => {
                let client = blocking(|| postgres::Client::connect(address, postgres::NoTls))?;
                Ok(Connection::Postgres(Box::new(client), BTreeMap::new()))
            }
        }
    }
}

/// Whether a failure may vanish when the unit of work is run again.
pub trait MayRetry {
    /// See [`DatabaseFault::may_retry`].
    fn may_retry(&self) -> bool;
}

impl MayRetry for DatabaseFault {
    fn may_retry(&self) -> bool {
        Self::may_retry(self)
    }
}

fn begin(connection: &mut Connection, scope: Scope) -> Result<Write<'_>, DatabaseFault> {
    connection.begin_write()?;
    let mut write = Write {
        connection,
        scope,
        is_open: true,
        is_large: None,
    };
    log::lock(&mut write)?;
    Ok(write)
}

fn is_server(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Runs work that blocks, without holding up the other requests of a server.
fn blocking<T>(work: impl FnOnce() -> T) -> T {
    let on_server = tokio::runtime::Handle::try_current()
        .is_ok_and(|handle| handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread);
    if on_server {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}
