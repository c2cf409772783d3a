//! What the checks prove goes into the ledger: one entry for each fact of a follow-up, with the evidence
//! of the check it rests on. A later check that says otherwise corrects it by a reversal (P5a). A learner
//! counts once for a measure in a year.

use super::{Fact, FollowUp, KeptCheck, Posted, Rule, Settings, Workplace, standing, store};
use crate::app::new_id;
use crate::evidence;
use crate::failure::Failure;
use crate::ledger::{self, Context, NewEntry, Subject};
use database::{Id, Write};
use domain::calendar::in_words;
use domain::follow_ups::{Check, Stage};
use domain::ledger::{PostRefused, Quantity};
use domain::places;

/// An entry that the checks ask for, and the check it rests on.
struct Wanted {
    entry: NewEntry,
    check_id: Id,
    evidence_id: Option<Id>,
}

/// Brings the ledger in line with the checks. Gives how many entries were made, corrected or taken back.
pub(super) fn bring(
    write: &mut Write<'_>,
    (follow_up, checks): (&FollowUp, &[KeptCheck]),
    settings: &Settings,
    context: &Context,
) -> Result<usize, Failure> {
    let before = store::posted(&mut write.read(), follow_up.id)?;
    let mut posted = 0;
    for fact in Fact::ALL {
        let rule = settings.rules.iter().find(|rule| rule.fact == fact);
        let wanted = rule.and_then(|rule| wanted((follow_up, checks), (rule, settings), context));
        let old = before.iter().find(|one| one.fact == fact);
        if let Some(now) = change(write, old, wanted.as_ref(), context)? {
            store::entry_set(write, (follow_up.id, fact), now)?;
            posted += 1;
        }
    }
    Ok(posted)
}

/// The entry a rule asks for. What lies before our first year waits.
fn wanted(
    (follow_up, checks): (&FollowUp, &[KeptCheck]),
    (rule, settings): (&Rule, &Settings),
    context: &Context,
) -> Option<Wanted> {
    let kept = standing(checks);
    let facts: Vec<Check> = kept.iter().map(|check| check.facts()).collect();
    let dates = &follow_up.dates;
    let stage = match rule.fact {
        Fact::Started => Stage::Start,
        Fact::Sustained => Stage::Last,
    };
    let place = domain::follow_ups::lasted(dates, &facts, (stage, settings.hours_rule))?;
    let check = kept.get(place)?;
    let happened_on = match rule.fact {
        Fact::Started => dates.began_on,
        Fact::Sustained => check.checked_on,
    };
    if !(context.first_day..=context.today).contains(&happened_on) {
        return None;
    }
    let (area_code, method) =
        area(follow_up, check).unwrap_or_else(|| (rule.area_code.clone(), places::BY_RULE));
    let entry = NewEntry {
        id: new_id(),
        measure_id: rule.measure_id,
        happened_on,
        area_code,
        area_method: Some(method.to_owned()),
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(1_000),
        additional_percent: rule.additional_percent,
        reason: reason(rule.fact, (follow_up, check)),
        subjects: vec![Subject::learner(
            context,
            (&follow_up.ukprn, &follow_up.learner),
            format!("follow-up {}, {}", follow_up.id, rule.fact.key()),
        )],
    };
    Some(Wanted {
        entry,
        check_id: check.id,
        evidence_id: check.evidence_id,
    })
}

/// The learner's home area, else the area of the work, with how it was found; else none.
fn area(follow_up: &FollowUp, check: &KeptCheck) -> Option<(String, &'static str)> {
    let home = &follow_up.home;
    let work = match &check.workplace {
        Workplace::Area(code) => Some((code.clone(), places::BY_WORK)),
        Workplace::Elsewhere | Workplace::Unknown => None,
    };
    let by_home = |code: &String| {
        let is_listed = home.outward.as_ref() == Some(code);
        let method = if is_listed {
            places::BY_DISTRICT
        } else {
            places::BY_OUTWARD_CODE
        };
        (code.clone(), method)
    };
    home.area_code.as_ref().map(by_home).or(work)
}

fn reason(fact: Fact, (follow_up, check): (&FollowUp, &KeptCheck)) -> String {
    let rule = match fact {
        Fact::Started => "a check says in work".to_owned(),
        Fact::Sustained => format!(
            "in work on or after {}, and no check before says otherwise",
            in_words(follow_up.dates.last_on)
        ),
    };
    format!(
        "{}: {rule}. {} of {}, learner {}, job from {}",
        fact.name(),
        check.stage.name(),
        in_words(check.checked_on),
        follow_up.learner,
        in_words(follow_up.dates.began_on)
    )
}

/// The entry that stands now with the check it rests on; none when none does any more.
type Now = Option<(Id, Id)>;

/// Makes, corrects or takes back one entry. None when it stays: because it says the same, or because a
/// person has corrected it by hand.
fn change(
    write: &mut Write<'_>,
    old: Option<&Posted>,
    new: Option<&Wanted>,
    context: &Context,
) -> Result<Option<Now>, Failure> {
    let entry = new.map(|new| &new.entry);
    match old {
        None => {
            let Some(entry) = entry else { return Ok(None) };
            match ledger::post(write, entry, context)? {
                Ok(_) => {}
                // The learner counts for the measure in the year by something else, or the measure
                // takes nothing on this day.
                Err(PostRefused::CountsAlready(_) | PostRefused::Measure(_)) => return Ok(None),
                Err(why) => return Err(Failure::Rule(why.to_string())),
            }
        }
        Some(posted) => {
            let old = ledger::entry(&mut write.read(), posted.entry_id)?;
            let old = old.ok_or(Failure::NotFound)?;
            let is_same = new.is_some_and(|new| {
                posted.check_id == new.check_id && says_the_same(&old, &new.entry)
            });
            if is_same || ledger::is_corrected(&mut write.read(), old.id)?.is_some() {
                return Ok(None);
            }
            let why = "A later check, or another rule, says otherwise";
            ledger::correct(write, &old, new_id(), entry, (why, context))?
                .map_err(|why| Failure::Rule(why.to_string()))?;
        }
    }
    if let Some(new) = new {
        attach(write, new, context)?;
    }
    Ok(Some(new.map(|new| (new.entry.id, new.check_id))))
}

fn says_the_same(old: &ledger::Entry, new: &NewEntry) -> bool {
    let additional = domain::ledger::additional(new.quantity, new.additional_percent);
    (new.measure_id, new.happened_on, additional)
        == (old.measure_id, old.happened_on, old.additional)
        && new.area_code == old.area_code
}

/// The evidence of the check supports the entry.
fn attach(write: &mut Write<'_>, new: &Wanted, context: &Context) -> Result<(), Failure> {
    let Some(id) = new.evidence_id else {
        return Ok(());
    };
    let Some((found, _, _)) = evidence::find(&mut write.read(), id)? else {
        return Ok(());
    };
    ledger::attach(write, new.entry.id, (id, found.grade), context)?
        .map_err(|why| Failure::Rule(why.to_string()))
}
