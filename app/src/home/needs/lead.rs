//! What needs the Social Value Lead: a framework, a policy, targets, and evidence.

use super::{By, Need};
use crate::failure::Failure;
use crate::home::store;
use crate::visit::Who;
use crate::{framework, ledger, policy};
use database::Read;
use domain::calendar::{Calendar, Quarter};
use domain::ledger::Grade;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How many open quarters are looked at, the latest first.
const QUARTERS: usize = 4;

/// What needs the Lead today.
pub(super) fn of_lead(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    let measures = framework::measures(read)?;
    if measures.is_empty() {
        needs.push(Need {
            label: "Framework",
            figure: "None yet".to_owned(),
            note: "Measures, targets and every figure begin with a framework.".to_owned(),
            href: "/framework/adopt".to_owned(),
            link: "Adopt a framework",
            look: "accent",
            by: None,
        });
    }
    needs.extend(of_policy(read, today)?);
    needs.extend(without_target(read, who.calendar, today, &measures)?);
    for quarter in open_quarters(read, who, today)? {
        let last_day = who.calendar.last_day(quarter);
        needs.extend(without_evidence(read, (quarter, last_day))?);
    }
    Ok(needs)
}

/// A policy that is missing, or whose review is due (P6a).
fn of_policy(read: &mut Read<'_>, today: Date) -> Result<Option<Need>, Failure> {
    let versions = policy::versions(read)?;
    let need = |figure: &str, (note, by): (String, Option<By>), href: &str, link| Need {
        label: "Policy",
        figure: figure.to_owned(),
        note,
        href: href.to_owned(),
        link,
        look: "accent",
        by,
    };
    Ok(match policy::shown(&versions, None) {
        None => Some(need(
            "None yet",
            (
                "Its clauses, dates and partners are read from the document.".to_owned(),
                None,
            ),
            "/policy/import",
            "Import the policy",
        )),
        Some(shown) => {
            let reasons = policy::review_asked_for(read, shown, today)?;
            reasons.first().map(|first| {
                let note = format!("{first}.");
                need(
                    "Review due",
                    (note, Some(By::Since(first.since()))),
                    "/policy/review",
                    "Review it",
                )
            })
        }
    })
}

/// Measures nobody has set a target for in the year that today lies in.
fn without_target(
    read: &mut Read<'_>,
    calendar: Calendar,
    today: Date,
    measures: &[framework::Measure],
) -> Result<Option<Need>, Failure> {
    let year = calendar.year_of(today);
    let targets = framework::targets(read, &year.quarters())?;
    let with_target: BTreeSet<_> = targets.keys().map(|(measure, _)| *measure).collect();
    let count = measures
        .iter()
        .filter(|measure| !with_target.contains(&measure.id))
        .count();
    Ok((count > 0).then(|| Need {
        label: "Measures without a target",
        figure: count.to_string(),
        note: format!("Of {} measures, in {year}.", measures.len()),
        href: format!("/targets?year={year}"),
        link: "Set targets",
        look: "",
        by: None,
    }))
}

/// The quarters up to today's that are not signed off, the latest few.
fn open_quarters(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Quarter>, Failure> {
    let closed = ledger::closed_quarters(read, who.calendar)?;
    let now = who.calendar.quarter_of(today);
    let mut quarter = who.calendar.quarter_of(who.first_day);
    let mut open = Vec::new();
    while quarter <= now {
        if !closed.contains(&quarter) {
            open.push(quarter);
        }
        quarter = who.calendar.next(quarter);
    }
    Ok(open.split_off(open.len().saturating_sub(QUARTERS)))
}

/// Entries of a quarter without any evidence. The totals know how many; a corrected entry and its
/// reversal are taken off, since nobody needs to evidence them.
fn without_evidence(
    read: &mut Read<'_>,
    (quarter, last_day): (Quarter, Date),
) -> Result<Option<Need>, Failure> {
    let lines: i64 = ledger::totals(read, &[ledger::Part::Whole], &[quarter])?
        .iter()
        .filter(|total| total.grade == Grade::Unevidenced)
        .map(|total| total.entries)
        .sum();
    let count = if lines == 0 {
        0
    } else {
        lines.saturating_sub(store::corrected_without_evidence(read, quarter)?)
    };
    Ok((count > 0).then(|| Need {
        label: "Entries without evidence",
        figure: count.to_string(),
        note: format!("In {}.", quarter.title()),
        href: format!("/entries?quarter={quarter}"),
        link: "See the entries",
        look: "gold",
        by: Some(By::Due(last_day)),
    }))
}
