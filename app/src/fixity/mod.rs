//! Whether everything kept is still what it was (P5e): each file by its SHA-256, each row by its mark, and
//! all that can be worked out again. A run once a month, and whenever somebody asks, keeps what it found;
//! damage is named and since when, and is never taken for good by a later run.

mod comparing;
mod looking;
mod marks;
pub(crate) mod runs;
pub(crate) mod show;
mod store;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use looking::run;
pub(crate) use looking::{look, monthly};
pub(crate) use runs::damage;

use database::Id;
use jiff::Timestamp;

/// A run as it was kept.
#[derive(Debug, Clone)]
struct Run {
    id: Id,
    began_at: Timestamp,
    began_by: Option<Id>,
    /// How far the log was: what was written after is not marked yet.
    log_number: i64,
    files: i64,
    rows: i64,
    findings: i64,
    marks_sha256: [u8; 32],
}

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    words: String,
    /// The last run that did not find it.
    sound_until: Option<Timestamp>,
    first_found_at: Timestamp,
}
