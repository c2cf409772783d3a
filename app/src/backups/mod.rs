//! That backups are made (P5e). Whoever runs the server chooses what makes them; it says so afterwards with
//! `commonweal backup-made`, and where nothing was said for longer than a day there is an alarm.

mod store;

#[cfg(test)]
mod tests;

pub(crate) use store::last;

use crate::app::{App, new_id};
use crate::failure::Failure;
use database::{Id, LogEntry, Scope};
use jiff::Timestamp;

/// A backup, as it was told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Backup {
    id: Id,
    /// When it was told of: as soon as it was made.
    pub(crate) made_at: Timestamp,
    /// Where it lies, in the words of who makes it.
    pub(crate) place: String,
}

/// The longest name of a place, in letters.
const PLACE_LETTERS: usize = 200;

/// Keeps that a backup was made just now, which lies at this place.
pub(crate) fn made(app: &App, scope: Scope, place: &str) -> Result<(), Failure> {
    let place = place.trim();
    if place.is_empty() || place.chars().count() > PLACE_LETTERS {
        return Err(Failure::Rule(format!(
            "Say where the backup lies in 1 to {PLACE_LETTERS} letters."
        )));
    }
    let backup = Backup {
        id: new_id(),
        made_at: app.clock.now(),
        place: place.to_owned(),
    };
    let entry = LogEntry {
        at: backup.made_at,
        action: "made backup".to_owned(),
        record_kind: "backup".to_owned(),
        record_id: backup.id.to_string(),
        content: serde_json::json!({ "place": backup.place }),
    };
    app.database.write(scope, |mut write| {
        store::add(&mut write, &backup)?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}
