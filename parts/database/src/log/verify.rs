//! A second look at the whole log: each leaf, each commitment whose content is still held, and each node
//! of the tree. It names the first entry that is not as it was.

use super::rows::Rows;
use super::tree::root_of_whole;
use super::{commitment, entry, leaf_hash};
use crate::{DatabaseFault, Read, Row};
use std::collections::{BTreeMap, BTreeSet};

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
/// the hash of each leaf that is sound on in its order, and says how many were. The numbers must run from
/// 1 without a gap, to the counter's size; content that is gone must have been erased.
pub fn verify(read: &mut Read<'_>, leaf: impl FnMut([u8; 32])) -> Result<LogSeen, DatabaseFault> {
    look(read, leaf)
}

/// The same over rows from anywhere.
pub(super) fn look(
    rows: &mut impl Rows,
    mut leaf: impl FnMut([u8; 32]),
) -> Result<LogSeen, DatabaseFault> {
    let mut seen = LogSeen::default();
    loop {
        let page = page(rows, seen.entries)?;
        if page.entries.is_empty() {
            break;
        }
        page.look(&mut seen, &mut leaf)?;
    }
    if rows.size()? != seen.entries {
        return Err(DatabaseFault::LogAltered(seen.entries.saturating_add(1)));
    }
    nodes(rows, seen.entries)?;
    Ok(seen)
}

/// Some entries in their order, and what is held of them.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) entries: Vec<Row>,
    /// Salt and content by the number of their entry.
    pub(super) contents: BTreeMap<i64, Row>,
    /// The entries whose content was erased.
    pub(super) erased: BTreeSet<i64>,
}

impl Page {
    fn read(rows: &mut impl Rows, after: i64, most: i64) -> Result<Self, DatabaseFault> {
        let to = after.saturating_add(most);
        let contents = rows.contents(after, to)?.into_iter();
        let erased = rows.erased(after, to)?;
        Ok(Self {
            entries: rows.entries(after, most)?,
            contents: contents
                .map(|row| Ok((row.integer(0)?, row)))
                .collect::<Result<_, DatabaseFault>>()?,
            erased: erased
                .iter()
                .map(|row| row.integer(0))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Looks at each entry; the first is the one after those that were seen.
    pub(super) fn look(
        &self,
        seen: &mut LogSeen,
        leaf: &mut impl FnMut([u8; 32]),
    ) -> Result<(), DatabaseFault> {
        for row in &self.entries {
            let number = seen.entries.saturating_add(1);
            let altered = |_| DatabaseFault::LogAltered(number);
            let kept = entry(row).map_err(altered)?;
            if kept.number != number || leaf_hash(&kept) != kept.leaf {
                return Err(DatabaseFault::LogAltered(number));
            }
            match (self.contents.get(&number), self.erased.contains(&number)) {
                (Some(row), false) => {
                    let salt = row.bytes(1).map_err(altered)?;
                    let content = row.text(2).map_err(altered)?;
                    if commitment(&salt, &content) != kept.commitment {
                        return Err(DatabaseFault::LogAltered(number));
                    }
                }
                (None, true) => seen.erased = seen.erased.saturating_add(1),
                (None, false) => return Err(DatabaseFault::LogContentMissing(number)),
                (Some(_), true) => return Err(DatabaseFault::LogAltered(number)),
            }
            seen.entries = number;
            leaf(kept.leaf);
        }
        Ok(())
    }
}

/// The next entries. Where one of many cannot be read, they are taken one by one, so that it is named, and
/// not before any that stands earlier and was altered.
fn page(rows: &mut impl Rows, after: i64) -> Result<Page, DatabaseFault> {
    match Page::read(rows, after, AT_ONCE) {
        Err(DatabaseFault::Column { .. }) => match Page::read(rows, after, 1) {
            Err(DatabaseFault::Column { .. }) => {
                Err(DatabaseFault::LogAltered(after.saturating_add(1)))
            }
            one => one,
        },
        found => found,
    }
}

/// Compares each kept node with the hashes below it.
pub(super) fn nodes(rows: &mut impl Rows, size: i64) -> Result<(), DatabaseFault> {
    let (mut level, mut whole, mut spans) = (1, size / 256, 256_i64);
    while whole > 0 {
        let mut first = 0;
        while first < whole {
            let count = whole.saturating_sub(first).min(AT_ONCE / 4);
            let over = |number: i64, nodes: i64| {
                DatabaseFault::LogTree(
                    number.saturating_mul(spans).saturating_add(1),
                    number.saturating_add(nodes).saturating_mul(spans),
                )
            };
            let kept = match rows.hashes(level, (first, count)) {
                Err(DatabaseFault::Column { .. }) => return Err(over(first, count)),
                kept => kept?,
            };
            for number in first..first.saturating_add(count) {
                let below = rows.hashes(level - 1, (number.saturating_mul(256), 256))?;
                let at = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
                if root_of_whole(&below).as_ref() != kept.get(at) || kept.get(at).is_none() {
                    return Err(over(number, 1));
                }
            }
            first = first.saturating_add(count);
        }
        (level, whole, spans) = (level + 1, whole / 256, spans.saturating_mul(256));
    }
    Ok(())
}
