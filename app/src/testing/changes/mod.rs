//! Whether every change has its line in the log, and every line its change (A1) and all that belongs to it
//! (A2). Once a test's database
//! stands, triggers are put on every table that the schema names; each notes what was changed, whose it is
//! and in which transaction. When the test is over, what changed is compared with what was logged.
//!
//! What the type of a write already refuses cannot be met here; what is met is a statement that stands
//! alone, a row of another organisation, and a line of the log that nothing stands behind.

mod complete;
mod exempt;
mod postgres;
mod sqlite;
mod tests;

use super::TestApp;
use database::{Connection, Database, DatabaseFault, Engine, Id};
use exempt::{LINES_ALONE, NO_RECORDS, OF_A_TEST};
use std::collections::BTreeMap;

/// The act of a note that somebody was asked why: its table is the column too, and what it said the answer.
const ASKED: &str = "asked";

/// One kind of change to one table in one transaction.
struct Noted {
    transaction: i64,
    /// Whose row it is; none where the table belongs to no organisation.
    organisation_id: Option<Id>,
    table: String,
    act: String,
    /// The kind and the action of a line of the log, or why something was done; else empty.
    said: String,
    /// The number of a line of the log.
    number: Option<i64>,
}

/// What a transaction changed of one organisation.
#[derive(Default)]
struct Transaction {
    lines: Vec<String>,
    /// The numbers of those lines.
    numbers: Vec<i64>,
    records: Vec<String>,
    /// Each column that says why, with what it says.
    asked: Vec<(String, String)>,
}

/// Begins to watch a database.
pub(crate) fn watch(database: &Database) {
    database
        .directory(|connection| match connection.engine() {
            Engine::Sqlite => sqlite::watch(connection),
            Engine::Postgres => postgres::watch(connection),
        })
        .unwrap();
}

/// What differs between changes and log since it was last asked, in words.
pub(crate) fn differences(database: &Database, organisation_id: Id) -> Vec<String> {
    let noted = database.directory(|connection| match connection.engine() {
        Engine::Sqlite => sqlite::noted(connection),
        Engine::Postgres => postgres::noted(connection, organisation_id),
    });
    let mut transactions: BTreeMap<_, Transaction> = BTreeMap::new();
    for one in noted.unwrap() {
        let of = transactions.entry((one.transaction, one.organisation_id));
        let of = of.or_default();
        if one.table == "log_entry" && one.act == "insert" {
            of.lines.push(one.said);
            of.numbers.extend(one.number);
        } else if one.act == ASKED {
            of.asked.push((one.table, one.said));
        } else if !NO_RECORDS.iter().any(|(table, _)| *table == one.table) {
            of.records.push(format!("{}: {}", one.table, one.act));
        }
    }
    let mut found: Vec<String> = transactions
        .values()
        .flat_map(Transaction::differs)
        .collect();
    let own = transactions
        .iter()
        .filter(|((_, of), _)| *of == Some(organisation_id));
    for (_, transaction) in own {
        found.extend(complete::lacks(database, organisation_id, transaction));
    }
    found
}

impl Transaction {
    fn differs(&self) -> Vec<String> {
        if self.lines.is_empty() {
            let past = |record: &String| format!("{record} without a line in the log");
            return self.records.iter().map(past).collect();
        }
        if !self.records.is_empty() {
            return Vec::new();
        }
        // The lines of one transaction stand or fall together.
        let alone = |line: &&String| {
            !line.starts_with(OF_A_TEST) && !LINES_ALONE.iter().any(|(known, _)| known == line)
        };
        let alone = self.lines.iter().filter(alone);
        alone
            .map(|line| format!("‘{line}’ in the log without a change"))
            .collect()
    }
}

impl TestApp {
    /// Changes rows behind the system's back, as no part of it does: the watch is told to look away.
    pub(crate) fn behind_the_log<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, DatabaseFault>,
    ) -> T {
        if self.held.get().is_none() {
            return self.app.database.directory(work).unwrap();
        }
        let done = self.app.database.directory(|connection| {
            let [away, back] = match connection.engine() {
                Engine::Sqlite => sqlite::LOOK_AWAY,
                Engine::Postgres => postgres::LOOK_AWAY,
            };
            connection.batch(away)?;
            let done = work(connection);
            connection.batch(back)?;
            done
        });
        done.unwrap()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if self.held.get().is_some() && !std::thread::panicking() {
            let found = differences(&self.app.database, self.organisation_id);
            assert!(found.is_empty(), "changes and log differ: {found:#?}");
        }
    }
}
