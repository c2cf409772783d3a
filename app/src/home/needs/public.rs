//! What waits to be shown to everybody.

use super::{By, Need};
use crate::failure::Failure;
use crate::publication;
use crate::visit::Who;
use database::Read;

/// A signed year that somebody else proposed.
pub(super) fn waiting(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let waiting = publication::waiting(read, who)?;
    Ok(waiting.first().map(|(year, since)| Need {
        label: "Public page",
        figure: year.clone(),
        note: "It is proposed that everybody may read this year.".to_owned(),
        href: format!("/publication/{year}/publish"),
        link: "Read it and decide",
        look: "accent",
        by: Some(By::Since(*since)),
    }))
}
