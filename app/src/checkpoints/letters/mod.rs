//! Checkpoints by mail (P5e): whoever keeps them outside is named by address, a letter to each is written in
//! the transaction of the signature, and sent after it through the mail server that was set at the start.
//! Without one no connection is made. A letter goes once or, when the process is killed between sending and
//! keeping that it was taken, twice under the same Message-ID; never not at all.

pub(crate) mod again;
pub(crate) mod keepers;
pub(super) mod section;
mod sending;
mod store;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use sending::from_the_start;
pub(super) use sending::soon;

use super::store::KeptCheckpoint;
use crate::app::{App, new_id};
use crate::failure::Failure;
use database::{Id, Write};
use jiff::Timestamp;

/// The most addresses that an organisation names.
pub(super) const MOST: usize = 20;

/// Somebody outside who gets each checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Keeper {
    id: Id,
    email: String,
    named_at: Timestamp,
}

/// A letter as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KeptLetter {
    id: Id,
    /// Of the checkpoint that it holds.
    size: i64,
    email: String,
    message_id: String,
    written_at: Timestamp,
    state: State,
}

/// How far a letter is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// Nobody tried yet.
    Written,
    /// It was tried so often, the server answered this, and it is tried again then; none: it rests.
    Tried {
        tries: i64,
        answer: String,
        next_try_at: Option<Timestamp>,
    },
    /// The mail server took it.
    Taken { at: Timestamp, answer: String },
}

impl KeptLetter {
    /// What the mail server, or whoever stood in its way, said last.
    fn answer(&self) -> &str {
        match &self.state {
            State::Written => "",
            State::Tried { answer, .. } | State::Taken { answer, .. } => answer,
        }
    }
}

/// Writes a letter to each keeper, within the transaction of the signature.
pub(super) fn write_all(
    write: &mut Write<'_>,
    app: &App,
    kept: &KeptCheckpoint,
) -> Result<(), Failure> {
    let host = app.checkpoints.mail.get();
    let host = host.map_or("commonweal.invalid", |server| server.from().host());
    for keeper in store::keepers(&mut write.read())? {
        let id = new_id();
        let letter = KeptLetter {
            id,
            size: kept.size,
            email: keeper.email,
            message_id: format!("checkpoint-{}.{id}@{host}", kept.size),
            written_at: kept.signed_at,
            state: State::Written,
        };
        store::letter_add(write, &letter)?;
    }
    Ok(())
}
