//! The packs of many organisations added up (P1.2c, P5e), without a portal that they report to: each is
//! looked at under the key of its own log, what holds is added by year, measure, area and organisation,
//! and what does not is named with its reason. The page keeps nothing: the packs are gone before they are
//! read, and the answer is the only place where the sums stand.

mod document;
mod files;
mod looking;
pub(crate) mod page;
mod reading;
mod tables;
mod told;

#[cfg(test)]
mod tests;

pub(crate) use document::summary;
pub(crate) use files::{As, bytes};
pub(crate) use looking::{Added, Brought, add};
pub(crate) use tables::tables;
pub(crate) use told::known;
