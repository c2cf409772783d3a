//! Which quarters are closed. A quarter is closed by its sign-off and never opened again: nothing
//! here or elsewhere removes a row.

use super::store;
use crate::failure::Failure;
use database::{Read, Write};
use domain::calendar::{Calendar, Quarter};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Closes a quarter, in the transaction of its sign-off.
pub(crate) fn close_quarter(
    write: &mut Write<'_>,
    quarter: Quarter,
    at: Timestamp,
) -> Result<(), Failure> {
    store::closed_add(write, quarter, at)
}

/// The quarters that are signed.
pub(crate) fn closed_quarters(
    read: &mut Read<'_>,
    calendar: Calendar,
) -> Result<BTreeSet<Quarter>, Failure> {
    let names = store::closed_names(read)?;
    Ok(names
        .iter()
        .filter_map(|name| calendar.quarter(name))
        .collect())
}
