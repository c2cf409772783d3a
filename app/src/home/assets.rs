//! Stylesheet and fonts, built into the binary. Their addresses carry their hash.

use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};

/// An asset by its path.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let asset = pages::asset(visit.parameter("path")?).ok_or(Failure::NotFound)?;
    Ok(Reply::Asset {
        media_type: asset.media_type,
        bytes: asset.bytes,
    })
}
