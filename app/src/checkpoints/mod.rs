//! The signed size and root of the log (P5e): made in the transaction of each sign-off, printed on what
//! is signed, and handed on to somebody outside, so that not even who runs the server can change the past
//! unseen. It never signs two checkpoints of which one is not the beginning of the other.

mod document;
mod hand_on;
mod handover;
mod keys;
pub(crate) mod letters;
pub(crate) mod list;
mod nodes;
mod post;
pub(crate) mod proof;
mod sign;
mod store;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use document::blocks;
pub(crate) use hand_on::hand_on;
pub(crate) use handover::{Handover, handovers};
pub(crate) use keys::{
    LogKey, begins_anew, note_key, origin, pinned, replace_lost, rotate, signed_note,
};
pub(crate) use nodes::{Kept as KeptTree, count};
pub(crate) use proof::proved;
pub(crate) use sign::sign;
pub(crate) use store::covered;
pub(crate) use store::{KeptCheckpoint, all, keys, of_record, readable, sealed_as};

use transparency::to_base64;

/// A checkpoint as a signed page or document prints it.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    /// Whose log.
    pub(crate) origin: String,
    /// How many entries.
    pub(crate) size: i64,
    /// The root over them, in Base64.
    pub(crate) root: String,
}

/// The checkpoint that was signed with a record; none for one that was signed before there were any.
pub(crate) fn printed(
    read: &mut database::Read<'_>,
    record: (&str, &str),
) -> Result<Option<Printed>, crate::failure::Failure> {
    let origin = origin(read.organisation_id());
    Ok(of_record(read, record)?.map(|kept| Printed {
        origin,
        size: kept.size,
        root: to_base64(&kept.root),
    }))
}
