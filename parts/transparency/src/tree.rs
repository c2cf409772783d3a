//! Roots and proofs of a tree whose hashes are kept elsewhere: the leaves, and of each 256 of them one
//! root, and of each 256 of those one, as tiles of C2SP `tlog-tiles` are cut. A proof reads a few tiles,
//! however large the tree is.

use crate::hash::{Hash, empty_root, node_hash};
use std::collections::BTreeMap;
use thiserror::Error;

/// How many levels of the tree one tile spans: 256 hashes.
pub(crate) const HEIGHT: u32 = 8;

/// Where the hashes are kept.
pub trait Hashes {
    /// Why they could not be read.
    type Fault;

    /// Hashes of a level of tiles in their order, from the one numbered `first`: at level 0 those of
    /// leaves, at level 1 the root of each 256 leaves, at level 2 of each 65,536. Fewer than `count`
    /// when there are no more.
    fn hashes(&mut self, level: u32, first: u64, count: u64) -> Result<Vec<Hash>, Self::Fault>;
}

/// Why there is no root or proof.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TreeFault<F> {
    /// The hashes could not be read.
    #[error("the hashes of the tree could not be read")]
    Kept(F),
    /// A hash that must be there is not.
    #[error("hash {number} of level {level} is missing")]
    Missing {
        /// The level of tiles.
        level: u32,
        /// Its number there, from 0.
        number: u64,
    },
    /// More was asked for than the tree has.
    #[error("the tree is smaller than that")]
    Beyond,
}

/// A tree of a size, with the tiles that were read.
#[derive(Debug)]
pub struct Tree<S> {
    kept: S,
    size: u64,
    tiles: BTreeMap<(u32, u64), Vec<Hash>>,
}

/// The largest power of two below a count of two or more.
fn split(count: u64) -> u64 {
    let below = count.saturating_sub(1);
    1_u64 << below.checked_ilog2().unwrap_or(0)
}

impl<S: Hashes> Tree<S> {
    /// The tree of the first `size` leaves that are kept.
    pub fn of(kept: S, size: u64) -> Self {
        Self {
            kept,
            size,
            tiles: BTreeMap::new(),
        }
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over its first `size` leaves.
    pub fn root(&mut self, size: u64) -> Result<Hash, TreeFault<S::Fault>> {
        self.within(size)?;
        if size == 0 {
            return Ok(empty_root());
        }
        self.over(0, size)
    }

    /// The hash of a leaf, by its number from 0.
    pub fn leaf(&mut self, number: u64) -> Result<Hash, TreeFault<S::Fault>> {
        self.within(number.saturating_add(1))?;
        self.whole(0, number)
    }

    /// The proof that the leaf with this number, from 0, is in the tree of this size (RFC 6962, 2.1.1).
    pub fn inclusion(&mut self, leaf: u64, size: u64) -> Result<Vec<Hash>, TreeFault<S::Fault>> {
        self.within(size)?;
        if leaf >= size {
            return Err(TreeFault::Beyond);
        }
        let (mut first, mut count, mut path) = (0_u64, size, Vec::new());
        while count > 1 {
            let left = split(count);
            if leaf.saturating_sub(first) < left {
                path.push(self.over(first.saturating_add(left), count.saturating_sub(left))?);
                count = left;
            } else {
                path.push(self.over(first, left)?);
                first = first.saturating_add(left);
                count = count.saturating_sub(left);
            }
        }
        path.reverse();
        Ok(path)
    }

    /// The proof that the tree of the `new` size only adds to the one of the `old` (RFC 6962, 2.1.2).
    /// Nothing has to be proved of a tree without leaves, or of the same tree.
    pub fn consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>, TreeFault<S::Fault>> {
        self.within(new)?;
        if old > new {
            return Err(TreeFault::Beyond);
        }
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        let (mut first, mut count, mut rest, mut path) = (0_u64, new, old, Vec::new());
        while rest != count {
            let left = split(count);
            if rest <= left {
                path.push(self.over(first.saturating_add(left), count.saturating_sub(left))?);
                count = left;
            } else {
                path.push(self.over(first, left)?);
                first = first.saturating_add(left);
                count = count.saturating_sub(left);
                rest = rest.saturating_sub(left);
            }
        }
        // The old root itself is known to whoever asks.
        if first > 0 {
            path.push(self.over(first, count)?);
        }
        path.reverse();
        Ok(path)
    }

    fn within(&self, size: u64) -> Result<(), TreeFault<S::Fault>> {
        if size > self.size {
            return Err(TreeFault::Beyond);
        }
        Ok(())
    }

    /// The hash over some leaves from one on, which is where a subtree of theirs begins.
    fn over(&mut self, first: u64, count: u64) -> Result<Hash, TreeFault<S::Fault>> {
        let (mut first, mut count, mut wholes) = (first, count, Vec::new());
        while !count.is_power_of_two() {
            let left = split(count);
            wholes.push(self.whole(left.trailing_zeros(), first / left)?);
            first = first.saturating_add(left);
            count = count.saturating_sub(left);
        }
        let last = self.whole(count.trailing_zeros(), first / count)?;
        let fold = |right, left: &Hash| node_hash(left, &right);
        Ok(wholes.iter().rev().fold(last, fold))
    }

    /// The root of a whole subtree of 2^`height` leaves, by its number among those.
    fn whole(&mut self, height: u32, number: u64) -> Result<Hash, TreeFault<S::Fault>> {
        let (level, within) = (height / HEIGHT, height % HEIGHT);
        let first = number << within;
        let tile = first >> HEIGHT;
        let from = usize::try_from(first & 0xff).unwrap_or(0);
        let to = from.saturating_add(1 << within);
        let missing = TreeFault::Missing {
            level,
            number: first,
        };
        let mut row = self
            .tile(level, tile)?
            .get(from..to)
            .ok_or(missing)?
            .to_vec();
        while row.len() > 1 {
            row = row
                .chunks_exact(2)
                .filter_map(|pair| <&[Hash; 2]>::try_from(pair).ok())
                .map(|[left, right]| node_hash(left, right))
                .collect();
        }
        row.first().copied().ok_or(TreeFault::Beyond)
    }

    fn tile(&mut self, level: u32, tile: u64) -> Result<&Vec<Hash>, TreeFault<S::Fault>> {
        let first = tile << HEIGHT;
        let there = self.size >> level.saturating_mul(HEIGHT);
        let count = there.saturating_sub(first).min(1 << HEIGHT);
        let found = match self.tiles.entry((level, tile)) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                let hashes = self.kept.hashes(level, first, count);
                place.insert(hashes.map_err(TreeFault::Kept)?)
            }
        };
        Ok(found)
    }
}
