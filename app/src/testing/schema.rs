//! Rules about all tables, asked of the migrations and of both databases: whose they are, how their
//! keys begin, and that both engines end with the same tables and columns.

use super::on_both;
use crate::migrations::MIGRATIONS;
use database::Engine;
use std::collections::BTreeMap;

struct Table {
    kind: String,
    lines: Vec<String>,
}

fn tables() -> BTreeMap<String, Table> {
    let mut found = BTreeMap::new();
    for migration in MIGRATIONS {
        let mut kind = String::new();
        let mut open: Option<(String, Table)> = None;
        for line in migration.text.lines() {
            if let Some(said) = line.strip_prefix("-- kind: ") {
                said.clone_into(&mut kind);
            } else if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                let name = rest.trim_end_matches(" (").to_owned();
                open = Some((
                    name,
                    Table {
                        kind: std::mem::take(&mut kind),
                        lines: Vec::new(),
                    },
                ));
            } else if let Some(name) = line.strip_prefix("DROP TABLE ") {
                found.remove(name.trim_end_matches(';'));
            } else if line == ");" {
                found.extend(open.take());
            } else if let Some((_, table)) = &mut open {
                table
                    .lines
                    .push(line.trim().trim_end_matches(',').to_owned());
            }
        }
    }
    found
}

/// Every table with its columns, as the migrations declare them.
pub(crate) fn columns() -> BTreeMap<String, Vec<String>> {
    let column = |line: &String| {
        let first = line.split_whitespace().next().unwrap_or_default();
        let is_one = line.starts_with(|letter: char| letter.is_ascii_lowercase());
        is_one.then(|| first.to_owned())
    };
    let of = |table: Table| table.lines.iter().filter_map(column).collect();
    tables()
        .into_iter()
        .map(|(name, table)| (name, of(table)))
        .collect()
}

/// What each table declares, as one line.
pub(crate) fn declared() -> BTreeMap<String, String> {
    let joined = |(name, table): (String, Table)| (name, table.lines.join(" "));
    tables().into_iter().map(joined).collect()
}

#[test]
fn every_table_says_its_kind_and_an_organisations_key_begins_with_it() {
    let tables = tables();
    assert!(tables.len() > 20);
    for (name, table) in &tables {
        let key = table
            .lines
            .iter()
            .find(|line| line.contains("PRIMARY KEY"))
            .unwrap_or_else(|| panic!("{name} has no key"));
        match table.kind.as_str() {
            "organisation" => assert!(
                key.starts_with("PRIMARY KEY (organisation_id")
                    || key.starts_with("organisation_id BYTEA NOT NULL PRIMARY KEY"),
                "{name}: {key}"
            ),
            "directory" => assert!(name.starts_with("directory_"), "{name}"),
            "reference" => {}
            other => panic!("{name} is of no kind: ‘{other}’"),
        }
    }
}

#[test]
fn references_unique_keys_and_indexes_stay_within_an_organisation() {
    for (name, table) in tables()
        .iter()
        .filter(|(_, table)| table.kind == "organisation")
    {
        for line in &table.lines {
            if line.starts_with("FOREIGN KEY") {
                assert!(
                    line.starts_with("FOREIGN KEY (organisation_id"),
                    "{name}: {line}"
                );
                assert!(line.contains("(organisation_id",), "{name}: {line}");
            }
            if line.starts_with("UNIQUE") {
                assert!(
                    line.starts_with("UNIQUE (organisation_id"),
                    "{name}: {line}"
                );
            }
        }
    }
    for migration in MIGRATIONS {
        for line in migration
            .text
            .lines()
            .filter(|line| line.contains("INDEX ") && !line.starts_with("DROP"))
        {
            assert!(line.contains("(organisation_id"), "{line}");
        }
    }
}

#[test]
fn only_the_three_types_and_nothing_that_acts_by_itself() {
    for (name, table) in &tables() {
        for line in &table.lines {
            let mut words = line.split_whitespace();
            let column = words.next().unwrap_or_default();
            if column.chars().all(|letter| {
                letter.is_ascii_lowercase() || letter == '_' || letter.is_ascii_digit()
            }) {
                let of = words.next().unwrap_or_default();
                assert!(
                    ["BIGINT", "TEXT", "BYTEA"].contains(&of),
                    "{name}.{column} is {of}"
                );
            }
        }
    }
    for migration in MIGRATIONS {
        let text = migration.text.to_uppercase();
        for word in [
            "TRIGGER",
            "SERIAL",
            "SEQUENCE",
            "AUTOINCREMENT",
            "NOW()",
            "CURRENT_",
            "DEFAULT ",
        ] {
            assert!(!text.contains(word), "{}: {word}", migration.name);
        }
    }
}

#[test]
fn both_databases_end_with_the_same_tables_and_columns() {
    let declared: Vec<String> = tables()
        .iter()
        .flat_map(|(name, table)| {
            table
                .lines
                .iter()
                .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
                .map(move |line| {
                    format!(
                        "{name}.{}",
                        line.split_whitespace().next().unwrap_or_default()
                    )
                })
        })
        .collect();
    on_both(|test| {
        let sql = match test.app.database.engine() {
            Engine::Sqlite => {
                "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
            }
            Engine::Postgres => {
                "SELECT CAST(table_name || '.' || column_name AS TEXT)
                 FROM information_schema.columns WHERE table_schema = 'public'"
            }
        };
        let found: Vec<String> = test
            .app
            .database
            .directory(|directory| {
                directory
                    .query(sql, &[])?
                    .iter()
                    .map(|row| row.text(0))
                    .collect::<Result<Vec<_>, _>>()
            })
            .unwrap();
        let mut found: Vec<String> = found
            .into_iter()
            .filter(|column| !column.starts_with("schema_migration."))
            .collect();
        found.sort();
        let mut declared = declared.clone();
        declared.sort();
        assert_eq!(found, declared);
    });
}

#[test]
fn sqlite_is_opened_with_its_defences_up() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db").to_str().unwrap().to_owned();
    let at = super::midday(jiff::civil::date(2026, 1, 1));
    let database = database::Database::open(&file, MIGRATIONS, at).unwrap();
    for (pragma, value) in [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
    ] {
        let found = database
            .directory(|directory| {
                let rows = directory.query(&format!("PRAGMA {pragma}"), &[])?;
                rows.first()
                    .ok_or(database::DatabaseFault::Missing)?
                    .integer(0)
            })
            .unwrap();
        assert_eq!(found, value, "{pragma}");
    }
    let mode = database
        .directory(|directory| {
            let rows = directory.query("PRAGMA journal_mode", &[])?;
            rows.first()
                .ok_or(database::DatabaseFault::Missing)?
                .text(0)
        })
        .unwrap();
    assert_eq!(mode, "wal");
}
