//! Comparing every row with its mark of the last run. A row that is not as it was is explained by the log or
//! it is named; what is named keeps its old mark, so that no later run takes it for good.

use super::Run;
use super::marks::{self, Marks};
use super::store::{self, Since};
use crate::failure::Failure;
use crate::personal_data::map::{Rows, Table, map};
use crate::visit::hex;
use database::{Read, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a comparison came to.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) rows: i64,
    pub(super) differences: Vec<String>,
    /// The marks to keep, by table.
    pub(super) blocks: BTreeMap<&'static str, Vec<Vec<u8>>>,
}

/// Over all blocks of all tables.
pub(super) fn sha256(blocks: &BTreeMap<&'static str, Vec<Vec<u8>>>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (table, blocks) in blocks {
        for block in blocks {
            hash.update(table.as_bytes());
            hash.update(u64::try_from(block.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(block);
        }
    }
    hash.finalize().into()
}

/// Whether the log explains that a row of a table is not as it was. `values` are the row's own, if it is
/// still there.
fn is_explained(table: &Table, since: &Since, values: Option<&[Value]>) -> bool {
    let went = ["disposal", "request"]
        .iter()
        .any(|kind| since.kinds.contains(*kind));
    match table.rows {
        Rows::Fixed => went,
        Rows::Named => {
            let names = |value: &Value| match value {
                Value::Text(text) => since.records.contains(text),
                Value::Bytes(bytes) => database::Id::from_slice(bytes)
                    .is_ok_and(|id| since.records.contains(&id.to_string())),
                Value::Null | Value::Integer(_) => false,
            };
            went || since.kinds.contains("import")
                || values.is_some_and(|values| values.iter().any(names))
        }
        Rows::Loose => !since.kinds.is_empty(),
        Rows::Derived | Rows::Directory => true,
    }
}

struct Blocks {
    marks: Marks,
    damaged: usize,
}

fn kept(read: &mut Read<'_>, table: &Table) -> Result<(Blocks, Vec<Vec<u8>>), Failure> {
    let raw = store::blocks(read, &table.name)?;
    let mut kept = Blocks {
        marks: Marks::new(),
        damaged: 0,
    };
    for block in &raw {
        match marks::read(block) {
            Some(marks) => kept.marks.extend(marks),
            None => kept.damaged += 1,
        }
    }
    Ok((kept, raw))
}

fn table(
    read: &mut Read<'_>,
    (table, since): (&'static Table, Option<&Since>),
    compared: &mut Compared,
) -> Result<Vec<Vec<u8>>, Failure> {
    let (mut before, raw) = kept(read, table)?;
    let mut marks = Marks::new();
    let name = table.name.as_str();
    if before.damaged > 0 {
        compared.differences.push(format!(
            "{name}: {} blocks of marks cannot be read",
            before.damaged
        ));
    }
    let (mut rows, mut changed) = (0_i64, Vec::new());
    store::each_row(read, table, |row| {
        rows = rows.saturating_add(1);
        let mark = match (before.marks.remove(&row.key), since) {
            (Some(old), Some(since)) if old != row.mark => {
                if is_explained(table, since, Some(&row.values)) {
                    row.mark
                } else {
                    changed.push(format!(
                        "{name} {}: the row is not what it was, and no line of the log says why",
                        marks::key_in_words(&row.key)
                    ));
                    old
                }
            }
            _ => row.mark,
        };
        marks.insert(row.key, mark);
    })?;
    compared.rows = compared.rows.saturating_add(rows);
    compared.differences.append(&mut changed);
    for (key, mark) in before.marks {
        if since.is_some_and(|since| !is_explained(table, since, None)) {
            compared.differences.push(format!(
                "{name} {}: the row is gone, and no line of the log says why",
                marks::key_in_words(&key)
            ));
            marks.insert(key, mark);
        }
    }
    compared.blocks.insert(name, marks::blocks(&marks));
    Ok(raw)
}

/// Compares every row of the organisation with its mark of the last run, in one view.
pub(super) fn compare(read: &mut Read<'_>, last: Option<&Run>) -> Result<Compared, Failure> {
    let mut compared = Compared::default();
    let since = match last {
        Some(run) => Some(store::since(read, run.log_number)?),
        None => None,
    };
    let mut raw = BTreeMap::new();
    let tables = map().values().filter(|table| match table.rows {
        Rows::Fixed | Rows::Named | Rows::Loose => true,
        Rows::Derived | Rows::Directory => false,
    });
    for one in tables {
        raw.insert(
            one.name.as_str(),
            table(read, (one, since.as_ref()), &mut compared)?,
        );
    }
    if let Some(run) = last {
        let found = sha256(&raw);
        let logged = store::logged_marks(read, run.id)?;
        let is_as_logged = logged.is_none_or(|logged| logged == hex(&run.marks_sha256));
        if found != run.marks_sha256 || !is_as_logged {
            compared.differences.push(
                "the marks of the last run are not what the log commits to: they were changed"
                    .to_owned(),
            );
        }
    }
    Ok(compared)
}
