//! One small synchronous layer over SQLite and PostgreSQL: one SQL text with numbered placeholders
//! (`?1`), a scope in the type of every unit of work, and a write that can be kept only together
//! with its log entry. It knows nothing of what is stored.
//!
//! A unit of work is a closure. It runs to its end whatever the browser does, may run again on a
//! retryable error, and has no side effect but rows.

mod connection;
mod dialect;
mod fault;
mod log;
mod migrate;
mod open;
mod own_check;
mod pool;
mod postgres_fault;
mod row;
mod schema;
mod shred;
mod sqlite_file;
mod unit;
mod value;

pub use connection::Connection;
pub use dialect::{Engine, render_schema};
pub use fault::DatabaseFault;
pub use log::{
    LogEntry, LogSeen, LoggedEntry, content as log_content, entries as log_entries,
    hashes as log_hashes, leaf as log_leaf, leaf_hash, log_about, log_contents_about, log_saying,
    log_ways, newest as log_newest, size as log_size, verify as log_verify,
};
pub use migrate::{Migration, applied};
pub use open::{Database, MayRetry};
pub use postgres_fault::PostgresFault;
pub use row::Row;
pub use schema::{Column, Kind, Reference, Table};
pub use shred::Shredded;
pub use unit::{Committed, Read, Scope, Via, Write};
pub use value::Value;

/// The key of every record: a UUID, version 7, made by the application.
pub type Id = uuid::Uuid;
