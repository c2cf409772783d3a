//! A whole log as static files: every leaf is hashed again, the tree is built anew, and each tile is
//! compared with it. The first entry that is not as it was is named.

use crate::Unread;
use crate::found::Found;
use crate::handover::handovers;
use crate::pins::Pins;
use std::path::Path;
use transparency::{
    Growing, Hash, TILE, bundle_path, hex, leaf_hash, node_hash, tile_path, unbundled,
};

/// The root of a whole tile's hashes.
fn root(mut row: Vec<Hash>) -> Option<Hash> {
    while row.len() > 1 {
        let node = |pair: &[Hash]| match pair {
            [left, right] => Some(node_hash(left, right)),
            _ => None,
        };
        row = row.chunks(2).filter_map(node).collect();
    }
    row.pop()
}

/// Where the files of an exported log lie: in a folder, or in the memory of a test.
pub(crate) trait Files {
    /// The bytes of a file; nothing when it is not there.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

impl Files for &Path {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.join(path)).ok()
    }
}

fn text(files: &impl Files, path: &str) -> Option<String> {
    files
        .read(path)
        .and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Looks at an exported log.
///
/// # Errors
/// When its checkpoint cannot be read.
pub fn verify_export(folder: &Path, pins: &Pins) -> Result<Found, Unread> {
    let note = std::fs::read_to_string(folder.join("checkpoint"))?;
    Ok(look(&folder, &note, pins))
}

/// The same with files from anywhere.
pub(crate) fn look(files: &impl Files, note: &str, pins: &Pins) -> Found {
    let mut found = Found::default();
    let beside = text(files, "keys.txt");
    let Some(pinned) = pins.or_beside(beside.as_deref(), &mut found) else {
        return found;
    };
    let proof = |path: &str| text(files, path);
    handovers(beside.as_deref(), pins, proof, &mut found);
    let checkpoint = match pinned.open(note) {
        Ok(checkpoint) => checkpoint,
        Err(refused) => {
            found.wrong(format!("The checkpoint is not believed: {refused}."));
            return found;
        }
    };
    let Some(root) = tree(files, checkpoint.size, &mut found) else {
        return found;
    };
    let (origin, size) = (&checkpoint.origin, checkpoint.size);
    if root == checkpoint.root {
        found.holds(format!(
            "All {size} entries of the log {origin} are those that were signed."
        ));
        found.holds(format!("Their root is {}.", hex(&checkpoint.root)));
    } else {
        found.wrong(format!(
            "The {size} entries are not those that were signed: their root is another."
        ));
    }
    found.unknown("Entries after this checkpoint, and whether there is a newer one.");
    found.unknown("What was recorded: the entries commit to it and do not hold it.");
    found.unknown("Whether somebody else was shown another log: compare the root with theirs.");
    found
}

/// The root over all entries, each tile being compared with what stands below it; nothing when the entries
/// themselves cannot be read.
fn tree(files: &impl Files, size: u64, found: &mut Found) -> Option<Hash> {
    let (mut growing, mut row, mut below) = (Growing::default(), Vec::new(), size);
    for (number, width) in parts(size) {
        let path = bundle_path(number, width);
        let bytes = files.read(&path);
        let Some(leaves) = bytes.and_then(|bytes| leaves(&bytes, width)) else {
            found.wrong(format!("{path} is missing or damaged."));
            return None;
        };
        for leaf in &leaves {
            growing.add(*leaf);
        }
        compare(files, (0, number), &leaves, found);
        row.extend(root(leaves).filter(|_| width == TILE));
    }
    let mut level = 0;
    while !row.is_empty() {
        (level, below) = (level + 1, below / TILE);
        let hashes = std::mem::take(&mut row);
        for (number, tile) in (0..).zip(hashes.chunks(usize::try_from(TILE).unwrap_or(256))) {
            compare(files, (level, number), tile, found);
            let whole = below >= TILE.saturating_mul(number.saturating_add(1));
            row.extend(root(tile.to_vec()).filter(|_| whole));
        }
    }
    Some(growing.root())
}

/// The number of each tile of a row, and how many it holds.
fn parts(there: u64) -> impl Iterator<Item = (u64, u64)> {
    let width = move |tile: u64| there.saturating_sub(tile.saturating_mul(TILE)).min(TILE);
    (0..there.div_ceil(TILE)).map(move |tile| (tile, width(tile)))
}

/// The hashes of the leaves of a bundle, which has to hold this many.
pub(crate) fn leaves(bytes: &[u8], width: u64) -> Option<Vec<Hash>> {
    let leaves = unbundled(bytes)?;
    let is_whole = u64::try_from(leaves.len()) == Ok(width);
    is_whole.then(|| leaves.into_iter().map(leaf_hash).collect())
}

/// Compares a tile with the hashes that it should hold.
fn compare(files: &impl Files, (level, number): (u32, u64), hashes: &[Hash], found: &mut Found) {
    let width = u64::try_from(hashes.len()).unwrap_or(0);
    let path = tile_path(level, number, width);
    let Some(kept) = files.read(&path) else {
        found.wrong(format!("{path} is missing."));
        return;
    };
    match (first_other(hashes, &kept), level) {
        (None, _) => {}
        (Some(at), 0) => {
            let first = number.saturating_mul(TILE).saturating_add(1);
            let entry = first.saturating_add(at);
            found.wrong(format!(
                "Entry {entry} is the first that is not the one whose hash stands in {path}."
            ));
        }
        (Some(_), _) => found.wrong(format!("{path} does not fit what stands below it.")),
    }
}

/// The place of the first hash that is not the one that is kept, from 0.
pub(crate) fn first_other(hashes: &[Hash], kept: &[u8]) -> Option<u64> {
    let (kept, rest) = kept.as_chunks::<32>();
    let is_same = |(one, other): (&Hash, &Hash)| one == other;
    let same = hashes.iter().zip(kept).take_while(|pair| is_same(*pair));
    let same = same.count();
    let is_all = same == hashes.len() && same == kept.len() && rest.is_empty();
    (!is_all).then(|| u64::try_from(same).unwrap_or(u64::MAX))
}
