//! Evidence that runs out before the quarter of its entries can be signed off (P1.2e). It goes on
//! counting, since nobody changed anything; somebody is told, and adds newer evidence in time.

use super::{closed_quarters, store};
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many days before it runs out evidence is named.
const SOON: i64 = 30;

/// Evidence that runs out while entries rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunningOut {
    pub(crate) evidence_id: Id,
    pub(crate) title: String,
    pub(crate) expires_on: Date,
    /// How many entries of unsigned quarters rest on it.
    pub(crate) entries: i64,
}

/// The evidence, the first to run out first: what has run out, what does so within a month, and what
/// does so before the quarter of today has ended. Of one measure, or of all.
pub(crate) fn running_out(
    read: &mut Read<'_>,
    (who, today): (&Who, Date),
    measure_id: Option<Id>,
) -> Result<Vec<RunningOut>, Failure> {
    let calendar = who.calendar;
    let closed = closed_quarters(read, calendar)?;
    let mut quarter = calendar.quarter_of(who.first_day);
    while closed.contains(&quarter) {
        quarter = calendar.next(quarter);
    }
    let end = calendar.last_day(calendar.quarter_of(today));
    let last = today.saturating_add(SOON.days()).max(end);
    store::running_out(read, (calendar.first_day(quarter), last), measure_id)
}
