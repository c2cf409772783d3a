//! What opens a review of the policy by itself (P6a): a law that changed, a partnership that was approved,
//! an objective that is new, something cited that holds no more, and, where it is wished, a missed target.

use super::store::{self, facts};
use super::{Policy, findings};
use crate::app::date_of;
use crate::failure::Failure;
use crate::{organisation, partners};
use database::Read;
use domain::calendar::Calendar;
use domain::policy::ReviewReason;
use jiff::Timestamp;
use jiff::civil::Date;

/// What happened since an instant.
pub(super) fn since(read: &mut Read<'_>, since: Timestamp) -> Result<Vec<ReviewReason>, Failure> {
    let partnerships = partners::approved_since(read, since)?.into_iter();
    let mut found: Vec<ReviewReason> = partnerships
        .map(|(partner, on)| ReviewReason::NewPartnership { partner, on })
        .collect();
    let laws = facts::law_changes(read, since)?.into_iter();
    found.extend(laws.map(|(title, on)| ReviewReason::ChangedLaw { title, on }));
    let objectives = facts::objective_changes(read, since)?.into_iter();
    found.extend(objectives.map(|(title, on)| ReviewReason::ChangedObjective { title, on }));
    Ok(found)
}

/// What the policy cites and holds no more: all of it before the first review, then what has lapsed since.
pub(super) fn lapsed(
    read: &mut Read<'_>,
    (policy, reviewed_on): (&Policy, Option<Date>),
    today: Date,
) -> Result<Vec<ReviewReason>, Failure> {
    let clauses = store::clauses(read, policy.id)?;
    let lapsed = findings::lapsed(read, &clauses, today)?.into_iter();
    let came = date_of(policy.imported_at);
    Ok(lapsed
        .filter(|one| reviewed_on.is_none_or(|on| one.since > on))
        .map(|one| ReviewReason::LapsedReference {
            on: one.since.max(came),
            name: one.name,
        })
        .collect())
}

/// Measures that missed their target in a quarter that ended since, where the organisation wants to be
/// asked then. Less than the percent of the weakest rating is a miss.
pub(super) fn missed(
    read: &mut Read<'_>,
    since: Timestamp,
    today: Date,
) -> Result<Vec<ReviewReason>, Failure> {
    let Some(wished) = store::missed_targets_since(read)? else {
        return Ok(Vec::new());
    };
    let organisation = organisation::find(read)?;
    let calendar =
        Calendar::starting_in(organisation.year_starts_month).unwrap_or(Calendar::ACADEMIC);
    let from = date_of(since.max(wished));
    let mut found = Vec::new();
    for quarter in calendar.quarters_between((from, today)) {
        let last = calendar.last_day(quarter);
        if last >= today {
            continue;
        }
        let (_, _, percent) = organisation.thresholds;
        let codes = facts::missed_kpis(read, &quarter.to_string(), percent)?;
        found.extend(codes.into_iter().map(|code| ReviewReason::MissedTarget {
            code,
            quarter: quarter.title(),
            on: last.tomorrow().unwrap_or(last),
        }));
    }
    Ok(found)
}
