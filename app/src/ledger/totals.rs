//! Totals as they are read: one row per measure, month, area, partner and grade. Their number does
//! not grow with the number of entries.

use super::store;
use crate::failure::Failure;
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};

/// One running sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) quarter: Quarter,
    pub(crate) measure_id: Id,
    /// The month it counts in: `2026-09`.
    pub(crate) month: String,
    pub(crate) area_code: String,
    pub(crate) partner_id: Option<Id>,
    pub(crate) grade: Grade,
    pub(crate) quantity: Quantity,
    /// The part that is additional to what contracts pay for.
    pub(crate) additional: Quantity,
    pub(crate) entries: i64,
}

/// The totals of these quarters.
pub(crate) fn totals(read: &mut Read<'_>, quarters: &[Quarter]) -> Result<Vec<Total>, Failure> {
    let mut found = Vec::new();
    for quarter in quarters {
        found.extend(store::totals(read, *quarter)?);
    }
    Ok(found)
}
