//! What is believed: the keys somebody was told, and with them the name of the log.

use crate::found::Found;
use thiserror::Error;
use transparency::{KeyRefused, NoteKey, Pinned, PinnedKey};

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
