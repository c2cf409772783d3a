//! The audit log: every commit writes who, when, what and which record, and commits to the content
//! by a salted hash, so that erasing salt and content later leaves the log provable. Leaves are
//! hashed as RFC 6962 hashes them (`0x00` before the leaf) and are the leaves of a Merkle tree, whose
//! nodes are kept in the same transaction.
//!
//! Order comes from one counter row per organisation, changed in the transaction of the change.

use crate::{DatabaseFault, Id, Read, Via, Write};
use sha2::{Digest, Sha256};

mod contents;
mod erase;
mod rows;
mod tree;
mod verify;

#[cfg(test)]
mod tests;

pub use contents::{log_about, log_contents_about, log_saying, log_ways};
pub(crate) use erase::erase;
pub(crate) use tree::complete;
pub use tree::{hashes, size};
pub use verify::{LogSeen, verify};

/// The longest leaf in bytes: files of the log say its length in two (C2SP `tlog-tiles`).
const LONGEST_LEAF: usize = 65_535;

/// The name under which an entry's content says by which way the change came.
const VIA: &str = "via";

/// What a person did, to be kept with the change itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When it happened.
    pub at: jiff::Timestamp,
    /// What was done, in the words of the page: `signed off return`.
    pub action: String,
    /// The kind of record: `return`.
    pub record_kind: String,
    /// Which record, as its address shows it.
    pub record_id: String,
    /// What was recorded, as canonical JSON, to which the way by which it came is added. It is committed
    /// to, and never part of the leaf.
    pub content: serde_json::Value,
}

/// A log entry as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEntry {
    /// Its number in the organisation's log, from 1.
    pub number: i64,
    /// When it happened.
    pub at: jiff::Timestamp,
    /// Who did it; `None` is the system itself.
    pub person_id: Option<Id>,
    /// What was done.
    pub action: String,
    /// The kind of record.
    pub record_kind: String,
    /// Which record.
    pub record_id: String,
    /// SHA-256 over salt and content.
    pub commitment: [u8; 32],
    /// SHA-256 of the leaf.
    pub leaf: [u8; 32],
}

/// Takes the organisation's place in the log for this transaction: all writes of one organisation
/// stand in one order, on both engines.
pub(crate) fn lock(write: &mut Write<'_>) -> Result<(), DatabaseFault> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO log_head (organisation_id, size) VALUES (?1, 0)
         ON CONFLICT (organisation_id) DO UPDATE SET size = log_head.size",
        &[organisation_id.into()],
    )?;
    Ok(())
}

pub(crate) fn append(write: &mut Write<'_>, entry: &LogEntry) -> Result<(), DatabaseFault> {
    let scope = write.scope();
    let mut salt = [0_u8; 32];
    getrandom::fill(&mut salt).map_err(|_| DatabaseFault::NoRandomness)?;
    let content = with_way(&entry.content, scope.via).to_string();
    let number = write
        .first(
            "UPDATE log_head SET size = size + 1 WHERE organisation_id = ?1 RETURNING size",
            &[scope.organisation_id.into()],
        )?
        .ok_or(DatabaseFault::Missing)?
        .integer(0)?;
    let commitment = commitment(&salt, &content);
    let kept = LoggedEntry {
        number,
        at: entry.at,
        person_id: scope.person_id,
        action: entry.action.clone(),
        record_kind: entry.record_kind.clone(),
        record_id: entry.record_id.clone(),
        commitment,
        leaf: [0; 32],
    };
    if leaf(&kept).len() > LONGEST_LEAF {
        return Err(DatabaseFault::LogLineTooLong);
    }
    let leaf = leaf_hash(&kept);
    write.execute(
        "INSERT INTO log_entry (organisation_id, number, happened_at, person_id, action,
           record_kind, record_id, commitment_sha256, leaf_sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            number.into(),
            entry.at.into(),
            scope.person_id.into(),
            (&entry.action).into(),
            (&entry.record_kind).into(),
            (&entry.record_id).into(),
            commitment.into(),
            leaf.into(),
        ],
    )?;
    write.execute(
        "INSERT INTO log_content (organisation_id, number, salt, content) VALUES (?1, ?2, ?3, ?4)",
        &[
            scope.organisation_id.into(),
            number.into(),
            salt.into(),
            content.into(),
        ],
    )?;
    tree::grow(write, number)
}

/// What was recorded, and by which way it came; what is no object stands under a name of its own.
fn with_way(content: &serde_json::Value, via: Via) -> serde_json::Value {
    let mut whole = content
        .as_object()
        .cloned()
        .unwrap_or_else(|| serde_json::Map::from_iter([("content".to_owned(), content.clone())]));
    whole.insert(VIA.to_owned(), via.to_string().into());
    whole.into()
}

fn commitment(salt: &[u8], content: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(content.as_bytes())
        .finalize()
        .into()
}

/// The bytes of a log entry's leaf: everything but the content, which is only committed to.
pub fn leaf(entry: &LoggedEntry) -> String {
    serde_json::json!({
        "action": entry.action,
        "at": entry.at.as_millisecond(),
        "commitment": hex(&entry.commitment),
        "number": entry.number,
        "person": entry.person_id.map(|id| id.to_string()),
        "record_id": entry.record_id,
        "record_kind": entry.record_kind,
    })
    .to_string()
}

/// The hash of a log entry's leaf (RFC 6962, section 2.1).
pub fn leaf_hash(entry: &LoggedEntry) -> [u8; 32] {
    Sha256::new()
        .chain_update([0_u8])
        .chain_update(leaf(entry).as_bytes())
        .finalize()
        .into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const COLUMNS: &str = "number, happened_at, person_id, action, record_kind, record_id,
    commitment_sha256, leaf_sha256";

fn entry(row: &crate::Row) -> Result<LoggedEntry, DatabaseFault> {
    Ok(LoggedEntry {
        number: row.integer(0)?,
        at: row.instant(1)?,
        person_id: row.optional(2, crate::Row::id)?,
        action: row.text(3)?,
        record_kind: row.text(4)?,
        record_id: row.text(5)?,
        commitment: row.sha256(6)?,
        leaf: row.sha256(7)?,
    })
}

/// Log entries in their order, after the one numbered `after`, at most `most`.
pub fn entries(
    read: &mut Read<'_>,
    after: i64,
    most: i64,
) -> Result<Vec<LoggedEntry>, DatabaseFault> {
    entry_rows(read, after, most)?.iter().map(entry).collect()
}

/// The rows of the same.
fn entry_rows(
    read: &mut Read<'_>,
    after: i64,
    most: i64,
) -> Result<Vec<crate::Row>, DatabaseFault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM log_entry WHERE organisation_id = ?1 AND number > ?2
         ORDER BY number LIMIT ?3"
    );
    let organisation_id = read.organisation_id();
    read.query(&sql, &[organisation_id.into(), after.into(), most.into()])
}

/// The newest log entries before the one numbered `before`, newest first, at most `most`.
pub fn newest(
    read: &mut Read<'_>,
    before: i64,
    most: i64,
) -> Result<Vec<LoggedEntry>, DatabaseFault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM log_entry WHERE organisation_id = ?1 AND number < ?2
         ORDER BY number DESC LIMIT ?3"
    );
    let organisation_id = read.organisation_id();
    read.query(&sql, &[organisation_id.into(), before.into(), most.into()])?
        .iter()
        .map(entry)
        .collect()
}

/// The salt and the content that an entry commits to; none when they were erased.
pub fn content(
    read: &mut Read<'_>,
    number: i64,
) -> Result<Option<([u8; 32], String)>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT salt, content FROM log_content WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    row.map(|row| Ok((row.sha256(0)?, row.text(1)?)))
        .transpose()
}
