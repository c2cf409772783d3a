//! What every new check brings with it: it is kept, what follows from all checks is worked out anew, and
//! the ledger is brought in line, in one transaction.

use super::{Confirmed, FollowUp, KeptCheck, Settings, posting, standing, store};
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::ledger::Context;
use database::Write;
use domain::follow_ups::{Check, Stage};

/// Works out what follows from the checks: where it stands, what is next, what is confirmed.
pub(super) fn work_out(follow_up: &mut FollowUp, checks: &[KeptCheck], settings: &Settings) {
    let facts: Vec<Check> = standing(checks).iter().map(|one| one.facts()).collect();
    let dates = follow_up.dates;
    let (stands, next) = domain::follow_ups::standing(&dates, &facts);
    let is_left = follow_up.left_return_at.is_some() && facts.is_empty();
    let is_over = is_left || follow_up.taken_back_at.is_some();
    follow_up.standing = stands;
    follow_up.next = next
        .filter(|_| !is_over)
        .map(|stage| (stage, dates.due(stage)));
    let day = |stage: Stage| {
        let place = domain::follow_ups::lasted(&dates, &facts, (stage, settings.hours_rule))?;
        facts.get(place).map(|check| check.checked_on)
    };
    follow_up.confirmed = Confirmed {
        started: day(Stage::Start),
        middle: day(Stage::Middle),
        sustained: day(Stage::Last),
    };
}

/// Keeps a check with its evidence and brings everything in line. Gives how many entries were made,
/// corrected or taken back.
pub(super) fn record(
    write: &mut Write<'_>,
    follow_up: &FollowUp,
    (check, evidence): (&KeptCheck, Option<&Evidence>),
    context: &Context,
) -> Result<usize, Failure> {
    let mut checks = store::checks(&mut write.read(), follow_up.id)?;
    let before = checks.iter().filter(|one| one.stage == check.stage);
    let latest = before.map(|one| one.number).max().unwrap_or(0);
    if latest + 1 != check.number {
        return Err(Failure::Changed(
            "Somebody else recorded this check meanwhile.",
        ));
    }
    if let Some(evidence) = evidence {
        evidence::add(write, evidence, context.now)?;
    }
    store::check_add(write, follow_up.id, check)?;
    checks.push(check.clone());
    let settings = store::settings(&mut write.read())?;
    let mut follow_up = follow_up.clone();
    work_out(&mut follow_up, &checks, &settings);
    store::set(write, &follow_up)?;
    let mut posted = posting::bring(write, (&follow_up, &checks), &settings, context)?;
    // What was taken back here may have kept another job of the learner from counting.
    for other in store::of_learner(&mut write.read(), &follow_up.learner)? {
        if other.id != follow_up.id {
            let checks = store::checks(&mut write.read(), other.id)?;
            posted += posting::bring(write, (&other, &checks), &settings, context)?;
        }
    }
    Ok(posted)
}

/// Works everything out again, because the settings are others. Dates move only while their check is
/// still to come.
pub(super) fn again(
    write: &mut Write<'_>,
    settings: &Settings,
    context: &Context,
) -> Result<usize, Failure> {
    let mut posted = 0;
    for mut follow_up in store::all(&mut write.read())? {
        let checks = store::checks(&mut write.read(), follow_up.id)?;
        move_dates(&mut follow_up, settings);
        work_out(&mut follow_up, &checks, settings);
        store::set(write, &follow_up)?;
        posted += posting::bring(write, (&follow_up, &checks), settings, context)?;
    }
    Ok(posted)
}

/// Moves the days of checks that are not answered yet; those that are stay where they were.
fn move_dates(follow_up: &mut FollowUp, settings: &Settings) {
    let Some((next, _)) = follow_up.next else {
        return;
    };
    let new = domain::follow_ups::Dates::of(follow_up.dates.began_on, settings.weeks);
    let dates = &mut follow_up.dates;
    if next <= Stage::Middle {
        dates.middle_on = new.middle_on;
        dates.last_on = new.last_on;
    } else if new.last_on > dates.middle_on {
        dates.last_on = new.last_on;
    }
}
