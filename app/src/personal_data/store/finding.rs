//! Searching every table that the data map names for one person. The statements follow from the map, never
//! from anything that was typed: what was typed is always a bound value.

use super::super::Known;
use super::super::map::{Holds, Rows, Table, map};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value};
use std::collections::BTreeSet;

/// A row in which somebody was found.
#[derive(Debug, Clone)]
pub(crate) struct FoundRow {
    /// Whether the row is about them, rather than only naming them or made by them.
    pub(crate) own: Option<()>,
    /// In the order of the table's columns.
    pub(crate) values: Vec<Value>,
}

/// The condition under which a row of a table has to do with somebody, with its values; nothing when none
/// can.
fn condition(table: &Table, known: &Known, values: &mut Vec<Value>) -> Option<String> {
    let mut parts = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        format!("?{}", values.len())
    };
    if let Some(account) = known.account {
        for column in table.holding(Holds::Person) {
            parts.push(format!("{column} = {}", bind(account.into())));
        }
    }
    if let Some(reference) = &known.reference {
        for column in table.holding(Holds::Reference) {
            parts.push(format!("{column} = {}", bind(reference.into())));
        }
    }
    for word in &known.words {
        for holds in [
            Holds::Name,
            Holds::Email,
            Holds::Telephone,
            Holds::Reference,
        ] {
            for column in table.holding(holds) {
                parts.push(format!("lower({column}) = lower({})", bind(word.into())));
            }
        }
        for column in table.holding(Holds::Words) {
            parts.push(format!(
                "replace({column}, {}, '') <> {column}",
                bind(word.into())
            ));
        }
    }
    (!parts.is_empty()).then(|| parts.join(" OR "))
}

/// Whether a table belongs to organisations, as almost all do.
pub(crate) fn is_of_organisation(table: &Table) -> bool {
    table
        .columns
        .iter()
        .any(|(name, _)| name == "organisation_id")
}

fn columns(table: &Table) -> String {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.join(", ")
}

fn is_own(table: &Table, known: &Known, values: &[Value]) -> Option<()> {
    let says = |value: &Value, words: &[String]| match value {
        Value::Text(text) => words
            .iter()
            .any(|word| word.to_lowercase() == text.to_lowercase()),
        Value::Null | Value::Integer(_) | Value::Bytes(_) => false,
    };
    let own = table
        .columns
        .iter()
        .zip(values)
        .any(|((name, holds), value)| match holds {
            Holds::Reference | Holds::Name | Holds::Email | Holds::Telephone => {
                says(value, &known.words)
            }
            Holds::Person => {
                table.name == "person"
                    && name == "id"
                    && known.account.is_some_and(|id| Value::from(id) == *value)
            }
            Holds::Plain
            | Holds::Detail
            | Holds::Words
            | Holds::Hash
            | Holds::Secret
            | Holds::Sealed => false,
        });
    own.then_some(())
}

/// The rows of a table that have to do with somebody.
pub(crate) fn rows(
    read: &mut Read<'_>,
    table: &Table,
    known: &Known,
) -> Result<Vec<FoundRow>, Failure> {
    let mut values = vec![read.organisation_id().into()];
    if !is_of_organisation(table) {
        return Ok(Vec::new());
    }
    let Some(condition) = condition(table, known, &mut values) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {} FROM {} WHERE organisation_id = ?1 AND ({condition})",
        columns(table),
        table.name
    );
    let found = read.query(&sql, &values)?;
    Ok(found
        .into_iter()
        .map(|row| FoundRow {
            own: is_own(table, known, row.values()),
            values: row.values().to_vec(),
        })
        .collect())
}

/// The rows of a table that belong to rows of another one which are about somebody.
pub(crate) fn belonging(
    read: &mut Read<'_>,
    table: &Table,
    parents: &[Value],
) -> Result<Vec<FoundRow>, Failure> {
    let Some((column, _)) = &table.of else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {} FROM {} WHERE organisation_id = ?1 AND {column} = ?2",
        columns(table),
        table.name
    );
    let mut found = Vec::new();
    for parent in parents {
        let values = [read.organisation_id().into(), parent.clone()];
        found.extend(read.query(&sql, &values)?.into_iter().map(|row| FoundRow {
            own: Some(()),
            values: row.values().to_vec(),
        }));
    }
    Ok(found)
}

/// How everybody else is called: words to look for, and references and keys that stand alone.
pub(crate) fn others(
    read: &mut Read<'_>,
    known: &Known,
) -> Result<(Vec<String>, BTreeSet<String>), Failure> {
    let mut words = BTreeSet::new();
    let mut marks = BTreeSet::new();
    let organisation_id = read.organisation_id();
    for table in map().values().filter(|table| table.rows != Rows::Directory) {
        for (column, holds) in &table.columns {
            let is_word = matches!(holds, Holds::Name | Holds::Email | Holds::Telephone);
            let is_mark = *holds == Holds::Reference && table.name != "sight";
            if !is_word && !is_mark {
                continue;
            }
            let sql = format!(
                "SELECT DISTINCT {column} FROM {} WHERE organisation_id = ?1 AND {column} <> ''",
                table.name
            );
            for row in read.query(&sql, &[organisation_id.into()])? {
                let text = row.text(0)?;
                if known
                    .words
                    .iter()
                    .any(|word| word.to_lowercase() == text.to_lowercase())
                {
                    continue;
                }
                if is_word {
                    words.insert(text);
                } else {
                    marks.insert(text);
                }
            }
        }
    }
    let accounts = read.query(
        "SELECT id FROM person WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let account = |row: &Row| -> Result<Id, DatabaseFault> { row.id(0) };
    for id in accounts.iter().map(account) {
        let id = id?;
        if known.account != Some(id) {
            marks.insert(id.to_string());
        }
    }
    // The longest first, so that no part of a name is left over.
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Ok((words, marks))
}

/// A file of evidence that could say something about somebody.
pub(crate) struct EvidenceFile {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) sha256: [u8; 32],
}

/// The files of evidence that are still there.
pub(crate) fn files(read: &mut Read<'_>) -> Result<Vec<EvidenceFile>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.id, e.title, e.file_sha256, e.file_name FROM evidence e
         WHERE e.organisation_id = ?1 AND e.file_sha256 IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM stub s WHERE s.organisation_id = e.organisation_id
             AND s.record_kind = 'evidence-file' AND s.record_id = e.id)
         ORDER BY e.id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(EvidenceFile {
                id: row.id(0)?,
                title: row.text(1)?,
                sha256: row.sha256(2)?,
                name: row.optional(3, Row::text)?.unwrap_or_default(),
            })
        })
        .collect()
}
