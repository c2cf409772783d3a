//! One connection to either engine, with the same few verbs.

use crate::dialect::placeholders;
use crate::{DatabaseFault, Engine, Row, Value, sqlite_file};
use std::collections::BTreeMap;
use std::time::Duration;

/// A connection. Handlers never see one: they get a [`crate::Read`] or a [`crate::Write`].
pub enum Connection {
    /// An open SQLite database.
    Sqlite(rusqlite::Connection),
    /// A PostgreSQL client with its prepared statements, by our text.
    Postgres(Box<postgres::Client>, BTreeMap<String, postgres::Statement>),
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Connection({:?})", self.engine())
    }
}

impl Connection {
    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(..) => Engine::Postgres,
        }
    }

    /// All rows of a query.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseFault> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let width = statement.column_count();
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(sqlite_row(row, width)?);
                }
                Ok(found)
            }
            Self::Postgres(client, prepared) => {
                let statement = prepare(client, prepared, sql)?;
                let values = bound(values);
                client
                    .query(&statement, &values)?
                    .iter()
                    .map(postgres_row)
                    .collect()
            }
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseFault> {
        match self {
            Self::Sqlite(connection) => {
                let touched = connection
                    .prepare_cached(sql)?
                    .execute(rusqlite::params_from_iter(values))?;
                u64::try_from(touched).map_err(|_| DatabaseFault::TooLarge)
            }
            Self::Postgres(client, prepared) => {
                let statement = prepare(client, prepared, sql)?;
                Ok(client.execute(&statement, &bound(values))?)
            }
        }
    }

    /// Runs a statement once for each of several lists of values.
    pub fn execute_many(
        &mut self,
        sql: &str,
        lists: &[impl AsRef<[Value]>],
    ) -> Result<(), DatabaseFault> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                for values in lists {
                    statement.execute(rusqlite::params_from_iter(values.as_ref()))?;
                }
            }
            Self::Postgres(client, prepared) => {
                let statement = prepare(client, prepared, sql)?;
                for values in lists {
                    client.execute(&statement, &bound(values.as_ref()))?;
                }
            }
        }
        Ok(())
    }

    /// Runs several statements without placeholders.
    pub fn batch(&mut self, sql: &str) -> Result<(), DatabaseFault> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Self::Postgres(client, _) => Ok(client.batch_execute(sql)?),
        }
    }

    /// Whether a statement waits until another process has written. PostgreSQL locks rows and not files.
    pub(crate) fn waits_for_locks(&self, waits: Option<()>) -> Result<(), DatabaseFault> {
        match self {
            Self::Sqlite(connection) => {
                let longest = waits.map_or(Duration::ZERO, |()| sqlite_file::LONGEST_WAIT);
                Ok(connection.busy_timeout(longest)?)
            }
            Self::Postgres(..) => Ok(()),
        }
    }

    pub(crate) fn begin_write(&mut self) -> Result<(), DatabaseFault> {
        match self.engine() {
            Engine::Sqlite => self.batch("BEGIN IMMEDIATE"),
            Engine::Postgres => self.batch("BEGIN"),
        }
    }

    pub(crate) fn begin_read(&mut self) -> Result<(), DatabaseFault> {
        match self.engine() {
            Engine::Sqlite => self.batch("BEGIN"),
            Engine::Postgres => self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        }
    }

    pub(crate) fn is_usable(&self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            Self::Postgres(client, _) => !client.is_closed(),
        }
    }
}

fn bound(values: &[Value]) -> Vec<&(dyn postgres::types::ToSql + Sync)> {
    values
        .iter()
        .map(|value| -> &(dyn postgres::types::ToSql + Sync) { value })
        .collect()
}

fn prepare(
    client: &mut postgres::Client,
    prepared: &mut BTreeMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, DatabaseFault> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(&placeholders(sql))?;
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn sqlite_row(row: &rusqlite::Row<'_>, width: usize) -> Result<Row, DatabaseFault> {
    use rusqlite::types::ValueRef;
    (0..width)
        .map(|column| match row.get_ref(column)? {
            ValueRef::Null => Ok(Value::Null),
            ValueRef::Integer(number) => Ok(Value::Integer(number)),
            ValueRef::Text(bytes) => text(column, bytes),
            ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
            ValueRef::Real(_) => Err(DatabaseFault::Column {
                column,
                wanted: "a whole number",
            }),
        })
        .collect::<Result<_, _>>()
        .map(Row)
}

/// The text of a column, from its bytes in the file.
pub(crate) fn text(column: usize, bytes: &[u8]) -> Result<Value, DatabaseFault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Value::Text(text.to_owned())),
        Err(_) => Err(DatabaseFault::Column {
            column,
            wanted: "UTF-8 text",
        }),
    }
}

fn postgres_row(row: &postgres::Row) -> Result<Row, DatabaseFault> {
    use postgres::types::Type;
    row.columns()
        .iter()
        .enumerate()
        .map(|(column, about)| {
            let of = about.type_();
            if *of == Type::INT8 {
                Ok(row.try_get::<_, Option<i64>>(column)?.into())
            } else if *of == Type::TEXT {
                Ok(row.try_get::<_, Option<String>>(column)?.into())
            } else if *of == Type::BYTEA {
                Ok(row.try_get::<_, Option<Vec<u8>>>(column)?.into())
            } else {
                Err(DatabaseFault::Column {
                    column,
                    wanted: "BIGINT, TEXT or BYTEA",
                })
            }
        })
        .collect::<Result<_, _>>()
        .map(Row)
}
