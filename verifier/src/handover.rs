//! How the keys of a log followed one another: whether the one before signed for the next, as the last line
//! of the log that it signed. A key that nothing vouches for is never taken for an ordinary change of keys.

use crate::found::Found;
use crate::pins::Pins;
use crate::proof::proved;
use serde::Deserialize;
use transparency::{Pinned, PinnedKey, hex};

/// The file beside the keys with the proof that a key was signed for by the one before it; its number among
/// them is counted from 1.
pub fn handover_path(number: i64) -> String {
    format!("handover-{number}.tlog-proof")
}

/// What the line of a change of keys says.
#[derive(Deserialize)]
struct Line {
    record_kind: String,
    record_id: String,
}

/// Says of each key among some lines how it came, and tells somebody who was told one that was retired.
pub(crate) fn handovers(
    beside: Option<&str>,
    pins: &Pins,
    mut proof: impl FnMut(&str) -> Option<String>,
    found: &mut Found,
) {
    let beside = beside.and_then(|text| Pins::of(text.lines()).ok());
    let Some(beside) = beside.as_ref().and_then(Pins::pinned) else {
        return;
    };
    let following = beside.keys.iter().skip(1);
    for ((old, new), number) in beside.keys.iter().zip(following).zip(2..) {
        let path = handover_path(number);
        let key = &new.key;
        match proof(&path).map(|text| signed_for(&text, &beside.origin, (old, new))) {
            Some(Ok(entry)) => found.holds(format!(
                "The key {key} was signed for by the key before it, in entry {entry} of the log."
            )),
            Some(Err(why)) => found.wrong(format!("{path} does not hold: {why}.")),
            None => found.unknown(format!(
                "Whether the key {key} is the log’s: the key before it did not sign for it, as when that one was lost or left elsewhere. Have the organisation tell it to you by another way."
            )),
        }
    }
    told(beside, pins, found);
}

/// The number of the entry with which a key signed for the next; why not in words.
fn signed_for(
    text: &str,
    origin: &str,
    (old, new): (&PinnedKey, &PinnedKey),
) -> Result<u64, String> {
    let pinned = Pinned {
        origin: origin.to_owned(),
        keys: vec![old.clone()],
    };
    let (kept, _) = proved(text, &pinned)?;
    let line: Line = serde_json::from_slice(&kept.leaf)
        .map_err(|_| "its entry is none of a log like this".to_owned())?;
    if line.record_kind == "log-key" && line.record_id == hex(&new.key.public()) {
        Ok(kept.number.saturating_add(1))
    } else {
        Err("its entry does not name that key".to_owned())
    }
}

/// Tells somebody whose key was retired, and who was not told the one that signs now.
fn told(beside: &Pinned, pins: &Pins, found: &mut Found) {
    let Some(told) = pins.pinned() else {
        return;
    };
    let knows = |key: &PinnedKey| told.keys.iter().any(|one| one.key == key.key);
    let Some(active) = beside.keys.last().filter(|active| !knows(active)) else {
        return;
    };
    let retired = beside.keys.iter().rfind(|key| knows(key));
    if let Some((key, size)) = retired.and_then(|key| Some((&key.key, key.until?))) {
        found.wrong(format!(
            "The key you gave signed up to size {size}, and {} signs now. Once you believe that one, give both: {key}@{size} and the new one.",
            active.key
        ));
    }
}
