//! The signed size and root of a log (C2SP `tlog-checkpoint`): three lines, signed under the log's own
//! name. Who believes one has pinned whose log it is and which keys sign for it.

use crate::hash::{Hash, hash_of_base64, to_base64};
use crate::note::{Note, NoteKey, NoteRefused};
use thiserror::Error;

/// A log's size and root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log: its name, for ever.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// What somebody relies on when they look at a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// The log's name.
    pub origin: String,
    /// The keys that sign for it.
    pub keys: Vec<PinnedKey>,
}

/// A key, and up to which size it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedKey {
    /// The key.
    pub key: NoteKey,
    /// The size at which it was retired; nothing while it signs.
    pub until: Option<u64>,
}

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// It is no note.
    #[error(transparent)]
    Note(#[from] NoteRefused),
    /// Its three lines are not those of a checkpoint.
    #[error("this is no checkpoint: three lines with the log’s name, its size and its root")]
    Malformed,
    /// It is of another log.
    #[error("it is of another log, ‘{0}’")]
    OtherOrigin(String),
    /// Its key was retired before.
    #[error("the key that signed it was retired at size {0}, and signs nothing beyond that")]
    Retired(u64),
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let root = to_base64(&self.root);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// Signs it.
    pub fn sign(&self, key: &NoteKey, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> String {
        Note::sign(&self.text(), key, sign)
    }

    /// Reads the text of a checkpoint, whose signature is not looked at. Lines that others add below
    /// the three are passed over.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let mut lines = text.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty());
        let origin = origin.ok_or(Refused::Malformed)?.to_owned();
        let number = lines.next().ok_or(Refused::Malformed)?;
        let size: u64 = number.parse().map_err(|_| Refused::Malformed)?;
        let root = lines.next().and_then(hash_of_base64);
        let root = root.ok_or(Refused::Malformed)?;
        if size.to_string() != number || lines.next().is_none() {
            return Err(Refused::Malformed);
        }
        Ok(Self { origin, size, root })
    }
}

impl Pinned {
    /// One log with one key that signs under the log's name.
    pub fn one(key: NoteKey) -> Self {
        Self {
            origin: key.name().to_owned(),
            keys: vec![PinnedKey { key, until: None }],
        }
    }

    /// The checkpoint of a signed note, when it is of this log and by a key that signs at its size.
    pub fn open(&self, note: &str) -> Result<Checkpoint, Refused> {
        let note = Note::read(note)?;
        let found = Checkpoint::read(note.text())?;
        if found.origin != self.origin {
            return Err(Refused::OtherOrigin(found.origin));
        }
        let mut refused = Refused::Note(NoteRefused::NotSigned);
        for pinned in &self.keys {
            match (note.verify(&pinned.key), pinned.until) {
                (Ok(()), Some(until)) if found.size > until => refused = Refused::Retired(until),
                (Ok(()), _) => return Ok(found),
                (Err(NoteRefused::NotSigned), _) => {}
                (Err(why), _) => return Err(why.into()),
            }
        }
        Err(refused)
    }
}
