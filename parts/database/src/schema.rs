//! What the database itself says of its tables: columns, keys, and which row has to stand before which. Both
//! engines answer with the same words, so that rows can be taken from one to the other.

use crate::{Connection, DatabaseFault, Engine, Read, Row};
use std::collections::BTreeMap;

/// What a column keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A column as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it keeps.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub optional: Option<()>,
}

/// Columns that have to name a row of a table, unless one of them holds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table the row stands in.
    pub table: String,
    /// Each column with the one of that table that it names.
    pub columns: Vec<(String, String)>,
}

/// A table as the database has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in their order.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in their order.
    pub key: Vec<String>,
    /// What its rows refer to.
    pub references: Vec<Reference>,
}

const SQLITE: [&str; 3] = [
    "SELECT m.name, c.name, c.type, 1 - c.\"notnull\", c.cid
     FROM sqlite_schema m, pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 5",
    "SELECT m.name, c.name, c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.pk > 0 ORDER BY 1, 3",
    "SELECT m.name, CAST(f.id AS TEXT), f.\"table\", f.\"from\", f.\"to\", f.seq
     FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, f.id, 6",
];

const POSTGRES: [&str; 3] = [
    "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT),
       CAST(CASE WHEN c.is_nullable = 'YES' THEN 1 ELSE 0 END AS BIGINT),
       CAST(c.ordinal_position AS BIGINT)
     FROM information_schema.columns c WHERE c.table_schema = current_schema() ORDER BY 1, 5",
    "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CAST(k.place AS BIGINT)
     FROM pg_constraint o JOIN pg_class t ON t.oid = o.conrelid
     CROSS JOIN LATERAL unnest(o.conkey) WITH ORDINALITY AS k(number, place)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
     WHERE o.contype = 'p' AND o.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
     ORDER BY 1, 3",
    "SELECT CAST(t.relname AS TEXT), CAST(o.oid AS TEXT), CAST(r.relname AS TEXT),
       CAST(a.attname AS TEXT), CAST(b.attname AS TEXT), CAST(k.place AS BIGINT)
     FROM pg_constraint o JOIN pg_class t ON t.oid = o.conrelid JOIN pg_class r ON r.oid = o.confrelid
     CROSS JOIN LATERAL unnest(o.conkey, o.confkey) WITH ORDINALITY AS k(number, other, place)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
     JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.other
     WHERE o.contype = 'f' AND o.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
     ORDER BY 1, 2, 6",
];

fn kind(said: &str) -> Result<Kind, DatabaseFault> {
    match said {
        "INTEGER" | "bigint" => Ok(Kind::Integer),
        "TEXT" | "text" => Ok(Kind::Text),
        "BLOB" | "bytea" => Ok(Kind::Bytes),
        _ => Err(DatabaseFault::Column {
            column: 2,
            wanted: "a kind of column that both engines have",
        }),
    }
}

fn column(row: &Row) -> Result<Column, DatabaseFault> {
    Ok(Column {
        name: row.text(1)?,
        kind: kind(&row.text(2)?)?,
        optional: (row.integer(3)? == 1).then_some(()),
    })
}

/// Every table by its name, less the register of migrations.
pub(crate) fn tables(
    connection: &mut Connection,
) -> Result<BTreeMap<String, Table>, DatabaseFault> {
    let [columns, keys, references] = match connection.engine() {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let mut found: BTreeMap<String, Table> = BTreeMap::new();
    for row in connection.query(columns, &[])? {
        let name = row.text(0)?;
        let table = found.entry(name.clone()).or_default();
        table.name = name;
        table.columns.push(column(&row)?);
    }
    for row in connection.query(keys, &[])? {
        if let Some(table) = found.get_mut(&row.text(0)?) {
            table.key.push(row.text(1)?);
        }
    }
    let mut last = (String::new(), String::new());
    for row in connection.query(references, &[])? {
        let of = (row.text(0)?, row.text(1)?);
        let Some(table) = found.get_mut(&of.0) else {
            continue;
        };
        if of != last {
            table.references.push(Reference {
                table: row.text(2)?,
                columns: Vec::new(),
            });
        }
        if let Some(reference) = table.references.last_mut() {
            reference.columns.push((row.text(3)?, row.text(4)?));
        }
        last = of;
    }
    found.remove("schema_migration");
    for table in found.values_mut() {
        table
            .references
            .sort_by(|one, other| (&one.table, &one.columns).cmp(&(&other.table, &other.columns)));
    }
    Ok(found)
}

impl Read<'_> {
    /// Every table by its name, as the database has it.
    pub fn tables(&mut self) -> Result<BTreeMap<String, Table>, DatabaseFault> {
        tables(self.connection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Database, Id, Migration, Scope};

    const SCHEMA: &str = "CREATE TABLE house (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT,
  PRIMARY KEY (organisation_id, id)
);
CREATE TABLE room (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  house_id BYTEA NOT NULL,
  beside_id BYTEA,
  floor BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, house_id) REFERENCES house (organisation_id, id),
  FOREIGN KEY (organisation_id, beside_id) REFERENCES room (organisation_id, id)
);
";

    #[test]
    fn the_database_says_its_columns_keys_and_references() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let migrations = [Migration {
            number: 1,
            name: "houses",
            text: SCHEMA,
        }];
        let at = jiff::Timestamp::UNIX_EPOCH;
        let database = Database::open(file.to_str().unwrap(), &migrations, at);
        let database = match database {
            Ok(database) => database,
            Err(fault) => panic!("{fault}"),
        };
        let scope = Scope::system(Id::nil());
        let looked = |read: &mut Read<'_>| -> Result<_, DatabaseFault> { read.tables() };
        let tables = database.read(scope, looked).unwrap();
        assert_eq!(tables.keys().collect::<Vec<_>>(), ["house", "room"]);
        let (house, room) = (&tables["house"], &tables["room"]);
        assert_eq!(house.key, ["organisation_id", "id"]);
        assert_eq!(house.columns[2].optional, Some(()));
        assert_eq!(room.columns[4].kind, Kind::Integer);
        assert_eq!(room.columns[4].optional, None);
        let to: Vec<&str> = room.references.iter().map(|one| &*one.table).collect();
        assert_eq!(to, ["house", "room"]);
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            room.references[0].columns,
            [
                pair("organisation_id", "organisation_id"),
                pair("house_id", "id")
            ]
        );
    }
}
