//! Runs numbered migrations, each once, all in one transaction, and refuses a database whose history
//! differs from ours. Several processes that open a database at once wait for one another.

use crate::{Connection, DatabaseFault, Engine, render_schema};
use sha2::{Digest, Sha256};

/// One step of the schema: a number, a name and one SQL text for both engines.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// From 1, without gaps.
    pub number: i64,
    /// What it brings.
    pub name: &'static str,
    /// The text, see [`render_schema`].
    pub text: &'static str,
}

const REGISTER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
  number BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  text_sha256 BYTEA NOT NULL,
  applied_at BIGINT NOT NULL
);
";

/// Numbers of the migrations a database has had.
pub fn applied(connection: &mut Connection) -> Result<Vec<i64>, DatabaseFault> {
    let register = render_schema(REGISTER, connection.engine());
    connection.batch(&register)?;
    connection
        .query("SELECT number FROM schema_migration ORDER BY number", &[])?
        .iter()
        .map(|row| row.integer(0))
        .collect()
}

/// The key under which PostgreSQL lets one process at a time bring a schema up.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7305811146034)";

pub(crate) fn run(
    connection: &mut Connection,
    migrations: &[Migration],
    at: jiff::Timestamp,
) -> Result<(), DatabaseFault> {
    connection.begin_write()?;
    match bring_up(connection, migrations, at) {
        Ok(()) => connection.batch("COMMIT"),
        Err(fault) => {
            connection.batch("ROLLBACK")?;
            Err(fault)
        }
    }
}

fn bring_up(
    connection: &mut Connection,
    migrations: &[Migration],
    at: jiff::Timestamp,
) -> Result<(), DatabaseFault> {
    if connection.engine() == Engine::Postgres {
        connection.batch(LOCK)?;
    }
    let had = applied(connection)?;
    let newest = migrations
        .iter()
        .map(|migration| migration.number)
        .max()
        .unwrap_or(0);
    if let Some(number) = had.iter().find(|number| **number > newest) {
        return Err(DatabaseFault::TooNew(*number));
    }
    for migration in migrations {
        let sha256: [u8; 32] = Sha256::digest(migration.text.as_bytes()).into();
        if had.contains(&migration.number) {
            let known = connection.query(
                "SELECT text_sha256 FROM schema_migration WHERE number = ?1",
                &[migration.number.into()],
            )?;
            if known.first().ok_or(DatabaseFault::Missing)?.sha256(0)? != sha256 {
                return Err(DatabaseFault::MigrationChanged(migration.number));
            }
            continue;
        }
        apply(connection, migration, sha256, at)?;
    }
    Ok(())
}

fn apply(
    connection: &mut Connection,
    migration: &Migration,
    sha256: [u8; 32],
    at: jiff::Timestamp,
) -> Result<(), DatabaseFault> {
    let text = render_schema(migration.text, connection.engine());
    connection.batch(&text)?;
    connection.execute(
        "INSERT INTO schema_migration (number, name, text_sha256, applied_at)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            migration.number.into(),
            migration.name.into(),
            sha256.into(),
            at.into(),
        ],
    )?;
    Ok(())
}
