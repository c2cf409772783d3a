//! What was restated after something was signed: a report or a figure stays as it was, and says so beside
//! it.

use crate::app::date_of;
use crate::failure::Failure;
use crate::monitoring::store;
use database::Read;
use domain::calendar::{Calendar, in_words};
use domain::monitoring::{ReturnName, SealedReturn};
use jiff::Timestamp;

/// A restatement that was signed later.
#[derive(Debug, Clone)]
pub(crate) struct Later {
    /// As a page says it: `Quarter 1 of 2025-26, edition 2`.
    pub(crate) title: String,
    /// The day it was signed, in words.
    pub(crate) signed_on: String,
    pub(crate) reason: String,
    /// The page of that edition.
    pub(crate) href: String,
    pub(crate) sealed: SealedReturn,
}

/// Every restatement that was signed after an instant, in the order of quarters and editions.
pub(crate) fn restated_since(
    read: &mut Read<'_>,
    calendar: Calendar,
    after: Timestamp,
) -> Result<Vec<Later>, Failure> {
    let mut found = Vec::new();
    for one in store::restatements(read)? {
        let Some((at, _)) = one.signed.filter(|(at, _)| *at > after) else {
            continue;
        };
        let kept = store::seal(read, &one.name)?.ok_or(Failure::NotFound)?;
        let sealed = SealedReturn::read(kept.content.as_bytes())
            .map_err(|fault| Failure::Broken(fault.into()))?;
        let name = ReturnName::read(calendar, &one.name);
        found.push(Later {
            title: name.map_or_else(|| one.name.clone(), ReturnName::title),
            signed_on: in_words(date_of(at)),
            reason: one.reason,
            href: format!("/returns/{}", one.name),
            sealed,
        });
    }
    Ok(found)
}
