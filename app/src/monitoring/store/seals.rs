//! Every statement about seals. One is added and read; nothing changes or removes it.

use crate::checkpoints;
use crate::failure::Failure;
use crate::visit::hex;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{SealedReturn, sha256_of};
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

    /// Whether it is kept of what was prepared, which nobody has signed yet.
    pub(in crate::monitoring) fn is_of_preparing(&self) -> bool {
        self.record_id.contains('@')
    }

    /// Whether the log says that this was signed under this name; it is believed where the log is silent.
    pub(in crate::monitoring) fn is_what_the_log_says(
        &self,
        read: &mut Read<'_>,
    ) -> Result<bool, Failure> {
        let said = checkpoints::sealed_as(read, ("return", &self.record_id))?;
        Ok(said.is_empty() || said.contains(&hex(&self.sha256)))
    }
}

/// Whether bytes that are signed are no longer those that were, or stand under another record's name.
fn is_not_what_was_signed(read: &mut Read<'_>, kept: &Sealed) -> Result<bool, Failure> {
    if kept.is_altered() || kept.is_of_preparing() {
        return Ok(kept.is_altered());
    }
    let is_its_own = SealedReturn::read(kept.content.as_bytes())
        .is_ok_and(|sealed| sealed.record() == kept.record_id);
    Ok(!is_its_own || !kept.is_what_the_log_says(read)?)
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
    let Some(row) = row else { return Ok(None) };
    let kept = sealed_of(&row)?;
    if is_not_what_was_signed(read, &kept)? {
        return Err(Failure::Rule(ALTERED.to_owned()));
    }
    Ok(Some(kept))
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
