//! Every statement about seals. One is added and read; nothing changes or removes it.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::sha256_of;
use jiff::Timestamp;

/// Kept bytes with the hash they were kept under.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Sealed {
    /// The quarter's name; for what was prepared, with the instant behind an `@`.
    pub(in crate::monitoring) record_id: String,
    pub(in crate::monitoring) content: String,
    pub(in crate::monitoring) sha256: [u8; 32],
}

/// What is said in place of anything that was changed after it was signed.
const ALTERED: &str = "What is kept of this return is not what was signed: somebody changed it behind this system’s back. It is not shown. Find out more with: commonweal verify";

impl Sealed {
    fn is_altered(&self) -> bool {
        sha256_of(self.content.as_bytes()) != self.sha256
    }
}

/// Keeps bytes for good. The same record kept before stays as it is: nothing is ever replaced.
pub(in crate::monitoring) fn seal_add(
    write: &mut Write<'_>,
    id: Id,
    record_id: &str,
    content: &str,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO seal (organisation_id, id, record_kind, record_id, content, content_sha256,
           sealed_at) VALUES (?1, ?2, 'return', ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, record_kind, record_id) DO NOTHING",
        &[
            organisation_id.into(),
            id.into(),
            record_id.into(),
            content.into(),
            sha256_of(content.as_bytes()).into(),
            at.into(),
        ],
    )?;
    Ok(())
}

fn sealed_of(row: &Row) -> Result<Sealed, DatabaseFault> {
    Ok(Sealed {
        record_id: row.text(0)?,
        content: row.text(1)?,
        sha256: row.sha256(2)?,
    })
}

/// What is kept of a record, if anything.
pub(in crate::monitoring) fn seal(
    read: &mut Read<'_>,
    record_id: &str,
) -> Result<Option<Sealed>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT record_id, content, content_sha256 FROM seal
         WHERE organisation_id = ?1 AND record_kind = 'return' AND record_id = ?2",
        &[organisation_id.into(), record_id.into()],
    )?;
    let kept = row.as_ref().map(sealed_of).transpose()?;
    if kept.as_ref().is_some_and(Sealed::is_altered) {
        return Err(Failure::Rule(ALTERED.to_owned()));
    }
    Ok(kept)
}

/// Everything that is kept of returns.
pub(in crate::monitoring) fn seals(read: &mut Read<'_>) -> Result<Vec<Sealed>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_id, content, content_sha256 FROM seal
         WHERE organisation_id = ?1 AND record_kind = 'return' ORDER BY record_id",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(sealed_of).collect::<Result<_, _>>()?)
}

/// The key of a signed return's seal, if it is signed.
pub(in crate::monitoring) fn seal_id(
    read: &mut Read<'_>,
    record_id: &str,
) -> Result<Option<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT seal_id FROM quarterly_return
         WHERE organisation_id = ?1 AND quarter = ?2 AND signed_off_at IS NOT NULL",
        &[organisation_id.into(), record_id.into()],
    )?;
    Ok(row.map(|row| row.id(0)).transpose()?)
}
