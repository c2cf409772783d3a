//! Watching PostgreSQL, which tests share: the triggers are put where one is missing and stay, each
//! statement notes its rows under the number of its transaction, and a test asks for the transactions that
//! touched its own organisation. Notes stand in a schema of their own.

use super::Noted;
use database::{Connection, DatabaseFault, Id, Row};

/// How the watch is told to look away, and to look again.
pub(super) const LOOK_AWAY: [&str; 2] = ["SET watch.rests = 'yes'", "RESET watch.rests"];

/// Only one process at a time puts triggers.
const LOCK: &str = "BEGIN; SELECT pg_advisory_xact_lock(7305811146035)";

const NOTES: &str = "CREATE SCHEMA IF NOT EXISTS watch;
CREATE UNLOGGED TABLE IF NOT EXISTS watch.change (
  transaction_id BIGINT NOT NULL, organisation_id BYTEA, table_name TEXT NOT NULL,
  act TEXT NOT NULL, said TEXT NOT NULL, number BIGINT
);
CREATE INDEX IF NOT EXISTS change_of ON watch.change (organisation_id, transaction_id);
CREATE INDEX IF NOT EXISTS change_in ON watch.change (transaction_id);
CREATE OR REPLACE FUNCTION watch.rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('watch.rests', true) = 'yes' THEN RETURN NULL; END IF;
  INSERT INTO watch.change (transaction_id, organisation_id, table_name, act, said)
  SELECT DISTINCT txid_current(), organisation_id, TG_TABLE_NAME, lower(TG_OP), '' FROM changed;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION watch.rows_of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('watch.rests', true) = 'yes' THEN RETURN NULL; END IF;
  INSERT INTO watch.change (transaction_id, organisation_id, table_name, act, said)
  SELECT txid_current(), NULL, TG_TABLE_NAME, lower(TG_OP), '' WHERE EXISTS (SELECT 1 FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION watch.lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('watch.rests', true) = 'yes' THEN RETURN NULL; END IF;
  INSERT INTO watch.change (transaction_id, organisation_id, table_name, act, said, number)
  SELECT txid_current(), organisation_id, TG_TABLE_NAME, lower(TG_OP), record_kind || ': ' || action,
    number FROM changed;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION watch.asked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer TEXT := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  IF current_setting('watch.rests', true) = 'yes' OR coalesce(answer, '') = '' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF answer = to_jsonb(OLD) ->> TG_ARGV[0] THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO watch.change (transaction_id, organisation_id, table_name, act, said)
  VALUES (txid_current(), NEW.organisation_id, TG_TABLE_NAME || '.' || TG_ARGV[0], 'asked', answer);
  RETURN NULL;
END $$;
";

/// Tables without a trigger, whether they belong to organisations, and their columns that say why.
const UNWATCHED: &str = "SELECT CAST(t.relname AS TEXT), (SELECT COUNT(*) FROM pg_attribute a
    WHERE a.attrelid = t.oid AND a.attname = 'organisation_id'),
    (SELECT coalesce(string_agg(CAST(a.attname AS TEXT), ' '), '') FROM pg_attribute a
    WHERE a.attrelid = t.oid AND a.attname ~ '(reason|why)$')
  FROM pg_class t
  WHERE t.relkind = 'r'
    AND t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    AND NOT EXISTS (SELECT 1 FROM pg_trigger g
      WHERE g.tgrelid = t.oid AND g.tgname = 'watch_delete')";

fn triggers((table, has_organisation): (&str, bool), why: &str) -> String {
    let acts = [("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")];
    let one = |(act, rows): (&str, &str)| {
        let function = match (table, act, has_organisation) {
            ("log_entry", "insert", _) => "lines",
            (_, _, true) => "rows",
            (_, _, false) => "rows_of_nobody",
        };
        format!(
            "CREATE TRIGGER watch_{act} AFTER {act} ON {table}
             REFERENCING {rows} TABLE AS changed
             FOR EACH STATEMENT EXECUTE FUNCTION watch.{function}();\n"
        )
    };
    let asked = |column: &str| {
        format!(
            "CREATE TRIGGER watch_{column} AFTER INSERT OR UPDATE ON {table}
             FOR EACH ROW EXECUTE FUNCTION watch.asked('{column}');\n"
        )
    };
    let asked = why.split_whitespace().map(asked);
    acts.into_iter().map(one).chain(asked).collect()
}

pub(super) fn watch(connection: &mut Connection) -> Result<(), DatabaseFault> {
    if connection.query(UNWATCHED, &[])?.is_empty() {
        return Ok(());
    }
    connection.batch(LOCK)?;
    connection.batch(NOTES)?;
    for row in connection.query(UNWATCHED, &[])? {
        let of = (&*row.text(0)?, row.integer(1)? > 0);
        connection.batch(&triggers(of, &row.text(2)?))?;
    }
    connection.batch("COMMIT")
}

fn one(row: &Row) -> Result<Noted, DatabaseFault> {
    Ok(Noted {
        transaction: row.integer(0)?,
        organisation_id: row.optional(1, Row::id)?,
        table: row.text(2)?,
        act: row.text(3)?,
        said: row.text(4)?,
        number: row.optional(5, Row::integer)?,
    })
}

/// What was noted in transactions that touched an organisation, which is forgotten.
pub(super) fn noted(
    connection: &mut Connection,
    organisation_id: Id,
) -> Result<Vec<Noted>, DatabaseFault> {
    let rows = connection.query(
        "DELETE FROM watch.change WHERE transaction_id IN
           (SELECT transaction_id FROM watch.change WHERE organisation_id = ?1)
         RETURNING transaction_id, organisation_id, table_name, act, said, number",
        &[organisation_id.into()],
    )?;
    rows.iter().map(one).collect()
}
