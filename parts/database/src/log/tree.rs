//! The nodes of the tree over the log, kept in the transaction of each entry: of each 256 leaves their
//! root at level 1, of each 256 of those one at level 2, and so on. Most entries keep none, and none
//! keeps more than one at each level, so that appending costs the same however long the log is.

use crate::{DatabaseFault, Read, Row, Write};
use sha2::{Digest, Sha256};

/// How many hashes one node stands over.
const WIDTH: i64 = 256;

/// The root of 256 hashes (RFC 6962, section 2.1: `0x01` before two branches); nothing when there are
/// not as many.
pub(super) fn root_of_whole(hashes: &[[u8; 32]]) -> Option<[u8; 32]> {
    if !usize::try_from(WIDTH).is_ok_and(|width| width == hashes.len()) {
        return None;
    }
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        let node = |pair: &[[u8; 32]]| {
            let pair = <&[[u8; 32]; 2]>::try_from(pair).ok()?;
            let node = Sha256::new().chain_update([1_u8]);
            Some(node.chain_update(pair.as_flattened()).finalize().into())
        };
        row = row.chunks_exact(2).filter_map(node).collect();
    }
    row.first().copied()
}

/// Keeps the nodes that an entry with this number completes.
pub(super) fn grow(write: &mut Write<'_>, number: i64) -> Result<(), DatabaseFault> {
    if number % WIDTH == 0 {
        complete(write, number)?;
    }
    Ok(())
}

/// Keeps every node that a log of this size has and that is not kept yet: none but the newest, and all
/// of a log that was written before there was a tree.
pub(crate) fn complete(write: &mut Write<'_>, size: i64) -> Result<(), DatabaseFault> {
    let organisation_id = write.organisation_id();
    let (mut level, mut whole) = (1, size / WIDTH);
    while whole > 0 {
        let kept = write.first(
            "SELECT COALESCE(MAX(number) + 1, 0) FROM log_node
             WHERE organisation_id = ?1 AND level = ?2",
            &[organisation_id.into(), level.into()],
        )?;
        let kept = kept.ok_or(DatabaseFault::Missing)?.integer(0)?;
        for number in kept..whole {
            let below = hashes(
                &mut write.read(),
                level - 1,
                (number.saturating_mul(WIDTH), WIDTH),
            )?;
            let first = number.saturating_mul(WIDTH).saturating_add(1);
            let sha256 = root_of_whole(&below).ok_or(DatabaseFault::LogAltered(first))?;
            write.execute(
                "INSERT INTO log_node (organisation_id, level, number, sha256)
                 VALUES (?1, ?2, ?3, ?4)",
                &[
                    organisation_id.into(),
                    level.into(),
                    number.into(),
                    sha256.into(),
                ],
            )?;
        }
        (level, whole) = (level + 1, whole / WIDTH);
    }
    Ok(())
}

/// Hashes of the tree in their order, `count` at most from the one numbered `first`, from 0: at level 0
/// the leaves, at level 1 the root of each 256 of them, and so on.
pub fn hashes(
    read: &mut Read<'_>,
    level: i64,
    (first, count): (i64, i64),
) -> Result<Vec<[u8; 32]>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let to = first.saturating_add(count);
    let rows = if level == 0 {
        read.query(
            "SELECT leaf_sha256 FROM log_entry
             WHERE organisation_id = ?1 AND number > ?2 AND number <= ?3 ORDER BY number",
            &[organisation_id.into(), first.into(), to.into()],
        )?
    } else {
        read.query(
            "SELECT sha256 FROM log_node
             WHERE organisation_id = ?1 AND level = ?2 AND number >= ?3 AND number < ?4
             ORDER BY number",
            &[
                organisation_id.into(),
                level.into(),
                first.into(),
                to.into(),
            ],
        )?
    };
    let sha256 = |row: &Row| row.sha256(0);
    rows.iter().map(sha256).collect()
}

/// How many entries the organisation's log has.
pub fn size(read: &mut Read<'_>) -> Result<i64, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT size FROM log_head WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    row.map_or(Ok(0), |row| row.integer(0))
}
