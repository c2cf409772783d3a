//! Every statement of the records: which organisations and which files there are. The log's own
//! statements belong to the database layer.

use crate::failure::Failure;
use database::{Connection, Id, Read, Row};

/// How many files one statement names.
const FILES_AT_ONCE: i64 = 500;

/// All organisations of the instance with their names, for commands that look at each.
pub(crate) fn organisations(directory: &mut Connection) -> Result<Vec<(Id, String)>, Failure> {
    let rows = directory.query(
        "SELECT organisation_id, name FROM organisation ORDER BY name, organisation_id",
        &[],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}

/// The SHA-256 of every file the organisation's records name (evidence, policy documents, certificates of
/// disposals, files that wait to be accepted or were asked to be kept), after this one, in order.
pub(crate) fn files(read: &mut Read<'_>, after: &[u8]) -> Result<Vec<[u8; 32]>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT file_sha256 FROM evidence
         WHERE organisation_id = ?1 AND file_sha256 IS NOT NULL AND file_sha256 > ?2
           AND NOT EXISTS (SELECT 1 FROM stub s WHERE s.organisation_id = evidence.organisation_id
             AND s.record_kind = 'evidence-file' AND s.record_id = evidence.id)
         UNION
         SELECT file_sha256 FROM policy WHERE organisation_id = ?1 AND file_sha256 > ?2
         UNION
         SELECT bag_sha256 AS file_sha256 FROM disposal WHERE organisation_id = ?1 AND bag_sha256 > ?2
         UNION
         SELECT file_sha256 FROM import WHERE organisation_id = ?1 AND file_sha256 > ?2
           AND (state = 'waiting' OR file_after = 'keep')
         ORDER BY file_sha256 LIMIT ?3",
        &[organisation_id.into(), after.into(), FILES_AT_ONCE.into()],
    )?;
    let sha256 = |row: &Row| row.sha256(0);
    Ok(rows.iter().map(sha256).collect::<Result<_, _>>()?)
}

/// How many seals there are.
pub(super) fn seals(read: &mut Read<'_>) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(*) FROM seal WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(row.map_or(Ok(0), |row| row.integer(0))?)
}
