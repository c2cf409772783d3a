//! The keys that sign for the log. Each lies in a file of its own beside the evidence, never in the
//! database. A new one is announced in the log, and the old one signs that entry and nothing after it.

pub(crate) use super::store::LogKey;

use super::{nodes, sign, store};
use crate::app::App;
use crate::failure::Failure;
use database::{Id, LogEntry, Read, Scope, Write};
use jiff::Timestamp;
use signing::{Key, KeyFault, KeyFile};
use transparency::{Note, NoteKey, Pinned, PinnedKey, hex};

/// The name of an organisation's log, for ever.
pub(crate) fn origin(organisation_id: Id) -> String {
    format!("commonweal/log/{organisation_id}")
}

/// A key under the log's name.
pub(crate) fn note_key(organisation_id: Id, public: [u8; 32]) -> Result<NoteKey, Failure> {
    NoteKey::new(&origin(organisation_id), public).map_err(|fault| Failure::Broken(fault.into()))
}

/// The log's name and all its keys with the sizes they sign up to, as this database has them.
pub(crate) fn pinned(read: &mut Read<'_>) -> Result<Pinned, Failure> {
    let organisation_id = read.organisation_id();
    let key = |kept: &LogKey| {
        Ok(PinnedKey {
            key: note_key(organisation_id, kept.public)?,
            until: kept.retired.map(|(_, size)| nodes::count(size)),
        })
    };
    Ok(Pinned {
        origin: origin(organisation_id),
        keys: store::keys(read)?
            .iter()
            .map(key)
            .collect::<Result<_, Failure>>()?,
    })
}

/// The key that signs now: its number, its file that is open, and itself.
pub(super) struct Active {
    pub(super) number: i64,
    file: KeyFile,
    pub(super) key: NoteKey,
}

const LOST: &str = "The key that signs for the log is not where it was. Put its file back from your own copy. If it is lost for good, begin with a new key that the old one cannot vouch for: commonweal log rotate-key --lost";
const HERE: &str = "The key that signs for the log is here. Change it without --lost, so that it vouches for the new one.";
const NONE: &str =
    "No key has signed for this log yet, so none is lost. One is made with the first checkpoint.";

impl Active {
    pub(super) fn secret(&self) -> Result<&Key, Failure> {
        self.file.key(|| None).map_err(refused)
    }
}

fn refused(fault: KeyFault) -> Failure {
    match fault {
        KeyFault::NoRandomness => Failure::Rule(LOST.to_owned()),
        KeyFault::File(_) | KeyFault::Damaged | KeyFault::OpenToOthers => {
            Failure::Broken(fault.into())
        }
    }
}

/// Opens the key file with this number; makes it when there is none.
fn made(app: &App, organisation_id: Id, number: i64) -> Result<Active, Failure> {
    let file = KeyFile::at(app.log_key(organisation_id, number));
    let randomness = || {
        let mut randomness = [0; 32];
        getrandom::fill(&mut randomness).ok()?;
        Some(randomness)
    };
    let public = file.key(randomness).map_err(refused)?.public().bytes();
    let key = note_key(organisation_id, public)?;
    Ok(Active { number, file, key })
}

/// The key that signs now; the first one is made and announced.
pub(super) fn active(write: &mut Write<'_>, app: &App, at: Timestamp) -> Result<Active, Failure> {
    let organisation_id = write.organisation_id();
    let keys = store::keys(&mut write.read())?;
    let Some(kept) = keys.last() else {
        let first = made(app, organisation_id, 1)?;
        store::key_add(write, (1, first.key.public()), at)?;
        return Ok(first);
    };
    let file = KeyFile::at(app.log_key(organisation_id, kept.number));
    let public = file.key(|| None).map_err(refused)?.public().bytes();
    if public != kept.public {
        return Err(Failure::Rule(LOST.to_owned()));
    }
    Ok(Active {
        number: kept.number,
        file,
        key: note_key(organisation_id, public)?,
    })
}

/// Begins a log anew with a key of its own when the one that signed for it is not here: a log that came from
/// elsewhere without its secret. The old key counts as far as it signed, and not beyond. Gives the new key,
/// or nothing when the old one is here.
pub(crate) fn begins_anew(
    write: &mut Write<'_>,
    app: &App,
    at: Timestamp,
) -> Result<Option<String>, Failure> {
    let organisation_id = write.organisation_id();
    let Some(last) = store::keys(&mut write.read())?.pop() else {
        return Ok(None);
    };
    let file = app.log_key(organisation_id, last.number);
    if file.exists() {
        return active(write, app, at).map(|_| None);
    }
    let (_, new) = follow(write, app, last.number, at)?;
    Ok(Some(new.to_string()))
}

/// Lets a new key follow the one with this number, which signed as far as it signed and says nothing of it.
fn follow(
    write: &mut Write<'_>,
    app: &App,
    number: i64,
    at: Timestamp,
) -> Result<(i64, NoteKey), Failure> {
    let size = store::covered(&mut write.read())?;
    let new = made(app, write.organisation_id(), number.saturating_add(1))?;
    store::key_retire(write, number, (at, size))?;
    store::key_add(write, (new.number, new.key.public()), at)?;
    Ok((size, new.key))
}

/// A text signed with the key that signs now, as a note. Nothing is signed before the first checkpoint
/// announced a key.
pub(crate) fn signed_note(read: &mut Read<'_>, app: &App, text: &str) -> Result<String, Failure> {
    let organisation_id = read.organisation_id();
    let kept = store::keys(read)?.pop().ok_or_else(|| {
        Failure::Rule("No checkpoint was signed yet: sign one on the log’s page first".to_owned())
    })?;
    let file = KeyFile::at(app.log_key(organisation_id, kept.number));
    let secret = file.key(|| None).map_err(refused)?;
    let key = note_key(organisation_id, secret.public().bytes())?;
    let sign = |bytes: &[u8]| secret.sign(bytes).bytes();
    Ok(Note::sign(text, &key, sign))
}

/// The kind of record that a change of keys is; its id is the new key's 32 bytes in hexadecimal digits, so
/// that the line in the log names that key and no other.
pub(super) const RECORD: &str = "log-key";

/// What a change of keys gave.
#[derive(Debug, Clone)]
pub(crate) struct Rotated {
    /// The key that was retired, and the size up to which it signs.
    pub(crate) old: (NoteKey, i64),
    /// The key that signs from now on.
    pub(crate) new: NoteKey,
}

/// Changes the key that signs for an organisation's log. The log says both, and the old key signs
/// that entry last.
pub(crate) fn rotate(app: &App, organisation_id: Id) -> Result<Rotated, Failure> {
    let scope = Scope::command(organisation_id, "log rotate-key");
    let at = app.clock.now();
    let (rotated, number) = app.database.write(scope, |mut write| {
        let old = active(&mut write, app, at)?;
        let new = made(app, organisation_id, old.number.saturating_add(1))?;
        let id = hex(&new.key.public());
        let entry = LogEntry {
            at,
            action: "changed the key of the log".to_owned(),
            record_kind: RECORD.to_owned(),
            record_id: id.clone(),
            content: serde_json::json!({
                "new": new.key.to_string(),
                "old": old.key.to_string(),
            }),
        };
        write.commit_then(entry, |write| {
            let size = sign(write, app, (RECORD, &id), at)?;
            store::key_retire(write, old.number, (at, size))?;
            store::key_add(write, (new.number, new.key.public()), at)?;
            let rotated = Rotated {
                old: (old.key, size),
                new: new.key,
            };
            Ok::<_, Failure>((rotated, old.number))
        })
    })?;
    // The retired key signs nothing any more: its secret is not kept.
    std::fs::remove_file(app.log_key(organisation_id, number))
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok(rotated)
}

/// Whether the file of a key holds that key.
fn is_here(app: &App, organisation_id: Id, kept: &LogKey) -> Result<Option<()>, Failure> {
    let file = KeyFile::at(app.log_key(organisation_id, kept.number));
    match file.key(|| None) {
        Ok(key) => Ok((key.public().bytes() == kept.public).then_some(())),
        Err(KeyFault::NoRandomness | KeyFault::Damaged) => Ok(None),
        Err(fault @ (KeyFault::File(_) | KeyFault::OpenToOthers)) => {
            Err(Failure::Broken(fault.into()))
        }
    }
}

/// Begins with a new key where the old one is lost. The log says so, and that the old key did not sign for
/// it; the old one counts as far as it signed. Whatever lies in its place stays there.
pub(crate) fn replace_lost(app: &App, organisation_id: Id) -> Result<Rotated, Failure> {
    let scope = Scope::command(organisation_id, "log rotate-key");
    let at = app.clock.now();
    app.database.write(scope, |mut write| {
        let kept = store::keys(&mut write.read())?.pop();
        let kept = kept.ok_or_else(|| Failure::Rule(NONE.to_owned()))?;
        if is_here(app, organisation_id, &kept)?.is_some() {
            return Err(Failure::Rule(HERE.to_owned()));
        }
        let old = note_key(organisation_id, kept.public)?;
        let (size, new) = follow(&mut write, app, kept.number, at)?;
        let id = hex(&new.public());
        let entry = LogEntry {
            at,
            action: "began a new key of the log, the old one being lost".to_owned(),
            record_kind: RECORD.to_owned(),
            record_id: id.clone(),
            content: serde_json::json!({
                "lost": old.to_string(),
                "new": new.to_string(),
                "signed_up_to": size,
            }),
        };
        write.commit_then(entry, |write| {
            sign(write, app, (RECORD, &id), at)?;
            let old = (old, size);
            Ok::<_, Failure>(Rotated { old, new })
        })
    })
}
