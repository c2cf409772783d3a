//! The proof that an entry is in the log: its leaf, the hashes beside its way to the root, and the
//! checkpoint with that root. Whoever has it and the log's key needs nothing else of ours.

use super::nodes::{Kept, broken, count};
use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use database::{Read, log_entries, log_leaf};
use transparency::{Tree, inclusion_text};

/// An entry's proof.
#[derive(Debug, Clone)]
pub(crate) struct Proved {
    /// The proof as a file has it.
    pub(crate) text: String,
}

/// The proof of the entry with this number, from 1, to the first checkpoint that covers it; none as long
/// as no checkpoint does.
pub(crate) fn proved(read: &mut Read<'_>, number: i64) -> Result<Option<Proved>, Failure> {
    let before = number.saturating_sub(1);
    let Some(entry) = log_entries(read, before, 1)?.pop() else {
        return Ok(None);
    };
    let covering = store::covering(read, number)?;
    let Some(checkpoint) = covering.filter(|_| entry.number == number) else {
        return Ok(None);
    };
    let size = count(checkpoint.size);
    let path = Tree::of(Kept(read), size)
        .inclusion(count(before), size)
        .map_err(broken)?;
    let text = inclusion_text(&transparency::Kept {
        leaf: log_leaf(&entry).into_bytes(),
        number: count(before),
        path,
        checkpoint: checkpoint.note.clone(),
    });
    Ok(Some(Proved { text }))
}

/// The proof as a file to keep.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let number: i64 = visit
        .parameter("number")?
        .parse()
        .map_err(|_| Failure::NotFound)?;
    let proved = visit.read(|read| proved(read, number))?;
    Ok(Reply::File {
        media_type: "text/plain; charset=utf-8",
        file_name: format!("log-entry-{number}.tlog-proof"),
        bytes: proved.ok_or(Failure::NotFound)?.text.into_bytes(),
    })
}
