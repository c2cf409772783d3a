//! One entry's proof, and a checkpoint alone.

use crate::found::Found;
use crate::pins::Pins;
use transparency::{Checkpoint, Kept, Pinned, inclusion_from_text, leaf_hash, verify_inclusion};

/// The leaf of a proof and the checkpoint it stands under; why not in words.
pub(crate) fn proved(text: &str, pinned: &Pinned) -> Result<(Kept, Checkpoint), String> {
    let kept = inclusion_from_text(text).ok_or("this is no proof")?;
    let checkpoint = pinned
        .open(&kept.checkpoint)
        .map_err(|refused| format!("its checkpoint is not believed: {refused}"))?;
    let place = (kept.number, checkpoint.size);
    if verify_inclusion(&leaf_hash(&kept.leaf), place, &kept.path, &checkpoint.root) {
        Ok((kept, checkpoint))
    } else {
        Err("the entry does not stand under the root that was signed".to_owned())
    }
}

/// Looks at the proof of one entry.
pub fn verify_proof(text: &str, pins: &Pins) -> Found {
    let mut found = Found::default();
    let Some(pinned) = pins.or_beside(None, &mut found) else {
        return found;
    };
    match proved(text, &pinned) {
        Ok((kept, checkpoint)) => {
            let number = kept.number.saturating_add(1);
            let size = checkpoint.size;
            found.holds(format!(
                "Entry {number} stands in the log {} of {size} entries.",
                pinned.origin
            ));
            found.holds(format!(
                "What it says: {}",
                String::from_utf8_lossy(&kept.leaf)
            ));
            found.unknown("What was recorded: the entry commits to it and does not hold it.");
            found.unknown("Whether what was recorded was true.");
        }
        Err(why) => found.wrong(why),
    }
    found
}

/// Looks at a checkpoint alone.
pub fn verify_checkpoint(text: &str, pins: &Pins) -> Found {
    let mut found = Found::default();
    let Some(pinned) = pins.or_beside(None, &mut found) else {
        return found;
    };
    match pinned.open(text) {
        Ok(checkpoint) => {
            let (origin, size) = (&checkpoint.origin, checkpoint.size);
            found.holds(format!(
                "The log {origin} had {size} entries under this root."
            ));
            found.unknown("Whether the log is still the same: look at an export of it.");
        }
        Err(refused) => found.wrong(refused.to_string()),
    }
    found
}
