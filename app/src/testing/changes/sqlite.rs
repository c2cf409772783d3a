//! Watching SQLite. Its triggers are temporary ones on the one connection that writes: the only kind that
//! its defences let run, and nothing of them is in the file. A hook counts transactions as they are
//! kept, and a function tells the triggers the count, so that a statement alone is never taken for a part of
//! the transaction before it.

use super::{ASKED, Noted};
use database::{Connection, DatabaseFault, Row};
use rusqlite::functions::FunctionFlags;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// How the watch is told to look away, and to look again.
pub(super) const LOOK_AWAY: [&str; 2] = [
    "UPDATE watch_rests SET rests = 1",
    "UPDATE watch_rests SET rests = 0",
];

const NOTES: &str = "CREATE TEMP TABLE watch_rests (rests INTEGER NOT NULL);
INSERT INTO watch_rests (rests) VALUES (0);
CREATE TEMP TABLE watch_change (
  transaction_id INTEGER NOT NULL, organisation_id BLOB, table_name TEXT NOT NULL,
  act TEXT NOT NULL, said TEXT NOT NULL, number INTEGER
);
CREATE INDEX temp.watch_change_of ON watch_change (transaction_id, table_name, act);
";

/// Each line of the log, with its number.
const LINES: &str = "CREATE TEMP TRIGGER watch_insert_log_entry AFTER INSERT ON main.log_entry
  WHEN (SELECT rests FROM watch_rests) = 0
  BEGIN
    INSERT INTO watch_change (transaction_id, organisation_id, table_name, act, said, number)
    VALUES (watch_transaction(), NEW.organisation_id, 'log_entry', 'insert',
      NEW.record_kind || ': ' || NEW.action, NEW.number);
  END;\n";

const TABLES: &str = "SELECT m.name, (SELECT COUNT(*) FROM pragma_table_info(m.name) c
    WHERE c.name = 'organisation_id'),
    (SELECT coalesce(group_concat(c.name, ' '), '') FROM pragma_table_info(m.name) c
    WHERE c.name LIKE '%reason' OR c.name LIKE '%why')
  FROM main.sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";

/// Counts what is kept on this connection, and lets triggers ask for the count.
fn count(connection: &mut Connection) -> Result<(), DatabaseFault> {
    let Connection::Sqlite(connection) = connection else {
        return Ok(());
    };
    let kept = Arc::new(AtomicI64::new(0));
    let known = Arc::clone(&kept);
    connection.commit_hook(Some(move || {
        kept.fetch_add(1, Ordering::SeqCst);
        false
    }))?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    Ok(
        connection.create_scalar_function("watch_transaction", 0, flags, move |_| {
            Ok(known.load(Ordering::SeqCst))
        })?,
    )
}

fn trigger((table, has_organisation): (&str, bool), (act, row): (&str, &str)) -> String {
    let organisation = if has_organisation {
        format!("{row}.organisation_id")
    } else {
        "NULL".to_owned()
    };
    if (table, act) == ("log_entry", "insert") {
        return LINES.to_owned();
    }
    format!(
        "CREATE TEMP TRIGGER watch_{act}_{table} AFTER {act} ON main.{table}
         WHEN (SELECT rests FROM watch_rests) = 0
         BEGIN
           INSERT INTO watch_change (transaction_id, organisation_id, table_name, act, said)
           SELECT watch_transaction(), {organisation}, '{table}', '{act}', ''
           WHERE NOT EXISTS (SELECT 1 FROM watch_change
             WHERE transaction_id = watch_transaction() AND table_name = '{table}'
               AND act = '{act}' AND organisation_id IS {organisation});
         END;\n"
    )
}

/// Notes what a column says that says why, where it says something else than before.
fn asked(table: &str, column: &str) -> String {
    let one = |(act, differs): (&str, &str)| {
        format!(
            "CREATE TEMP TRIGGER watch_{act}_{table}_{column} AFTER {act} ON main.{table}
             WHEN (SELECT rests FROM watch_rests) = 0 AND NEW.{column} <> '' {differs}
             BEGIN
               INSERT INTO watch_change (transaction_id, organisation_id, table_name, act, said)
               VALUES (watch_transaction(), NEW.organisation_id, '{table}.{column}', '{ASKED}', NEW.{column});
             END;\n"
        )
    };
    let differs = format!("AND OLD.{column} IS NOT NEW.{column}");
    [("insert", ""), ("update", &*differs)].map(one).concat()
}

pub(super) fn watch(connection: &mut Connection) -> Result<(), DatabaseFault> {
    count(connection)?;
    let mut sql = format!("BEGIN;\n{NOTES}");
    for row in connection.query(TABLES, &[])? {
        let table = row.text(0)?;
        for of in [("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")] {
            sql.push_str(&trigger((&table, row.integer(1)? > 0), of));
        }
        for column in row.text(2)?.split_whitespace() {
            sql.push_str(&asked(&table, column));
        }
    }
    sql.push_str("COMMIT;");
    connection.batch(&sql)
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

/// Everything that was noted, which is forgotten. It fails when the connection that was watched is gone.
pub(super) fn noted(connection: &mut Connection) -> Result<Vec<Noted>, DatabaseFault> {
    let sql =
        "SELECT transaction_id, organisation_id, table_name, act, said, number FROM watch_change";
    let noted = connection.query(sql, &[])?.iter().map(one).collect();
    connection.batch("DELETE FROM watch_change")?;
    noted
}
