//! What the sessions that are planned would add to each measure, if as many people came as to the last ten.
//! It is an expectation and nothing that counts.

use super::store;
use crate::failure::Failure;
use database::{Id, Read};
use domain::ledger::Quantity;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is to come on these days, by measure. An activity that was never held says nothing.
pub(crate) fn to_come(
    read: &mut Read<'_>,
    days: (Date, Date),
) -> Result<BTreeMap<Id, Quantity>, Failure> {
    let mut found: BTreeMap<Id, Quantity> = BTreeMap::new();
    for (activity_id, sessions, came) in store::planned_between(read, days)? {
        let together: i64 = came.iter().sum();
        let many = i64::try_from(came.len()).unwrap_or(i64::MAX);
        let (Some(usual), Some(activity)) =
            (together.checked_div(many), store::find(read, activity_id)?)
        else {
            continue;
        };
        for (measure_id, counting) in &activity.feeds {
            let each = counting.quantity(activity.usual_minutes, usual);
            let sum = found.entry(*measure_id).or_default();
            sum.0 = sum.0.saturating_add(each.0.saturating_mul(sessions));
        }
    }
    Ok(found)
}
