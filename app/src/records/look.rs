//! A second look at the whole log: every entry, what it commits to, the tree over them, and each
//! checkpoint that was signed, also one that somebody outside kept. It says what it found and what it
//! cannot know.

use crate::checkpoints::{self, Handover, KeptCheckpoint};
use crate::failure::Failure;
use database::{DatabaseFault, LogSeen, Read, log_verify};
use std::collections::BTreeMap;
use transparency::{Checkpoint, Growing, Hash, NoteKey, Pinned, PinnedKey};

/// A checkpoint that was kept outside, and the key it is checked with, if somebody kept that too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handed {
    /// The signed note.
    pub(crate) note: Option<String>,
    /// The pinned key.
    pub(crate) key: Option<NoteKey>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Looked {
    /// How many entries are as they were.
    pub(crate) entries: i64,
    /// Sentences about what was looked at and what is not known.
    pub(crate) said: Vec<String>,
    /// Each difference, in words; none is good.
    pub(crate) differences: Vec<String>,
}

const NOT_OUTSIDE: &str = "Only checkpoints from this database were looked at. Somebody who can change all of it could have made them anew: hand one in that was kept outside to know.";
const NOT_PINNED: &str = "The key was taken from this database. Give the one you were told, to know whose signature it is.";

/// Looks at the whole log.
pub(crate) fn look(read: &mut Read<'_>, handed: &Handed) -> Result<Looked, Failure> {
    let (kept, unread) = checkpoints::readable(read)?;
    let pinned = checkpoints::pinned(read)?;
    let mut looked = Looked::default();
    let outside = outside(&pinned, handed, &mut looked);
    let mut roots: BTreeMap<u64, Option<Hash>> = (kept.iter())
        .map(|kept| checkpoints::count(kept.size))
        .chain(outside.as_ref().map(|checkpoint| checkpoint.size))
        .map(|size| (size, None))
        .collect();
    let mut growing = Growing::default();
    let seen = log_verify(read, |leaf| {
        growing.add(leaf);
        if let Some(root) = roots.get_mut(&growing.size()) {
            *root = Some(growing.root());
        }
    });
    let seen = match seen {
        Ok(seen) => seen,
        Err(fault) => {
            looked.entries = i64::try_from(growing.size()).unwrap_or(i64::MAX);
            looked.differences.insert(0, difference(fault)?);
            LogSeen::default()
        }
    };
    if looked.entries == 0 {
        looked.entries = seen.entries;
    }
    if seen.erased > 0 {
        let erased = seen.erased;
        looked.said.push(format!(
            "Content erased: {erased} of them. Their commitments stand, what they recorded is gone."
        ));
    }
    let unread = unread
        .iter()
        .map(|size| format!("the checkpoint of size {size}: it cannot be read any more"));
    looked.differences.extend(unread);
    for one in &kept {
        let root = roots.get(&checkpoints::count(one.size)).copied().flatten();
        looked.differences.extend(of_kept(one, &pinned, root));
    }
    said_of(&mut looked, kept.len(), handed);
    let handovers = checkpoints::handovers(read)?;
    looked.said.extend(handovers.iter().map(how_it_came));
    if let Some(outside) = outside {
        let root = roots.get(&outside.size).copied().flatten();
        let found = of_outside(&outside, root, growing.size());
        looked.differences.extend(found);
    }
    Ok(looked)
}

/// What a fault of the log means; what is none of the log's is passed on.
fn difference(fault: DatabaseFault) -> Result<String, Failure> {
    let is_of_log = matches!(
        fault,
        DatabaseFault::LogAltered(_)
            | DatabaseFault::LogContentMissing(_)
            | DatabaseFault::LogTree(..)
    );
    if is_of_log {
        Ok(fault.to_string())
    } else {
        Err(fault.into())
    }
}

/// The checkpoint that was handed in, when its signature holds; else why not is a difference.
fn outside(pinned: &Pinned, handed: &Handed, looked: &mut Looked) -> Option<Checkpoint> {
    let note = handed.note.as_ref()?;
    let given;
    let pinned = match &handed.key {
        Some(key) => {
            // A key that is known here to be retired signs nothing beyond its size, whoever gives it.
            let known = pinned.keys.iter().find(|known| known.key == *key);
            let until = known.and_then(|known| known.until);
            let key = key.clone();
            given = Pinned {
                keys: vec![PinnedKey { key, until }],
                origin: pinned.origin.clone(),
            };
            &given
        }
        None => pinned,
    };
    match pinned.open(note) {
        Ok(checkpoint) => Some(checkpoint),
        Err(refused) => {
            let said = format!("the checkpoint that was handed in is not believed: {refused}");
            looked.differences.push(said);
            None
        }
    }
}

fn of_kept(kept: &KeptCheckpoint, pinned: &Pinned, root: Option<Hash>) -> Option<String> {
    let size = kept.size;
    let fits =
        |found: &Checkpoint| found.size == checkpoints::count(size) && found.root == kept.root;
    let said = match pinned.open(&kept.note) {
        Err(refused) => refused.to_string(),
        Ok(found) if !fits(&found) => "it is not the one that is written beside it".to_owned(),
        Ok(_) if root.is_none() => "the log does not reach that far any more".to_owned(),
        Ok(_) if root != Some(kept.root) => format!("the first {size} entries have another root"),
        Ok(_) => return None,
    };
    Some(format!("the checkpoint of size {size}: {said}"))
}

fn of_outside(outside: &Checkpoint, root: Option<Hash>, size: u64) -> Option<String> {
    let signed = outside.size;
    match root {
        Some(root) if root == outside.root => None,
        Some(_) => Some(format!(
            "the first {signed} entries are not those that were signed: something among them was changed"
        )),
        None => Some(format!(
            "{signed} entries were signed and only {size} are sound here: {} are missing. The end was cut off, this is an old copy, or an entry before is damaged",
            signed.saturating_sub(size)
        )),
    }
}

/// Whether a key that followed another was signed for by it.
fn how_it_came(handover: &Handover) -> String {
    let after = handover.after;
    match handover.signed_for {
        Some(()) => {
            format!("Beyond size {after} a new key signs, and the one before it signed for it.")
        }
        None => format!(
            "Beyond size {after} a new key signs that the one before it did not sign for, being lost or left elsewhere: whoever was told the old key has to be told the new one by another way."
        ),
    }
}

fn said_of(looked: &mut Looked, kept: usize, handed: &Handed) {
    looked.said.push(match kept {
        0 => "No checkpoint was signed yet.".to_owned(),
        1 => "1 checkpoint was signed here.".to_owned(),
        several => format!("{several} checkpoints were signed here."),
    });
    match (&handed.note, &handed.key) {
        (None, _) => looked.said.push(NOT_OUTSIDE.to_owned()),
        (Some(_), None) => looked.said.push(NOT_PINNED.to_owned()),
        (Some(_), Some(_)) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::of_kept;
    use crate::checkpoints;
    use crate::testing::TestApp;

    #[test]
    fn a3_every_bit_of_a_kept_checkpoint_is_found() {
        let test = TestApp::elsewhere();
        let page = test.visitor(domain::people::Role::Auditor);
        assert_eq!(page.post("/log/checkpoints", &[]).status, 303);
        let whole = test.read(checkpoints::all).pop().unwrap();
        let pinned = test.read(checkpoints::pinned);
        let root = Some(whole.root);
        assert_eq!(of_kept(&whole, &pinned, root), None, "untouched");
        let mut kept = whole.clone();
        for bit in 0..64 {
            kept.size = whole.size ^ (1 << bit);
            assert!(of_kept(&kept, &pinned, root).is_some(), "size {bit}");
        }
        kept.size = whole.size;
        for bit in 0..256 {
            kept.root[bit / 8] ^= 1 << (bit % 8);
            assert!(of_kept(&kept, &pinned, root).is_some(), "root {bit}");
            kept.root = whole.root;
        }
        let found = of_kept(&whole, &pinned, Some([7; 32]));
        assert!(found.is_some_and(|said| said.contains("another root")));
        let mut bytes = whole.note.clone().into_bytes();
        for bit in 0..bytes.len() * 8 {
            bytes[bit / 8] ^= 1 << (bit % 8);
            // What is no text any more is not even read; see the seeded bits of a real database.
            if let Ok(note) = String::from_utf8(bytes.clone()) {
                kept.note = note;
                assert!(of_kept(&kept, &pinned, root).is_some(), "note {bit}");
            }
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
}
