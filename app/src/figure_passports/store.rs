//! Reading seals by their key, whatever they are of. Nothing is written here.

use super::sealed::Kept;
use crate::failure::Failure;
use database::{Connection, DatabaseFault, Id, Read, Row};

const SEAL: &str = "s.record_kind, s.record_id, s.content, s.content_sha256";

fn kept_of(row: &Row) -> Result<Kept, DatabaseFault> {
    Ok(Kept {
        record_kind: row.text(0)?,
        record_id: row.text(1)?,
        content: row.text(2)?,
        sha256: row.sha256(3)?,
    })
}

/// One seal.
pub(super) fn seal(read: &mut Read<'_>, id: Id) -> Result<Option<Kept>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {SEAL} FROM seal s WHERE s.organisation_id = ?1 AND s.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(kept_of).transpose()?)
}

/// The keys of all seals but those of what was only prepared, in the order they were made.
pub(super) fn seals(read: &mut Read<'_>) -> Result<Vec<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id FROM seal WHERE organisation_id = ?1 AND record_id NOT LIKE '%@%'
         ORDER BY sealed_at, id",
        &[organisation_id.into()],
    )?;
    rows.iter().map(|row| Ok(row.id(0)?)).collect()
}

/// Those among them that have no codes yet, or are reports whose figures by grade have none.
pub(super) fn without_codes(read: &mut Read<'_>) -> Result<Vec<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT s.id FROM seal s
         WHERE s.organisation_id = ?1 AND s.record_id NOT LIKE '%@%'
           AND NOT EXISTS (SELECT 1 FROM figure_code f
             WHERE f.organisation_id = s.organisation_id AND f.seal_id = s.id
               AND (s.record_kind = 'return' OR f.path LIKE '%/grade/%'))
         ORDER BY s.sealed_at, s.id",
        &[organisation_id.into()],
    )?;
    rows.iter().map(|row| Ok(row.id(0)?)).collect()
}

/// All organisations of the instance.
pub(super) fn organisations(directory: &mut Connection) -> Result<Vec<Id>, Failure> {
    let rows = directory.query(
        "SELECT organisation_id FROM organisation ORDER BY organisation_id",
        &[],
    )?;
    rows.iter().map(|row| Ok(row.id(0)?)).collect()
}

/// What nobody can do through a page: loses a code and gives another figure one of its own making.
#[cfg(test)]
pub(super) fn codes_break(write: &mut database::Write<'_>) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE figure_code SET code = '00000000'
         WHERE organisation_id = ?1 AND path LIKE '%/additional'",
        &[organisation_id.into()],
    )?;
    Ok(())
}

/// Loses the codes of such paths, as in a database from before there were any.
#[cfg(test)]
pub(super) fn codes_lose(write: &mut database::Write<'_>, paths: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM figure_code WHERE organisation_id = ?1 AND path LIKE ?2",
        &[organisation_id.into(), paths.into()],
    )?;
    Ok(())
}
