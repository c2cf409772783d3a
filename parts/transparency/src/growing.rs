//! A tree of which only its edge is kept: enough to add leaves one by one and to say the root at any
//! time, in memory that grows with the logarithm of its size. It is how a whole log is looked at again.

use crate::hash::{Hash, empty_root, node_hash};

/// The edge of a growing tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Growing {
    size: u64,
    /// The roots of its whole subtrees, the largest first: one for each one in the size's binary digits.
    peaks: Vec<Hash>,
}

impl Growing {
    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of a leaf.
    pub fn add(&mut self, leaf: Hash) {
        let mut whole = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                whole = node_hash(&left, &whole);
            }
        }
        self.peaks.push(whole);
        self.size = self.size.saturating_add(1);
    }

    /// The root of what was added until now.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => empty_root(),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}
