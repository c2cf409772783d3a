//! Every statement about backups.

use super::Backup;
use crate::failure::Failure;
use database::{Read, Write};

/// The newest backup that was told of.
pub(crate) fn last(read: &mut Read<'_>) -> Result<Option<Backup>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id, made_at, place FROM backup WHERE organisation_id = ?1
         ORDER BY made_at DESC, id DESC LIMIT 1",
        &[organisation_id.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Backup {
        id: row.id(0)?,
        made_at: row.instant(1)?,
        place: row.text(2)?,
    }))
}

pub(super) fn add(write: &mut Write<'_>, backup: &Backup) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO backup (organisation_id, id, made_at, place) VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            backup.id.into(),
            backup.made_at.into(),
            (&backup.place).into(),
        ],
    )?;
    Ok(())
}
