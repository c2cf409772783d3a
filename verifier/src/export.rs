//! A whole log as static files: every leaf is hashed again, the tree is built anew, and each tile is
//! compared with it.

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

/// Looks at an exported log.
///
/// # Errors
/// When its checkpoint cannot be read.
pub fn verify_export(folder: &Path, pins: &Pins) -> Result<Found, Unread> {
    let mut found = Found::default();
    let note = std::fs::read_to_string(folder.join("checkpoint"))?;
    let beside = std::fs::read_to_string(folder.join("keys.txt")).ok();
    let Some(pinned) = pins.or_beside(beside.as_deref(), &mut found) else {
        return Ok(found);
    };
    let proof = |path: &str| std::fs::read_to_string(folder.join(path)).ok();
    handovers(beside.as_deref(), pins, proof, &mut found);
    let checkpoint = match pinned.open(&note) {
        Ok(checkpoint) => checkpoint,
        Err(refused) => {
            found.wrong(format!("The checkpoint is not believed: {refused}."));
            return Ok(found);
        }
    };
    let (mut growing, mut row) = (Growing::default(), Vec::new());
    let mut below = checkpoint.size;
    for (number, width) in parts(checkpoint.size) {
        let path = bundle_path(number, width);
        let leaves = leaves(folder, &path, width);
        let Some(leaves) = leaves else {
            found.wrong(format!("{path} is missing or damaged."));
            return Ok(found);
        };
        for leaf in &leaves {
            growing.add(*leaf);
        }
        compare(folder, (0, number), &leaves, &mut found);
        row.extend(root(leaves).filter(|_| width == TILE));
    }
    let mut level = 0;
    while !row.is_empty() {
        (level, below) = (level + 1, below / TILE);
        let hashes = std::mem::take(&mut row);
        for (number, tile) in (0..).zip(hashes.chunks(usize::try_from(TILE).unwrap_or(256))) {
            compare(folder, (level, number), tile, &mut found);
            let whole = below >= TILE.saturating_mul(number.saturating_add(1));
            row.extend(root(tile.to_vec()).filter(|_| whole));
        }
    }
    let (origin, size) = (&checkpoint.origin, checkpoint.size);
    if growing.root() == checkpoint.root {
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
    Ok(found)
}

/// The number of each tile of a row, and how many it holds.
fn parts(there: u64) -> impl Iterator<Item = (u64, u64)> {
    let width = move |tile: u64| there.saturating_sub(tile.saturating_mul(TILE)).min(TILE);
    (0..there.div_ceil(TILE)).map(move |tile| (tile, width(tile)))
}

fn leaves(folder: &Path, path: &str, width: u64) -> Option<Vec<Hash>> {
    let bytes = std::fs::read(folder.join(path)).ok()?;
    let leaves: Vec<Hash> = unbundled(&bytes)?.into_iter().map(leaf_hash).collect();
    (u64::try_from(leaves.len()) == Ok(width)).then_some(leaves)
}

fn compare(folder: &Path, (level, number): (u32, u64), hashes: &[Hash], found: &mut Found) {
    let width = u64::try_from(hashes.len()).unwrap_or(0);
    let path = tile_path(level, number, width);
    let kept = std::fs::read(folder.join(&path)).ok();
    if kept.as_deref() != Some(hashes.as_flattened()) {
        found.wrong(format!("{path} is missing or does not fit its entries."));
    }
}
