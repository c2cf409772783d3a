//! Units of work: [`Read`] and [`Write`]. Both carry a [`Scope`], so that no statement can be run
//! without an organisation; a write is kept only by [`Write::commit`], with its log entry.

use crate::{Connection, DatabaseFault, Engine, Id, LogEntry, Row, Value, log, own_check};

/// Whose data, and on whose behalf. There is no way to the data without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The organisation all rows belong to.
    pub organisation_id: Id,
    /// Who asks; `None` is the system itself (start-up, jobs, signing in).
    pub person_id: Option<Id>,
    /// By which way it is asked. The log says it of every change.
    pub via: Via,
}

/// The way by which somebody comes to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A page, by its method and its address with names in place of its parts: `POST`, `/partners/{id}`.
    /// A one-time link is a page too.
    Page(&'static str, &'static str),
    /// What was typed where the program runs: `import`.
    Command(&'static str),
    /// Nobody came: the system does it by itself.
    System,
}

impl Scope {
    /// Everything of an organisation, for what the system does by itself.
    pub fn system(organisation_id: Id) -> Self {
        Self {
            organisation_id,
            person_id: None,
            via: Via::System,
        }
    }

    /// The same for what is typed where the program runs: nobody in particular typed it.
    pub fn command(organisation_id: Id, words: &'static str) -> Self {
        Self {
            via: Via::Command(words),
            ..Self::system(organisation_id)
        }
    }
}

/// As the log says it: `page POST /partners/{id}`, `command import`, `system`.
impl std::fmt::Display for Via {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Page(method, address) => write!(out, "page {method} {address}"),
            Self::Command(words) => write!(out, "command {words}"),
            Self::System => out.write_str("system"),
        }
    }
}

/// A consistent view of one organisation.
#[derive(Debug)]
pub struct Read<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) scope: Scope,
}

/// A transaction over one organisation. Dropped without a commit, it leaves nothing behind.
#[derive(Debug)]
pub struct Write<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) scope: Scope,
    pub(crate) is_open: bool,
    /// Whether the engine was told to keep more in memory.
    pub(crate) is_large: Option<()>,
}

/// What a kept write gives back. Only [`Write::commit`] makes one.
#[derive(Debug)]
pub struct Committed<T> {
    pub(crate) value: T,
    /// How far the organisation's log came with it.
    pub(crate) log_size: i64,
}

impl Read<'_> {
    /// The organisation's key, for the first placeholder of a statement.
    pub fn organisation_id(&self) -> Id {
        self.scope.organisation_id
    }

    /// Whose view this is.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// All rows of a query.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseFault> {
        self.connection.query(sql, values)
    }

    /// The first row of a query, if there is one.
    pub fn first(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, DatabaseFault> {
        Ok(self.connection.query(sql, values)?.into_iter().next())
    }
}

impl Write<'_> {
    /// The same transaction, to read with: stores take a [`Read`], so that they serve both.
    pub fn read(&mut self) -> Read<'_> {
        Read {
            connection: self.connection,
            scope: self.scope,
        }
    }

    /// The organisation's key, for the first placeholder of a statement.
    pub fn organisation_id(&self) -> Id {
        self.scope.organisation_id
    }

    /// Who writes.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Says that many rows are written in this one transaction, so that the engine keeps more of the
    /// file in memory until it ends: SQLite 64 MB in place of 8; PostgreSQL has a cache of its own.
    pub fn makes_many(&mut self) -> Result<(), DatabaseFault> {
        match self.connection.engine() {
            Engine::Sqlite => {
                self.is_large = Some(());
                self.connection.batch("PRAGMA cache_size = -64000")
            }
            Engine::Postgres => Ok(()),
        }
    }

    /// All rows of a query, also of one that changes rows (`RETURNING`).
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseFault> {
        self.connection.query(sql, values)
    }

    /// The first row of a query, if there is one.
    pub fn first(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, DatabaseFault> {
        Ok(self.connection.query(sql, values)?.into_iter().next())
    }

    /// Runs a statement and says how many rows it touched.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseFault> {
        self.connection.execute(sql, values)
    }

    /// Runs a statement once for each of several lists of values, which is quicker than one by one.
    pub fn execute_many(
        &mut self,
        sql: &str,
        lists: &[impl AsRef<[Value]>],
    ) -> Result<(), DatabaseFault> {
        self.connection.execute_many(sql, lists)
    }

    /// Keeps everything written, together with its log entry. There is no other commit.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an entry is used up by its commit"
    )]
    pub fn commit<T>(mut self, entry: LogEntry, value: T) -> Result<Committed<T>, DatabaseFault> {
        log::append(&mut self, &entry)?;
        self.keep(value)
    }

    /// Keeps everything written, together with its log entry and what `last` writes once that entry has
    /// its place: a signature over the log that holds the entry already.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an entry is used up by its commit"
    )]
    pub fn commit_then<T, E: From<DatabaseFault>>(
        mut self,
        entry: LogEntry,
        last: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        log::append(&mut self, &entry)?;
        let value = last(&mut self)?;
        Ok(self.keep(value)?)
    }

    /// Destroys the salt and the content of a log entry, by its number. What it committed to stays, so
    /// that the log and its tree are proved as before. Nothing happens when it was destroyed already;
    /// `Missing` when there is no such entry. `by` is the kind and the key of what asked for it. Afterwards,
    /// call [`crate::Database::shred`].
    pub fn erase(
        &mut self,
        number: i64,
        by: (&str, Id),
        at: jiff::Timestamp,
    ) -> Result<(), DatabaseFault> {
        log::erase(self, number, by, at)
    }

    /// Keeps everything written with several log entries, in their order: for a journey of many
    /// records that stand or fall together (an import, the worked example).
    pub fn commit_all<T>(
        mut self,
        entries: &[LogEntry],
        value: T,
    ) -> Result<Committed<T>, DatabaseFault> {
        for entry in entries {
            log::append(&mut self, entry)?;
        }
        self.keep(value)
    }

    pub(crate) fn keep<T>(mut self, value: T) -> Result<Committed<T>, DatabaseFault> {
        let log_size = match self.connection.engine() {
            Engine::Sqlite => own_check::size(self.connection, self.scope.organisation_id)?,
            Engine::Postgres => 0,
        };
        self.connection.batch("COMMIT")?;
        self.is_open = false;
        Ok(Committed { value, log_size })
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        if self.is_open {
            // A failed rollback needs no word: the engine ends the transaction with the connection.
            drop(self.connection.batch("ROLLBACK"));
        }
        if self.is_large.is_some() {
            // The engine goes on with more memory than it needs, if this fails.
            drop(
                self.connection
                    .batch("PRAGMA cache_size = -8000; PRAGMA shrink_memory"),
            );
        }
    }
}
