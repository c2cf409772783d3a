//! Nothing takes another row with it (P8): both databases are asked what they would do, and a record that
//! others refer to is not deleted by a statement either, also not a person.

use crate::testing::{TestApp, on_both};
use database::{Connection, DatabaseFault, Engine};
use std::collections::BTreeMap;

/// Each reference between tables, and what happens to it when the row it points to goes.
fn references(test: &TestApp) -> Vec<(String, String)> {
    let sql = match test.app.database.engine() {
        Engine::Sqlite => {
            "SELECT m.name || ' to ' || f.\"table\", f.on_delete || ' ' || f.on_update
             FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
             WHERE m.type = 'table' AND f.seq = 0"
        }
        Engine::Postgres => {
            "SELECT CAST(conrelid::regclass AS TEXT) || ' to ' || CAST(confrelid::regclass AS TEXT),
               CASE confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' ELSE 'acts' END
               || ' ' ||
               CASE confupdtype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' ELSE 'acts' END
             FROM pg_constraint c WHERE contype = 'f'
               AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
        }
    };
    let read = |connection: &mut Connection| {
        let rows = connection.query(sql, &[])?;
        rows.iter()
            .map(|row| Ok::<_, DatabaseFault>((row.text(0)?, row.text(1)?)))
            .collect()
    };
    test.app.database.directory(read).unwrap()
}

#[test]
fn p8_every_reference_refuses_that_its_row_goes_and_none_acts_by_itself() {
    on_both(|test| {
        let references = references(test);
        assert!(references.len() > 100, "{}", references.len());
        for (name, acts) in references {
            let refuses = [
                "NO ACTION NO ACTION",
                "RESTRICT RESTRICT",
                "NO ACTION RESTRICT",
            ];
            assert!(refuses.contains(&acts.as_str()), "{name}: {acts}");
        }
    });
}

/// A table that refers, and its columns with those they refer to.
type Referring = (String, Vec<(String, String)>);

/// Tables that are referred to, each with those that refer to it.
fn parents(test: &TestApp) -> BTreeMap<String, Vec<Referring>> {
    let sql = "SELECT m.name, f.\"table\", f.id, f.\"from\", f.\"to\"
               FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
               ORDER BY m.name, f.id, f.seq";
    let read = |connection: &mut Connection| {
        let mut found: BTreeMap<(String, String, i64), Vec<(String, String)>> = BTreeMap::new();
        for row in connection.query(sql, &[])? {
            let key = (row.text(1)?, row.text(0)?, row.integer(2)?);
            let pair = (row.text(3)?, row.text(4)?);
            found.entry(key).or_default().push(pair);
        }
        Ok::<_, DatabaseFault>(found)
    };
    let mut parents: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for ((parent, child, _), columns) in test.app.database.directory(read).unwrap() {
        parents.entry(parent).or_default().push((child, columns));
    }
    parents
}

#[test]
fn p8_no_row_that_others_refer_to_can_be_deleted_even_by_a_statement() {
    let test = TestApp::example();
    let (mut tried, mut unused) = (Vec::new(), 0);
    for (parent, children) in parents(&test) {
        for (child, columns) in children {
            let same: Vec<String> = columns
                .iter()
                .map(|(from, to)| format!("c.{from} = p.{to}"))
                .collect();
            let sql = format!(
                "DELETE FROM {parent} WHERE rowid IN (SELECT p.rowid FROM {parent} p JOIN {child} c
                   ON {} WHERE p.organisation_id = ?1 LIMIT 1)",
                same.join(" AND ")
            );
            let values = [test.organisation_id.into()];
            let gone = test.behind_the_log(|connection| Ok(connection.execute(&sql, &values)));
            match gone {
                Ok(0) => unused += 1,
                Ok(_) => panic!("a row of {parent} went although {child} refers to it"),
                Err(fault) => {
                    assert!(fault.is_constraint(), "{parent} and {child}: {fault}");
                    tried.push(format!("{parent} for {child}"));
                }
            }
        }
    }
    println!("{} tried; {unused} with no row in the example", tried.len());
    assert!(tried.len() > 60, "{tried:?}");
    assert!(tried.iter().any(|one| one.starts_with("person for ")));
    // The control: a row that nothing refers to would go.
    let alone = test.behind_the_log(|connection| {
        connection.execute(
            "DELETE FROM row_mark WHERE organisation_id = ?1",
            &[test.organisation_id.into()],
        )
    });
    println!("{alone} marks went");
}

#[test]
fn p8_no_address_deletes_a_person_and_closing_an_account_keeps_everything() {
    let test = TestApp::example();
    let counts = || {
        let tables: Vec<String> = crate::testing::schema::columns().into_keys().collect();
        let mut found = BTreeMap::new();
        for table in tables {
            if table.starts_with("directory_") || table.starts_with("log_") || table == "sight" {
                continue;
            }
            let sql = format!("SELECT COUNT(*) FROM {table}");
            let rows = test.read(|read| Ok(read.first(&sql, &[])?.unwrap().integer(0)?));
            found.insert(table, rows);
        }
        found
    };
    let before = counts();
    let administrator = test.visitor(domain::people::Role::Administrator);
    for role in [domain::people::Role::Staff, domain::people::Role::Lead] {
        let path = format!("/people/{}", test.person(role).id);
        assert_eq!(administrator.post(&path, &[("action", "end")]).status, 303);
    }
    assert_eq!(counts(), before);
}
