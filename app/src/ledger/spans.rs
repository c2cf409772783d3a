//! What counts between any two days: months of the totals where a year begins with a month, and a
//! contract's entries day by day where it does not.

use super::store;
use super::{Part, totals};
use crate::failure::Failure;
use database::{Id, Read};
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most entries of a contract that are read for one page.
const MOST_OF_A_CONTRACT: i64 = 200_000;

/// What counts of a measure on a day, or in a month of which this is the first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DaySum {
    pub(crate) measure_id: Id,
    pub(crate) on: Date,
    pub(crate) grade: Grade,
    pub(crate) quantity: Quantity,
    /// The part that is additional to what contracts pay for.
    pub(crate) additional: Quantity,
    pub(crate) entries: i64,
}

/// What counts in the whole months between two days, from the totals alone: as quick with many entries as
/// with few. `calendar` is the one the totals are kept by.
pub(crate) fn by_month(
    read: &mut Read<'_>,
    calendar: Calendar,
    (from, to): (Date, Date),
) -> Result<Vec<DaySum>, Failure> {
    let quarters = calendar.quarters_between((from, to));
    let totals = totals(read, &[Part::Month], &quarters)?;
    let sums = totals.into_iter().filter_map(|total| {
        let on: Date = format!("{}-01", total.key).parse().ok()?;
        (from <= on && on <= to).then_some(DaySum {
            measure_id: total.measure_id,
            on,
            grade: total.grade,
            quantity: total.quantity,
            additional: total.additional,
            entries: total.entries,
        })
    });
    Ok(sums.collect())
}

/// What counts of a contract between two days; none when there is too much of it for one page.
pub(crate) fn of_contract(
    read: &mut Read<'_>,
    contract_id: Id,
    days: (Date, Date),
) -> Result<Option<Vec<DaySum>>, Failure> {
    store::of_contract(read, contract_id, days, MOST_OF_A_CONTRACT)
}

/// What of these days belongs by its own date to days before them, by measure: it came too late for a
/// quarter that had been signed off.
pub(crate) fn from_before(
    read: &mut Read<'_>,
    calendar: Calendar,
    days: (Date, Date),
) -> Result<BTreeMap<Id, i64>, Failure> {
    let mut found = BTreeMap::new();
    for quarter in calendar.quarters_between(days) {
        for (measure_id, quantity) in store::from_before(read, &quarter.to_string(), days)? {
            *found.entry(measure_id).or_default() += quantity.0;
        }
    }
    found.retain(|_, thousandths| *thousandths != 0);
    Ok(found)
}
