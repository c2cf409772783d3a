//! Every statement about checkpoints, the keys that sign them, and where they went. The log's own
//! statements belong to the database layer.

mod sealed;

pub(crate) use sealed::sealed_as;

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use jiff::Timestamp;

/// A key that signs, or signed, for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogKey {
    /// From 1; the newest signs.
    pub(crate) number: i64,
    pub(crate) public: [u8; 32],
    pub(crate) announced_at: Timestamp,
    /// When it was retired, and up to which size it signed.
    pub(crate) retired: Option<(Timestamp, i64)>,
}

/// A checkpoint as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptCheckpoint {
    pub(crate) size: i64,
    pub(crate) root: [u8; 32],
    /// The signed note.
    pub(crate) note: String,
    pub(crate) signed_at: Timestamp,
    /// What was signed off with it.
    pub(crate) record_kind: String,
    pub(crate) record_id: String,
}

/// One attempt to hand a checkpoint on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sending {
    pub(super) size: i64,
    pub(super) sent_to: String,
    pub(super) sent_at: Timestamp,
    pub(super) answer: String,
}

/// The keys in their order.
pub(crate) fn keys(read: &mut Read<'_>) -> Result<Vec<LogKey>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT number, public_key, announced_at, retired_at, retired_size FROM log_key
         WHERE organisation_id = ?1 ORDER BY number",
        &[organisation_id.into()],
    )?;
    let key = |row: &Row| {
        let retired_at = row.optional(3, Row::instant)?;
        Ok(LogKey {
            number: row.integer(0)?,
            public: row.sha256(1)?,
            announced_at: row.instant(2)?,
            retired: retired_at.zip(row.optional(4, Row::integer)?),
        })
    };
    rows.iter().map(key).collect()
}

pub(super) fn key_add(
    write: &mut Write<'_>,
    (number, public): (i64, [u8; 32]),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO log_key (organisation_id, number, public_key, announced_at)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            number.into(),
            public.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn key_retire(
    write: &mut Write<'_>,
    number: i64,
    (at, size): (Timestamp, i64),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE log_key SET retired_at = ?3, retired_size = ?4
         WHERE organisation_id = ?1 AND number = ?2",
        &[
            organisation_id.into(),
            number.into(),
            at.into(),
            size.into(),
        ],
    )?;
    Ok(())
}

const COLUMNS: &str = "size, root_sha256, note, signed_at, record_kind, record_id";

fn checkpoint(row: &Row) -> Result<KeptCheckpoint, Failure> {
    Ok(KeptCheckpoint {
        size: row.integer(0)?,
        root: row.sha256(1)?,
        note: row.text(2)?,
        signed_at: row.instant(3)?,
        record_kind: row.text(4)?,
        record_id: row.text(5)?,
    })
}

pub(super) fn checkpoint_add(
    write: &mut Write<'_>,
    kept: &KeptCheckpoint,
    key_number: i64,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO log_checkpoint (organisation_id, size, root_sha256, note, key_number,
           signed_at, record_kind, record_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            kept.size.into(),
            kept.root.into(),
            (&kept.note).into(),
            key_number.into(),
            kept.signed_at.into(),
            (&kept.record_kind).into(),
            (&kept.record_id).into(),
        ],
    )?;
    Ok(())
}

/// All checkpoints, the smallest first.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<KeptCheckpoint>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {COLUMNS} FROM log_checkpoint WHERE organisation_id = ?1 ORDER BY size");
    let rows = read.query(&sql, &[organisation_id.into()])?;
    rows.iter().map(checkpoint).collect()
}

/// The checkpoints that can be read, the smallest first, and the sizes of those that cannot any more.
pub(crate) fn readable(read: &mut Read<'_>) -> Result<(Vec<KeptCheckpoint>, Vec<i64>), Failure> {
    match all(read) {
        Err(failure) if is_column(&failure) => {}
        kept => return Ok((kept?, Vec::new())),
    }
    let organisation_id = read.organisation_id();
    let sizes = read.query(
        "SELECT size FROM log_checkpoint WHERE organisation_id = ?1 ORDER BY size",
        &[organisation_id.into()],
    )?;
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for row in sizes {
        let size = row.integer(0)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM log_checkpoint WHERE organisation_id = ?1 AND size = ?2"
        );
        let row = read.first(&sql, &[organisation_id.into(), size.into()]);
        match row
            .map_err(Failure::from)
            .and_then(|row| row.as_ref().map(checkpoint).transpose())
        {
            Err(failure) if is_column(&failure) => unread.push(size),
            kept => found.extend(kept?),
        }
    }
    Ok((found, unread))
}

/// Whether a column holds what it cannot hold: it was damaged.
fn is_column(failure: &Failure) -> bool {
    let Failure::Broken(fault) = failure else {
        return false;
    };
    let fault = fault.downcast_ref::<DatabaseFault>();
    matches!(fault, Some(DatabaseFault::Column { .. }))
}

/// The newest checkpoints, newest first, at most this many.
pub(super) fn newest(read: &mut Read<'_>, most: i64) -> Result<Vec<KeptCheckpoint>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} FROM log_checkpoint WHERE organisation_id = ?1
         ORDER BY size DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    rows.iter().map(checkpoint).collect()
}

/// The first checkpoint of at least this size.
pub(super) fn covering(read: &mut Read<'_>, size: i64) -> Result<Option<KeptCheckpoint>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} FROM log_checkpoint WHERE organisation_id = ?1 AND size >= ?2
         ORDER BY size LIMIT 1"
    );
    let row = read.first(&sql, &[organisation_id.into(), size.into()])?;
    row.as_ref().map(checkpoint).transpose()
}

/// The newest checkpoint that was signed with a record.
pub(crate) fn of_record(
    read: &mut Read<'_>,
    (kind, id): (&str, &str),
) -> Result<Option<KeptCheckpoint>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} FROM log_checkpoint
         WHERE organisation_id = ?1 AND record_kind = ?2 AND record_id = ?3
         ORDER BY size DESC LIMIT 1"
    );
    let row = read.first(&sql, &[organisation_id.into(), kind.into(), id.into()])?;
    row.as_ref().map(checkpoint).transpose()
}

/// The checkpoint of a size.
pub(super) fn of_size(read: &mut Read<'_>, size: i64) -> Result<Option<KeptCheckpoint>, Failure> {
    Ok(covering(read, size)?.filter(|kept| kept.size == size))
}

pub(super) fn sending_add(write: &mut Write<'_>, id: Id, sending: &Sending) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO log_checkpoint_sending (organisation_id, id, size, sent_to, sent_at, answer)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            id.into(),
            sending.size.into(),
            (&sending.sent_to).into(),
            sending.sent_at.into(),
            (&sending.answer).into(),
        ],
    )?;
    Ok(())
}

/// The newest attempts to hand something on, newest first, at most this many.
pub(super) fn sendings(read: &mut Read<'_>, most: i64) -> Result<Vec<Sending>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT size, sent_to, sent_at, answer FROM log_checkpoint_sending
         WHERE organisation_id = ?1 ORDER BY sent_at DESC, id DESC LIMIT ?2",
        &[organisation_id.into(), most.into()],
    )?;
    let sending = |row: &Row| {
        Ok(Sending {
            size: row.integer(0)?,
            sent_to: row.text(1)?,
            sent_at: row.instant(2)?,
            answer: row.text(3)?,
        })
    };
    rows.iter().map(sending).collect()
}

/// The largest size that was handed on to a place which gave this answer.
pub(super) fn largest_sent(
    read: &mut Read<'_>,
    sent_to: &str,
    answer: &str,
) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COALESCE(MAX(size), 0) FROM log_checkpoint_sending
         WHERE organisation_id = ?1 AND sent_to = ?2 AND answer = ?3",
        &[organisation_id.into(), sent_to.into(), answer.into()],
    )?;
    Ok(row.map_or(Ok(0), |row| row.integer(0))?)
}

/// The size of the newest checkpoint; 0 when there is none.
pub(crate) fn covered(read: &mut Read<'_>) -> Result<i64, Failure> {
    Ok(newest(read, 1)?.first().map_or(0, |kept| kept.size))
}
