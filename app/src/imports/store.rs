//! Every statement about files that were brought.

use super::kinds::Kind;
use super::{After, Columns, Counts, Import, State};
use crate::evidence;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use jiff::Timestamp;

const IMPORT: &str = "id, kind, state, file_name, file_sha256, file_bytes, file_after, columns,
    created, changed, skipped, refused, brought_at, brought_by, ended_at, sheet";

/// An import of a kind that is known; none of another.
fn import_of(row: &Row) -> Result<Option<Import>, DatabaseFault> {
    let Some(kind) = Kind::from_key(&row.text(1)?) else {
        return Ok(None);
    };
    let state = row.text(2)?;
    let state = State::ALL.into_iter().find(|known| known.key() == state);
    Ok(Some(Import {
        id: row.id(0)?,
        kind,
        state: state.unwrap_or(State::Dropped),
        file_name: row.text(3)?,
        sha256: row.sha256(4)?,
        bytes: row.integer(5)?,
        after: if row.text(6)? == After::Forget.key() {
            After::Forget
        } else {
            After::Keep
        },
        columns: serde_json::from_str(&row.text(7)?).unwrap_or_default(),
        counts: Counts {
            created: row.integer(8)?,
            changed: row.integer(9)?,
            skipped: row.integer(10)?,
            refused: row.integer(11)?,
        },
        brought_at: row.instant(12)?,
        brought_by: row.optional(13, Row::id)?,
        ended_at: row.optional(14, Row::instant)?,
        sheet: row.optional(15, Row::text)?,
    }))
}

fn several(
    read: &mut Read<'_>,
    condition: &str,
    value: Option<Value>,
) -> Result<Vec<Import>, Failure> {
    let sql = format!("SELECT {IMPORT} FROM import WHERE organisation_id = ?1 {condition}");
    let mut values = vec![read.organisation_id().into()];
    values.extend(value);
    let rows = read.query(&sql, &values)?;
    let found: Result<Vec<_>, _> = rows.iter().map(import_of).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// The latest files, the newest first.
pub(super) fn latest(read: &mut Read<'_>, most: i64) -> Result<Vec<Import>, Failure> {
    let order = "ORDER BY brought_at DESC, id DESC LIMIT ?2";
    several(read, order, Some(most.into()))
}

/// One file.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Import>, Failure> {
    Ok(several(read, "AND id = ?2", Some(id.into()))?.pop())
}

/// Every time the same file was brought, the newest first.
pub(super) fn of_file(read: &mut Read<'_>, sha256: [u8; 32]) -> Result<Vec<Import>, Failure> {
    let condition = "AND file_sha256 = ?2 ORDER BY brought_at DESC, id DESC";
    several(read, condition, Some(sha256.into()))
}

/// Whether any record names the file of an import: this one, while it waits, or another.
pub(super) fn is_needed(read: &mut Read<'_>, id: Id) -> Result<Option<()>, Failure> {
    let sql = format!(
        "SELECT s.id FROM import s WHERE s.organisation_id = ?1 AND s.id = ?2 {}",
        evidence::named_by_none("s.file_sha256")
    );
    let organisation_id = read.organisation_id();
    let free = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(free.is_none().then_some(()))
}

/// What has waited since before an instant.
pub(super) fn waiting_since(read: &mut Read<'_>, at: Timestamp) -> Result<Vec<Import>, Failure> {
    let condition = "AND state = 'waiting' AND brought_at < ?2 ORDER BY brought_at, id";
    several(read, condition, Some(at.into()))
}

fn text_of(columns: &Columns) -> String {
    serde_json::to_string(columns).unwrap_or_default()
}

/// Adds a file that was brought.
pub(super) fn add(write: &mut Write<'_>, new: &Import) -> Result<(), Failure> {
    let values = [
        write.organisation_id().into(),
        new.id.into(),
        new.kind.key().into(),
        new.state.key().into(),
        (&new.file_name).into(),
        new.sha256.into(),
        new.bytes.into(),
        new.after.key().into(),
        text_of(&new.columns).into(),
        new.brought_at.into(),
        new.brought_by.into(),
        new.sheet.as_deref().into(),
    ];
    write.execute(
        "INSERT INTO import (organisation_id, id, kind, state, file_name, file_sha256, file_bytes,
           file_after, columns, created, changed, skipped, refused, brought_at, brought_by, sheet)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, ?10, ?11, ?12)",
        &values,
    )?;
    Ok(())
}

/// Says which sheet is read, and which of its columns holds what.
pub(super) fn columns_set(write: &mut Write<'_>, import: &Import) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE import SET columns = ?3, sheet = ?4
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            organisation_id.into(),
            import.id.into(),
            text_of(&import.columns).into(),
            import.sheet.as_deref().into(),
        ],
    )?;
    Ok(())
}

/// Which column held what when such headings came last.
pub(super) fn columns(
    read: &mut Read<'_>,
    kind: Kind,
    headings: [u8; 32],
) -> Result<Option<Columns>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT columns FROM import_columns
         WHERE organisation_id = ?1 AND kind = ?2 AND headings_sha256 = ?3",
        &[organisation_id.into(), kind.key().into(), headings.into()],
    )?;
    let text = row.map(|row| row.text(0)).transpose()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Remembers which column holds what, for the next file with such headings.
pub(super) fn columns_keep(
    write: &mut Write<'_>,
    kind: Kind,
    (headings, columns): ([u8; 32], &Columns),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO import_columns (organisation_id, kind, headings_sha256, columns)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, kind, headings_sha256)
         DO UPDATE SET columns = excluded.columns",
        &[
            organisation_id.into(),
            kind.key().into(),
            headings.into(),
            text_of(columns).into(),
        ],
    )?;
    Ok(())
}

/// The first and the last entry of a file; none when it made none.
pub(super) fn entries(read: &mut Read<'_>, id: Id) -> Result<Option<(Id, Id)>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT first_entry_id, last_entry_id FROM import_entries
         WHERE organisation_id = ?1 AND import_id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    let ends = |row: Row| Ok((row.id(0)?, row.id(1)?));
    row.map(ends).transpose()
}

/// Keeps which entries came of a file.
pub(super) fn entries_add(
    write: &mut Write<'_>,
    id: Id,
    (first, last): (Id, Id),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO import_entries (organisation_id, import_id, first_entry_id, last_entry_id)
         VALUES (?1, ?2, ?3, ?4)",
        &[organisation_id.into(), id.into(), first.into(), last.into()],
    )?;
    Ok(())
}

/// Says what came of an accepted file, and what becomes of it.
pub(super) fn accepted(
    write: &mut Write<'_>,
    import: &Import,
    counts: Counts,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE import SET created = ?3, changed = ?4, skipped = ?5, refused = ?6, file_after = ?7
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            organisation_id.into(),
            import.id.into(),
            counts.created.into(),
            counts.changed.into(),
            counts.skipped.into(),
            counts.refused.into(),
            import.after.key().into(),
        ],
    )?;
    end(write, import.id, (State::Accepted, at))
}

/// Ends the waiting, or takes back what was accepted.
pub(super) fn end(
    write: &mut Write<'_>,
    id: Id,
    (state, at): (State, Timestamp),
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "UPDATE import SET state = ?3, ended_at = ?4, ended_by = ?5
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            scope.organisation_id.into(),
            id.into(),
            state.key().into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Keeps that a record came of a file, and what it was before, if it was.
pub(super) fn record_add(
    write: &mut Write<'_>,
    import_id: Id,
    (record, before): (&str, Option<&str>),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO import_record (organisation_id, import_id, record, before_text)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, import_id, record) DO NOTHING",
        &[
            organisation_id.into(),
            import_id.into(),
            record.into(),
            before.into(),
        ],
    )?;
    Ok(())
}

/// The records that came of a file, with what each was before.
pub(super) fn records(
    read: &mut Read<'_>,
    import_id: Id,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record, before_text FROM import_record
         WHERE organisation_id = ?1 AND import_id = ?2 ORDER BY record",
        &[organisation_id.into(), import_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.optional(1, Row::text)?)))
        .collect()
}
