//! Looks at what was handed out of a Commonweal without asking it: a pack, an exported log, the proof of
//! one entry, a checkpoint. It needs no database and no network, and believes only what is pinned: the
//! log's name and its keys.

mod export;
mod found;
mod handover;
mod left_out;
mod looking;
mod one_line;
mod opening;
mod pack;
mod pins;
mod proof;
mod totals;

#[cfg(test)]
mod tests;

pub use export::verify_export;
pub use found::Found;
pub use handover::handover_path;
pub use left_out::LeftOut;
pub use looking::{Looked, Looking, Trust};
pub use one_line::{leaves_its_line, one_line};
pub use pack::{Evidence, PACK_SIGNATURE, Pack, Signed, signature_text, verify_pack};
pub use pins::{PinFault, Pins, fingerprint_of};
pub use proof::{verify_checkpoint, verify_proof};
pub use totals::{TOKENS, TOTALS, TokenFile, TokensOf, Total};

use std::path::Path;
use thiserror::Error;

/// Why nothing can be said.
#[derive(Debug, Error)]
pub enum Unread {
    /// It could not be read.
    #[error("it could not be read")]
    File(#[from] std::io::Error),
    /// It is no pack that can be opened.
    #[error(transparent)]
    Bag(#[from] bag::BagFault),
    /// It is none of what can be looked at.
    #[error("this is no pack, no exported log, no proof and no checkpoint")]
    Unknown,
}

/// Looks at whatever lies there.
///
/// # Errors
/// When it cannot be read or is none of what can be looked at.
pub fn verify(path: &Path, pins: &Pins) -> Result<Found, Unread> {
    if path.join("bagit.txt").is_file() {
        return Ok(verify_pack(&mut bag::Folder::at(path), pins)?);
    }
    if path.join("checkpoint").is_file() {
        return verify_export(path, pins);
    }
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
    {
        let file = std::fs::File::open(path)?;
        return Ok(verify_pack(&mut bag::Zipped::open(file)?, pins)?);
    }
    let text = std::fs::read(path)?;
    let text = String::from_utf8(text).map_err(|_| Unread::Unknown)?;
    if text.starts_with("c2sp.org/tlog-proof") {
        return Ok(verify_proof(&text, pins));
    }
    if transparency::Note::read(&text).is_ok() {
        return Ok(verify_checkpoint(&text, pins));
    }
    Err(Unread::Unknown)
}
