//! A second implementation, slow and plain: RFC 6962, sections 2.1 to 2.1.2, definition by definition.

use crate::Hash;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// `D[n]`, whose leaves are hashed already, with what was computed of it.
pub(super) struct Naive {
    leaves: Vec<Hash>,
    known: BTreeMap<(usize, usize), Hash>,
}

/// "let k be the largest power of two smaller than n"
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

impl Naive {
    pub(super) fn of(leaves: Vec<Hash>) -> Self {
        Self {
            leaves,
            known: BTreeMap::new(),
        }
    }

    /// `MTH(D[from:to])`
    pub(super) fn mth(&mut self, from: usize, to: usize) -> Hash {
        if let Some(known) = self.known.get(&(from, to)) {
            return *known;
        }
        let n = to - from;
        let hash = match n {
            0 => Sha256::digest(b"").into(),
            1 => self.leaves[from],
            _ => {
                let k = k(n);
                let mut text = vec![0x01];
                text.extend(self.mth(from, from + k));
                text.extend(self.mth(from + k, to));
                Sha256::digest(&text).into()
            }
        };
        self.known.insert((from, to), hash);
        hash
    }

    /// `PATH(m, D[from:to])`
    pub(super) fn path(&mut self, m: usize, from: usize, to: usize) -> Vec<Hash> {
        let n = to - from;
        if n == 1 {
            return Vec::new();
        }
        let k = k(n);
        let (mut path, beside) = if m < k {
            (self.path(m, from, from + k), self.mth(from + k, to))
        } else {
            (self.path(m - k, from + k, to), self.mth(from, from + k))
        };
        path.push(beside);
        path
    }

    /// `SUBPROOF(m, D[from:to], b)`, where `b` says that the old tree is a whole subtree of the new.
    pub(super) fn subproof(
        &mut self,
        m: usize,
        (from, to): (usize, usize),
        b: Option<()>,
    ) -> Vec<Hash> {
        let n = to - from;
        if m == n {
            return match b {
                Some(()) => Vec::new(),
                None => vec![self.mth(from, to)],
            };
        }
        let k = k(n);
        if m <= k {
            let mut proof = self.subproof(m, (from, from + k), b);
            proof.push(self.mth(from + k, to));
            proof
        } else {
            let mut proof = self.subproof(m - k, (from + k, to), None);
            proof.push(self.mth(from, from + k));
            proof
        }
    }
}
