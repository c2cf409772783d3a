//! Who the organisation works with (P3a). A partner is listed here; approval by the five checks of
//! Appendix A comes on top of the listing.

pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;

pub(crate) use store::{add, all, find};

/// A listed partner.
#[derive(Debug, Clone)]
pub(crate) struct Partner {
    pub(crate) id: Id,
    pub(crate) name: String,
    /// What it does with the organisation.
    pub(crate) purpose: String,
}
