//! Every statement about runs, what they found, marks, and the rows that are marked. The statements that
//! read rows follow from the data map and the schema, never from anything typed.

use super::{Finding, Run, marks};
use crate::failure::Failure;
use crate::migrations::MIGRATIONS;
use crate::personal_data::map::Table;
use database::{DatabaseFault, Id, Read, Row, Value, Write, log_contents_about};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Rows read at once.
const AT_ONCE: i64 = 2_000;

/// The columns of each table's key, less the organisation's.
static KEYS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(keys);

fn keys() -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for migration in MIGRATIONS {
        let mut table = "";
        for line in migration.text.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.trim_end_matches(" (");
            }
            let line = line.trim();
            if let Some((_, columns)) = line.split_once("PRIMARY KEY") {
                let columns = columns.trim().trim_start_matches('(');
                let columns = columns.split(')').next().unwrap_or_default();
                let mut names: Vec<String> = columns
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .collect();
                names.retain(|name| !name.is_empty());
                if names.is_empty() {
                    names.extend(line.split_whitespace().next().map(str::to_owned));
                }
                names.retain(|name| name != "organisation_id");
                found.insert(table.to_owned(), names);
            }
        }
    }
    found
}

/// A row as it is marked: its key, its bytes, and the texts and identities it holds.
pub(super) struct Marked {
    pub(super) key: Vec<u8>,
    pub(super) mark: [u8; 8],
    pub(super) values: Vec<Value>,
}

/// Reads every row of a table in the order of its key, some at a time.
pub(super) fn each_row(
    read: &mut Read<'_>,
    table: &Table,
    mut see: impl FnMut(Marked),
) -> Result<(), Failure> {
    let Some(key) = KEYS.get(&table.name) else {
        return Ok(());
    };
    let mut columns: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    columns.sort_unstable();
    let selected = [key.join(", "), columns.join(", ")];
    let selected: Vec<&str> = selected
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let mut after: Option<Vec<Value>> = None;
    loop {
        let mut values: Vec<Value> = vec![read.organisation_id().into()];
        let mut sql = format!(
            "SELECT {} FROM {} WHERE organisation_id = ?1",
            selected.join(", "),
            table.name
        );
        if let Some(last) = &after {
            let places: Vec<String> = (2..2 + last.len())
                .map(|number| format!("?{number}"))
                .collect();
            sql.push_str(&format!(
                " AND ({}) > ({})",
                key.join(", "),
                places.join(", ")
            ));
            values.extend(last.iter().cloned());
        }
        if !key.is_empty() {
            sql.push_str(&format!(" ORDER BY {}", key.join(", ")));
        }
        sql.push_str(&format!(" LIMIT {AT_ONCE}"));
        let rows = read.query(&sql, &values)?;
        let count = rows.len();
        for row in rows {
            let (of_key, of_row) = row.values().split_at(key.len().min(row.values().len()));
            after = Some(of_key.to_vec());
            see(Marked {
                key: Row::of(of_key.to_vec()).canonical(),
                mark: marks::of(&Row::of(of_row.to_vec()).canonical()),
                values: of_row.to_vec(),
            });
        }
        if key.is_empty() || i64::try_from(count).unwrap_or(0) < AT_ONCE {
            return Ok(());
        }
    }
}

const RUN: &str =
    "id, began_at, began_by, log_number, files_seen, rows_seen, findings, marks_sha256";

fn run(row: &Row) -> Result<Run, DatabaseFault> {
    Ok(Run {
        id: row.id(0)?,
        began_at: row.instant(1)?,
        began_by: row.optional(2, Row::id)?,
        log_number: row.integer(3)?,
        files: row.integer(4)?,
        rows: row.integer(5)?,
        findings: row.integer(6)?,
        marks_sha256: row.sha256(7)?,
    })
}

/// The newest runs.
pub(super) fn newest(read: &mut Read<'_>, most: i64) -> Result<Vec<Run>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {RUN} FROM fixity_run WHERE organisation_id = ?1
         ORDER BY began_at DESC, id DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    Ok(rows.iter().map(run).collect::<Result<_, _>>()?)
}

/// One run.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Run>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {RUN} FROM fixity_run WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(run).transpose()?)
}

/// What a run found.
pub(super) fn findings(read: &mut Read<'_>, run_id: Id) -> Result<Vec<Finding>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT words, sound_until, first_found_at FROM fixity_finding
         WHERE organisation_id = ?1 AND run_id = ?2 ORDER BY number",
        &[organisation_id.into(), run_id.into()],
    )?;
    let finding = |row: &Row| -> Result<Finding, DatabaseFault> {
        Ok(Finding {
            words: row.text(0)?,
            sound_until: row.optional(1, Row::instant)?,
            first_found_at: row.instant(2)?,
        })
    };
    Ok(rows.iter().map(finding).collect::<Result<_, _>>()?)
}

/// The blocks of marks of a table, in their order.
pub(super) fn blocks(read: &mut Read<'_>, table: &str) -> Result<Vec<Vec<u8>>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT marks FROM row_mark WHERE organisation_id = ?1 AND table_name = ?2 ORDER BY number",
        &[organisation_id.into(), table.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.bytes(0))
        .collect::<Result<_, _>>()?)
}

/// Keeps the marks of a run in the place of those before.
pub(super) fn blocks_keep(
    write: &mut Write<'_>,
    tables: &BTreeMap<&str, Vec<Vec<u8>>>,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM row_mark WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    for (table, blocks) in tables {
        for (number, block) in (1_i64..).zip(blocks) {
            write.execute(
                "INSERT INTO row_mark (organisation_id, table_name, number, marks)
                 VALUES (?1, ?2, ?3, ?4)",
                &[
                    organisation_id.into(),
                    (*table).into(),
                    number.into(),
                    block.as_slice().into(),
                ],
            )?;
        }
    }
    Ok(())
}

/// Keeps a run with what it found.
pub(super) fn keep(
    write: &mut Write<'_>,
    run: &Run,
    findings: &[Finding],
    ended_at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO fixity_run (organisation_id, id, began_at, began_by, ended_at, log_number,
           files_seen, rows_seen, findings, marks_sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            organisation_id.into(),
            run.id.into(),
            run.began_at.into(),
            run.began_by.into(),
            ended_at.into(),
            run.log_number.into(),
            run.files.into(),
            run.rows.into(),
            run.findings.into(),
            run.marks_sha256.into(),
        ],
    )?;
    for (number, finding) in (1_i64..).zip(findings) {
        write.execute(
            "INSERT INTO fixity_finding (organisation_id, run_id, number, words, sound_until,
               first_found_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                organisation_id.into(),
                run.id.into(),
                number.into(),
                (&finding.words).into(),
                finding.sound_until.into(),
                finding.first_found_at.into(),
            ],
        )?;
    }
    Ok(())
}

/// What was logged since a run: which records the lines name, and which kinds of line there are.
#[derive(Debug, Default)]
pub(super) struct Since {
    pub(super) records: BTreeSet<String>,
    pub(super) kinds: BTreeSet<String>,
}

/// Lines after a number that change anything: looking at pages and at everything again does not.
pub(super) fn since(read: &mut Read<'_>, log_number: i64) -> Result<Since, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_kind, record_id FROM log_entry
         WHERE organisation_id = ?1 AND number > ?2
           AND record_kind NOT IN ('fixity run', 'sight', 'page')",
        &[organisation_id.into(), log_number.into()],
    )?;
    let mut found = Since::default();
    for row in &rows {
        found.kinds.insert(row.text(0)?);
        found.records.insert(row.text(1)?);
    }
    Ok(found)
}

/// What the log says of the marks of a run, unless its content is gone.
pub(super) fn logged_marks(read: &mut Read<'_>, run_id: Id) -> Result<Option<String>, Failure> {
    let lines = log_contents_about(read, ("fixity run", &run_id.to_string()))?;
    let Some((_, content)) = lines.first() else {
        return Ok(None);
    };
    let content: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    let marks = content.get("marks_sha256").and_then(|value| value.as_str());
    Ok(marks.map(str::to_owned))
}
