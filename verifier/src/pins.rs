//! What is believed: the keys somebody was told, and with them the name of the log.

use crate::found::Found;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thiserror::Error;
use transparency::{KeyRefused, NoteKey, Pinned, PinnedKey, hex};

/// Why a key cannot be pinned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PinFault {
    /// It is no key.
    #[error(transparent)]
    Key(#[from] KeyRefused),
    /// What follows the `@` is no size.
    #[error("after the @ there has to be the size up to which a retired key signed")]
    Size,
    /// The keys are of several logs.
    #[error("these keys are of several logs")]
    Several,
}

/// The keys that were given, or none.
#[derive(Debug, Clone, Default)]
pub struct Pins(Option<Pinned>);

/// A key of a line: `name+id+key`, a retired one with `@` and the size it signed up to.
fn pin(text: &str) -> Result<PinnedKey, PinFault> {
    let text = text.trim();
    // The key itself may not hold an @, the log's name neither.
    let (key, until) = match text.rsplit_once('@') {
        Some((key, size)) => (key, Some(size.parse().map_err(|_| PinFault::Size)?)),
        None => (text, None),
    };
    Ok(PinnedKey {
        key: NoteKey::from_text(key)?,
        until,
    })
}

impl Pins {
    /// Pins the keys of these lines.
    ///
    /// # Errors
    /// When a line is no key, or the keys are of several logs.
    pub fn of(lines: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, PinFault> {
        let keys: Vec<PinnedKey> = lines
            .into_iter()
            .filter(|line| !line.as_ref().trim().is_empty())
            .map(|line| pin(line.as_ref()))
            .collect::<Result<_, _>>()?;
        let Some(first) = keys.first() else {
            return Ok(Self(None));
        };
        let origin = first.key.name().to_owned();
        if keys.iter().any(|key| key.key.name() != origin) {
            return Err(PinFault::Several);
        }
        Ok(Self(Some(Pinned { origin, keys })))
    }

    /// The log and its keys, if any were given.
    pub(crate) fn pinned(&self) -> Option<&Pinned> {
        self.0.as_ref()
    }

    /// The fingerprint of the key that signs now.
    pub(crate) fn fingerprint(&self) -> Option<String> {
        let keys = &self.0.as_ref()?.keys;
        let active = keys.iter().rfind(|key| key.until.is_none());
        active.or(keys.last()).map(|key| fingerprint_of(&key.key))
    }

    /// The keys to look with: those that were given, else those that lie beside what is looked at, of
    /// which nobody says whose they are.
    pub(crate) fn or_beside(&self, beside: Option<&str>, found: &mut Found) -> Option<Pinned> {
        if let Some(pinned) = &self.0 {
            found.pinned = Some(());
            return Some(pinned.clone());
        }
        let beside = beside.and_then(|text| Self::of(text.lines()).ok()?.0);
        match beside {
            Some(pinned) => {
                found.unknown(
                    "Whose signature it is: no key was given, so the one that lies beside it was taken. Whoever made it could have made the key.",
                );
                Some(pinned)
            }
            None => {
                found.wrong("There is no key to look with: give one with --key.");
                None
            }
        }
    }
}

/// The fingerprint of a key, to be read to each other: the first 32 hexadecimal digits of the SHA-256 of
/// the key as it is written.
pub fn fingerprint_of(key: &NoteKey) -> String {
    let digits: Vec<char> = hex(&Sha256::digest(key.to_string()))
        .chars()
        .take(32)
        .collect();
    let fours: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}

/// The fingerprint of the key among some lines that signs for a log now.
pub(crate) fn fingerprint(lines: &str, log: &str) -> Option<String> {
    let pins = Pins::of(lines.lines()).ok()?;
    let is_of = |pinned: &Pinned| pinned.origin == log;
    pins.0.as_ref().filter(|pinned| is_of(pinned))?;
    pins.fingerprint()
}

/// The keys of any number of logs, by the log's name.
pub(crate) fn grouped(
    lines: impl IntoIterator<Item = impl AsRef<str>>,
) -> Result<BTreeMap<String, Pins>, PinFault> {
    let mut found: BTreeMap<String, Pins> = BTreeMap::new();
    for line in lines {
        let line = line.as_ref().trim();
        if line.is_empty() {
            continue;
        }
        let key = pin(line)?;
        let origin = key.key.name().to_owned();
        let Pins(of) = found.entry(origin.clone()).or_default();
        let pinned = of.get_or_insert_with(|| Pinned {
            origin,
            keys: Vec::new(),
        });
        pinned.keys.push(key);
    }
    Ok(found)
}
