//! Whether proofs hold, by the steps of RFC 9162 (sections 2.1.3.2 and 2.1.4.2), and the text an inclusion
//! proof is handed on as.

use crate::hash::{Hash, from_base64, hash_of_base64, node_hash, to_base64};

/// How a proof's text begins.
const HEAD: &str = "c2sp.org/tlog-proof@v1";

/// Whether a leaf's hash stands at this place, from 0, of the tree with this size and root.
pub fn verify_inclusion(
    leaf: &Hash,
    (number, size): (u64, u64),
    path: &[Hash],
    root: &Hash,
) -> bool {
    if number >= size {
        return false;
    }
    let (mut at, mut last, mut found) = (number, size.saturating_sub(1), *leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            found = node_hash(beside, &found);
            climb(&mut at, &mut last);
        } else {
            found = node_hash(&found, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && found == *root
}

/// Skips the levels at which the node at the edge has no branch beside it.
fn climb(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

/// Whether the tree with the new size and root only adds to the one with the old.
pub fn verify_consistency(old: (u64, &Hash), new: (u64, &Hash), path: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return path.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return path.is_empty() && *old_root == crate::hash::empty_root();
    }
    let mut path = path.iter();
    let first = if old_size.is_power_of_two() {
        Some(old_root)
    } else {
        path.next()
    };
    let Some(first) = first.filter(|_| path.len() > 0) else {
        return false;
    };
    let (mut at, mut last) = (old_size.saturating_sub(1), new_size.saturating_sub(1));
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old_found, mut new_found) = (*first, *first);
    for beside in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old_found = node_hash(beside, &old_found);
            new_found = node_hash(beside, &new_found);
            climb(&mut at, &mut last);
        } else {
            new_found = node_hash(&new_found, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old_found == *old_root && new_found == *new_root
}

/// An inclusion proof as it is kept in a file: the leaf, its place, the path, and the checkpoint it leads
/// to (C2SP `tlog-proof`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The leaf's bytes.
    pub leaf: Vec<u8>,
    /// Its number, from 0.
    pub number: u64,
    /// The hashes beside it, from the leaf up.
    pub path: Vec<Hash>,
    /// The signed checkpoint as it is.
    pub checkpoint: String,
}

/// A proof as a text, for a file of its own: a head, the leaf, its number, the path, an empty line and
/// the checkpoint.
pub fn inclusion_text(kept: &Kept) -> String {
    let leaf = to_base64(&kept.leaf);
    let mut text = format!("{HEAD}\nextra {leaf}\nindex {}\n", kept.number);
    for hash in &kept.path {
        text.push_str(&to_base64(hash));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&kept.checkpoint);
    text
}

/// The proof of a text; nothing when it is none.
pub fn inclusion_from_text(text: &str) -> Option<Kept> {
    let (head, checkpoint) = text.split_once("\n\n")?;
    let mut lines = head.split('\n');
    if lines.next()? != HEAD {
        return None;
    }
    let leaf = from_base64(lines.next()?.strip_prefix("extra ")?)?;
    let digits = lines.next()?.strip_prefix("index ")?;
    let number: u64 = digits.parse().ok()?;
    let path: Vec<Hash> = lines.map(hash_of_base64).collect::<Option<_>>()?;
    (number.to_string() == digits && path.len() <= 63).then(|| Kept {
        leaf,
        number,
        path,
        checkpoint: checkpoint.to_owned(),
    })
}
