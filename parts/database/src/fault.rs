//! What can go wrong between us and the engine. Rules that refuse a person never come here.

use crate::postgres_fault::PostgresFault;
use thiserror::Error;

/// A failure of the database layer.
#[derive(Debug, Error)]
pub enum DatabaseFault {
    /// SQLite refused or failed.
    #[error("the SQLite database failed")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused or failed.
    #[error("the PostgreSQL database failed")]
    Postgres(#[source] PostgresFault),
    /// The address given with `--database` is not one we can open. It is not said again: a password may stand
    /// in it.
    #[error("this is not a database address: give a file path or postgres://user@host/name")]
    Address,
    /// A row did not have the column or the type that was asked for.
    #[error("column {column} of a row is not {wanted}")]
    Column {
        /// Position from 0.
        column: usize,
        /// The type asked for.
        wanted: &'static str,
    },
    /// One row was expected, none came.
    #[error("a row that must exist does not")]
    Missing,
    /// A migration that has been applied reads differently now.
    #[error("migration {0} was changed after it had been applied")]
    MigrationChanged(i64),
    /// The database was written by a newer release.
    #[error(
        "the database has migration {0}, which this release does not know: use a newer release"
    )]
    TooNew(i64),
    /// A thread panicked while it held a connection.
    #[error("a connection was lost by an earlier failure")]
    Poisoned,
    /// A number is beyond what a column holds.
    #[error("a number is too large to be stored")]
    TooLarge,
    /// The names of an action or a record are longer than a line of the log can be handed on with.
    #[error("a line of the log would be longer than 65,535 bytes")]
    LogLineTooLong,
    /// A log entry does not match what it commits to.
    #[error("log entry {0} does not match what it commits to")]
    LogAltered(i64),
    /// The content of a log entry is gone, and nobody erased it.
    #[error("the content of log entry {0} is gone, and nobody erased it")]
    LogContentMissing(i64),
    /// A node of the tree does not match the entries below it.
    #[error("the tree over log entries {0} to {1} does not match them")]
    LogTree(i64, i64),
    /// Somebody reads, so that the engine's files cannot be cleaned now.
    #[error("somebody reads the database at this moment: try again")]
    Busy,
    /// Random bytes could not be had from the operating system.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl From<postgres::Error> for DatabaseFault {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(PostgresFault::from(error))
    }
}

impl DatabaseFault {
    /// Whether the same unit of work may succeed when it is run again (a lock, a serialisation
    /// failure or a deadlock: `SQLITE_BUSY`, 40001, 40P01).
    pub fn may_retry(&self) -> bool {
        match self {
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            Self::Postgres(error) => error.code().is_some_and(|code| {
                *code == postgres::error::SqlState::T_R_SERIALIZATION_FAILURE
                    || *code == postgres::error::SqlState::T_R_DEADLOCK_DETECTED
            }),
            Self::Address
            | Self::Column { .. }
            | Self::Missing
            | Self::MigrationChanged(_)
            | Self::TooNew(_)
            | Self::Poisoned
            | Self::TooLarge
            | Self::LogLineTooLong
            | Self::LogAltered(_)
            | Self::LogContentMissing(_)
            | Self::LogTree(..)
            | Self::Busy
            | Self::NoRandomness => false,
        }
    }

    /// Whether a rule of the schema (a key, a check, a reference) refused the rows.
    pub fn is_constraint(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            Self::Postgres(error) => error
                .code()
                .is_some_and(|code| code.code().starts_with("23")),
            Self::Address
            | Self::Column { .. }
            | Self::Missing
            | Self::MigrationChanged(_)
            | Self::TooNew(_)
            | Self::Poisoned
            | Self::TooLarge
            | Self::LogLineTooLong
            | Self::LogAltered(_)
            | Self::LogContentMissing(_)
            | Self::LogTree(..)
            | Self::Busy
            | Self::NoRandomness => false,
        }
    }
}
