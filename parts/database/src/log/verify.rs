//! A second look at the whole log: each leaf, each commitment whose content is still held, and each node
//! of the tree. It names the first entry that is not as it was.

use super::tree::root_of_whole;
use super::{LoggedEntry, commitment, entries, hashes, leaf_hash, size};
use crate::{DatabaseFault, Read, Row};
use std::collections::BTreeSet;

/// Entries looked at by one statement.
const AT_ONCE: i64 = 1_024;

/// What was found sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogSeen {
    /// How many entries there are.
    pub entries: i64,
    /// Of how many the content was erased, so that only its commitment is left.
    pub erased: i64,
}

/// Recomputes every leaf, every commitment whose content is still held and every node of the tree, hands
/// each leaf's hash on in its order, and says how many were found sound. The numbers must run from 1
/// without a gap, to the counter's size; content that is gone must have been erased.
pub fn verify(
    read: &mut Read<'_>,
    mut leaf: impl FnMut([u8; 32]),
) -> Result<LogSeen, DatabaseFault> {
    let mut seen = LogSeen::default();
    loop {
        let page = named(seen.entries, |most| entries(read, seen.entries, most))?;
        let Some(last) = page.last() else { break };
        for (number, kept) in (seen.entries.saturating_add(1)..).zip(&page) {
            if kept.number != number || leaf_hash(kept) != kept.leaf {
                return Err(DatabaseFault::LogAltered(number));
            }
        }
        seen.erased = seen.erased.saturating_add(contents(read, &page)?);
        seen.entries = last.number;
        for kept in &page {
            leaf(kept.leaf);
        }
    }
    if size(read)? != seen.entries {
        return Err(DatabaseFault::LogAltered(seen.entries.saturating_add(1)));
    }
    nodes(read, seen.entries)?;
    Ok(seen)
}

/// Reads a page; where that fails, entry by entry, so that the one that cannot be read is named.
fn named<T>(
    after: i64,
    mut page: impl FnMut(i64) -> Result<Vec<T>, DatabaseFault>,
) -> Result<Vec<T>, DatabaseFault> {
    match page(AT_ONCE) {
        Err(DatabaseFault::Column { .. }) => {
            let mut most = 1;
            while page(most).is_ok() && most < AT_ONCE {
                most = most.saturating_add(1);
            }
            Err(DatabaseFault::LogAltered(after.saturating_add(most)))
        }
        found => found,
    }
}

/// Compares the contents of a page with what its entries commit to, and says how many were erased.
fn contents(read: &mut Read<'_>, page: &[LoggedEntry]) -> Result<i64, DatabaseFault> {
    let (Some(first), Some(last)) = (page.first(), page.last()) else {
        return Ok(0);
    };
    let organisation_id = read.organisation_id();
    let from = first.number.saturating_sub(1);
    let rows = named(from, |most| {
        let to = from.saturating_add(most).min(last.number);
        read.query(
            "SELECT number, salt, content FROM log_content
             WHERE organisation_id = ?1 AND number > ?2 AND number <= ?3 ORDER BY number",
            &[organisation_id.into(), from.into(), to.into()],
        )
    })?;
    let erased = read.query(
        "SELECT number FROM erased_content
         WHERE organisation_id = ?1 AND number > ?2 AND number <= ?3",
        &[organisation_id.into(), from.into(), last.number.into()],
    )?;
    let erased: BTreeSet<i64> = erased
        .iter()
        .map(|row| row.integer(0))
        .collect::<Result<_, _>>()?;
    let mut rows = rows.iter().peekable();
    for kept in page {
        let of_it = |row: &&Row| row.integer(0).is_ok_and(|number| number == kept.number);
        match (rows.next_if(of_it), erased.contains(&kept.number)) {
            (Some(row), false) if commitment(&row.bytes(1)?, &row.text(2)?) == kept.commitment => {}
            (None, true) => {}
            (None, false) => return Err(DatabaseFault::LogContentMissing(kept.number)),
            (Some(_), _) => return Err(DatabaseFault::LogAltered(kept.number)),
        }
    }
    i64::try_from(erased.len()).map_err(|_| DatabaseFault::TooLarge)
}

/// Compares each kept node with the hashes below it.
fn nodes(read: &mut Read<'_>, size: i64) -> Result<(), DatabaseFault> {
    let (mut level, mut whole, mut spans) = (1, size / 256, 256_i64);
    while whole > 0 {
        let mut first = 0;
        while first < whole {
            let kept = hashes(read, level, (first, AT_ONCE / 4))?;
            let count = whole.saturating_sub(first).min(AT_ONCE / 4);
            for number in first..first.saturating_add(count) {
                let below = hashes(read, level - 1, (number.saturating_mul(256), 256))?;
                let at = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
                if root_of_whole(&below).as_ref() != kept.get(at) || kept.get(at).is_none() {
                    return Err(DatabaseFault::LogTree(
                        number.saturating_mul(spans).saturating_add(1),
                        number.saturating_add(1).saturating_mul(spans),
                    ));
                }
            }
            first = first.saturating_add(count);
        }
        (level, whole, spans) = (level + 1, whole / 256, spans.saturating_mul(256));
    }
    Ok(())
}
