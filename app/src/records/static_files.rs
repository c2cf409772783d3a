//! The log as static files (C2SP `tlog-tiles`), up to its newest checkpoint: what anybody needs to look
//! at all of it again without this system. It holds leaves, which commit to what was recorded, and
//! nothing that was recorded.

use crate::app::App;
use crate::checkpoints::{self, KeptTree, LogKey};
use crate::failure::Failure;
use anyhow::Context as _;
use commonweal_verify::handover_path;
use database::{Id, Read, Scope, log_entries, log_leaf};
use std::path::Path;
use transparency::{Hashes as _, TILE, bundle, bundle_path, tile_path};

/// Writes the files into a folder, and gives the size of the log they hold.
pub(crate) fn static_files(app: &App, organisation_id: Id, folder: &Path) -> Result<i64, Failure> {
    let scope = Scope::system(organisation_id);
    let size = (app.database).read(scope, |read| written_into(read, folder))?;
    size.ok_or_else(|| {
        Failure::Rule("No checkpoint was signed yet: sign one on the log’s page first".to_owned())
    })
}

/// The same in a view that is open already. Nothing is written before the first checkpoint.
pub(crate) fn written_into(read: &mut Read<'_>, folder: &Path) -> Result<Option<i64>, Failure> {
    let Some(newest) = checkpoints::all(read)?.pop() else {
        return Ok(None);
    };
    let size = checkpoints::count(newest.size);
    keep(folder, "checkpoint", newest.note.as_bytes())?;
    keep(folder, "keys.txt", keys(read)?.as_bytes())?;
    for (name, proof) in handovers(read)? {
        keep(folder, &name, proof.as_bytes())?;
    }
    bundles(read, folder, size)?;
    let (mut level, mut there) = (0, size);
    while there > 0 {
        tiles(read, folder, (level, there))?;
        level = level.saturating_add(1);
        there /= TILE;
    }
    Ok(Some(newest.size))
}

/// The keys, one on a line, a retired one with the size it signed up to: `name+id+key@7`.
pub(crate) fn keys(read: &mut Read<'_>) -> Result<String, Failure> {
    let organisation_id = read.organisation_id();
    let line = |kept: &LogKey| {
        let key = checkpoints::note_key(organisation_id, kept.public)?;
        Ok(match kept.retired {
            None => format!("{key}\n"),
            Some((_, size)) => format!("{key}@{size}\n"),
        })
    };
    checkpoints::keys(read)?.iter().map(line).collect()
}

/// The proof of each key that the one before it signed for, with the name of its file: the second key of
/// `keys.txt` is `handover-2.tlog-proof`. A key that was not vouched for has none.
pub(crate) fn handovers(read: &mut Read<'_>) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    for one in checkpoints::handovers(read)? {
        if one.signed_for.is_some()
            && let Some(proof) = checkpoints::proved(read, one.after)?
        {
            found.push((handover_path(one.number), proof.text));
        }
    }
    Ok(found)
}

fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(name);
    let below = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(below)
        .and_then(|()| std::fs::write(&path, bytes))
        .with_context(|| format!("{} could not be written", path.display()))?;
    Ok(())
}

/// The parts of a row of hashes or leaves: the number of each tile, and how many it holds.
fn parts(there: u64) -> impl Iterator<Item = (u64, u64)> {
    let width = move |tile: u64| there.saturating_sub(tile.saturating_mul(TILE)).min(TILE);
    (0..there.div_ceil(TILE)).map(move |tile| (tile, width(tile)))
}

fn bundles(read: &mut Read<'_>, folder: &Path, size: u64) -> Result<(), Failure> {
    for (number, width) in parts(size) {
        let number_of = |it: u64| i64::try_from(it).context("the log is too long");
        let first = number_of(number.saturating_mul(TILE))?;
        let entries = log_entries(read, first, number_of(width)?)?;
        let leaves: Vec<String> = entries.iter().map(log_leaf).collect();
        let bytes = bundle(&leaves).context("an entry is too long")?;
        keep(folder, &bundle_path(number, width), &bytes)?;
    }
    Ok(())
}

fn tiles(read: &mut Read<'_>, folder: &Path, (level, there): (u32, u64)) -> Result<(), Failure> {
    for (number, width) in parts(there) {
        let first = number.saturating_mul(TILE);
        let hashes = KeptTree(read).hashes(level, first, width)?;
        keep(
            folder,
            &tile_path(level, number, width),
            hashes.as_flattened(),
        )?;
    }
    Ok(())
}
