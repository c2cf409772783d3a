//! Units of work on SQLite, and on PostgreSQL when `COMMONWEAL_TEST_POSTGRES` names a database.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use database::{Connection, Database, DatabaseFault, Id, LogEntry, Migration, Scope};

const TABLES: &[Migration] = &[
    Migration {
        number: 1,
        name: "people",
        text: include_str!("../../../migrations/0001_people.sql"),
    },
    Migration {
        number: 2,
        name: "transparency",
        text: include_str!("../../../migrations/0023_transparency.sql"),
    },
    Migration {
        number: 3,
        name: "erased-content",
        text: include_str!("../../../migrations/0030_erased_content.sql"),
    },
];

fn at() -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(1_790_000_000_000).unwrap()
}

fn entry() -> LogEntry {
    LogEntry {
        at: at(),
        action: "set up organisation".to_owned(),
        record_kind: "organisation".to_owned(),
        record_id: "1".to_owned(),
        content: serde_json::json!({ "name": "Mersey" }),
    }
}

fn file(folder: &tempfile::TempDir) -> String {
    folder.path().join("a.db").to_str().unwrap().to_owned()
}

fn scope(number: u128) -> Scope {
    Scope::system(Id::from_u128(number))
}

fn verified(database: &Database, number: u128) -> Result<database::LogSeen, DatabaseFault> {
    database.read(scope(number), |read| database::log_verify(read, drop))
}

const INSERT: &str = "INSERT INTO organisation (organisation_id, name, year_starts_month,
    first_year_starts_on, good_from_percent, approaching_from_percent, improvement_from_percent, set_up_at)
    VALUES (?1, ?2, 8, '2025-08-01', 100, 80, 50, 1)";

#[test]
fn a_write_without_its_log_entry_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&file(&folder), TABLES, at()).unwrap();
    let refused: Result<(), DatabaseFault> = database.write(scope(1), |mut write| {
        write.execute(INSERT, &[write.organisation_id().into(), "Mersey".into()])?;
        Err(DatabaseFault::Missing)
    });
    assert!(refused.is_err());
    let found: Vec<_> = database
        .read(scope(1), |read| {
            read.query("SELECT name FROM organisation", &[])
        })
        .unwrap();
    assert!(found.is_empty());
}

#[test]
fn processes_that_open_an_empty_database_at_once_wait_for_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(&folder);
    std::thread::scope(|threads| {
        let open = || Database::open(&file, TABLES, at()).map(drop);
        let opened: Vec<_> = (0..4).map(|_| threads.spawn(open)).collect();
        for opened in opened {
            opened.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_commit_keeps_rows_and_log_entry_together_and_the_log_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&file(&folder), TABLES, at()).unwrap();
    database
        .write(scope(1), |mut write| {
            write.execute(INSERT, &[write.organisation_id().into(), "Mersey".into()])?;
            write.commit(entry(), ())
        })
        .unwrap();
    let entries = database
        .read(scope(1), |read| database::log_entries(read, 0, 10))
        .unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].number, 1);
    assert_eq!(verified(&database, 1).unwrap().entries, 1);
    assert_eq!(verified(&database, 2).unwrap().entries, 0);
}

#[test]
fn a_line_that_no_file_of_the_log_could_hold_is_refused_with_its_change() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&file(&folder), TABLES, at()).unwrap();
    let named = |letters: usize| {
        let record_id = "x".repeat(letters);
        let entry = LogEntry {
            record_id,
            ..entry()
        };
        database.write(scope(1), |write| write.commit(entry.clone(), ()))
    };
    let refused = named(65_535);
    assert!(matches!(refused, Err(DatabaseFault::LogLineTooLong)));
    assert_eq!(verified(&database, 1).unwrap().entries, 0);
    named(65_000).unwrap();
    assert_eq!(verified(&database, 1).unwrap().entries, 1);
}

#[test]
fn an_altered_log_entry_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&file(&folder), TABLES, at()).unwrap();
    for _ in 0..3 {
        database
            .write(scope(1), |write| write.commit(entry(), ()))
            .unwrap();
    }
    for (harm, number) in [
        (
            "UPDATE log_entry SET action = 'nothing' WHERE number = 2",
            2,
        ),
        ("UPDATE log_content SET content = '{}' WHERE number = 1", 1),
        ("DELETE FROM log_entry WHERE number = 3", 3),
    ] {
        database
            .directory(|connection: &mut Connection| {
                connection.batch("PRAGMA foreign_keys = OFF")?;
                connection.batch(harm)
            })
            .unwrap();
        let found = verified(&database, 1);
        assert!(
            matches!(found, Err(DatabaseFault::LogAltered(_))),
            "{harm}: {found:?} {number}"
        );
    }
}

#[test]
fn a_changed_migration_and_a_newer_database_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(&folder);
    drop(Database::open(&file, TABLES, at()).unwrap());
    let changed = [
        Migration {
            number: 1,
            name: "people",
            text: "CREATE TABLE x (\n  a TEXT\n);\n",
        },
        TABLES[1],
        TABLES[2],
    ];
    assert!(matches!(
        Database::open(&file, &changed, at()),
        Err(DatabaseFault::MigrationChanged(1))
    ));
    assert!(matches!(
        Database::open(&file, &[], at()),
        Err(DatabaseFault::TooNew(_))
    ));
}

#[test]
fn an_address_of_another_kind_is_refused_in_words() {
    let refused = Database::open("mysql://localhost/x", TABLES, at()).unwrap_err();
    assert!(refused.to_string().contains("postgres://"));
}
