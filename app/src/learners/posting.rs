//! What a return proves goes into the ledger, one entry for each learner and fact; a new picture of
//! the year corrects what is different, by reversals and new entries (P5a).

use super::{Accepted, Rule, Snapshot, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::follow_ups;
use crate::ledger::{self, Context, NewEntry};
use crate::organisation;
use database::{Id, Write};
use domain::ilr::{Fact, Proof};
use domain::ledger::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// How many entries were made, corrected or taken back.
pub(super) type Posted = usize;

/// Brings the ledger in line with a picture.
pub(super) fn post(
    write: &mut Write<'_>,
    (accepted, snapshot): (&Accepted, &Snapshot),
    context: &Context,
) -> Result<Posted, Failure> {
    let areas = organisation::areas(&mut write.read())?;
    let areas: BTreeSet<String> = areas.into_iter().map(|area| area.code).collect();
    let rules = store::rules(&mut write.read())?;
    let mut posted = 0;
    for fact in Fact::postable() {
        let rule = rules.iter().find(|rule| rule.fact == fact);
        let wanted = match rule {
            Some(rule) => wanted(rule, (accepted, snapshot), (&areas, context)),
            None => BTreeMap::new(),
        };
        posted += bring(write, (accepted, fact), &wanted, context)?;
    }
    Ok(posted)
}

/// The entries a rule asks for, by learner. What lies before our first year or after today waits.
fn wanted(
    rule: &Rule,
    (accepted, snapshot): (&Accepted, &Snapshot),
    (areas, context): (&BTreeSet<String>, &Context),
) -> BTreeMap<String, NewEntry> {
    let proofs = rule.fact.proofs(&snapshot.learners, snapshot.period());
    let on_time = |proof: &Proof| {
        (context.first_day..=context.today).contains(&proof.on) && proof.thousandths > 0
    };
    let entry = |proof: Proof| {
        let home = proof.aims.first().and_then(|number| {
            let home = snapshot.homes.get(&(proof.learner.clone(), *number))?;
            let located = home.located.as_ref();
            located.filter(|located| areas.contains(&located.area_code))
        });
        let (area_code, method) = match home {
            Some(located) => (&located.area_code, located.method.as_str()),
            None => (
                &rule.area_code,
                "by the rule, as the postcode gives no area",
            ),
        };
        let new = NewEntry {
            id: new_id(),
            measure_id: rule.measure_id,
            happened_on: proof.on,
            area_code: area_code.clone(),
            partner_id: None,
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(proof.thousandths),
            additional_percent: rule.additional_percent,
            reason: format!(
                "{}. From {}, learner {}. Area {method}",
                rule.fact.name(),
                accepted.file_name,
                proof.learner
            ),
        };
        (proof.learner, new)
    };
    proofs.into_iter().filter(on_time).map(entry).collect()
}

fn bring(
    write: &mut Write<'_>,
    (accepted, fact): (&Accepted, Fact),
    wanted: &BTreeMap<String, NewEntry>,
    context: &Context,
) -> Result<Posted, Failure> {
    let of = (accepted.ukprn.as_str(), accepted.year);
    let before = store::entries(&mut write.read(), of, fact)?;
    let mut posted = 0;
    for (learner, old) in &before {
        let new = wanted.get(learner);
        if correct(write, *old, new, (&accepted.file_name, context))?.is_some() {
            let now = new.map(|new| new.id);
            store::entry_set(write, of, (fact, learner), now)?;
            posted += 1;
        }
    }
    for (learner, new) in wanted {
        if !before.contains_key(learner) {
            ledger::post(write, new, context)?.map_err(|why| Failure::Rule(why.to_string()))?;
            store::entry_set(write, of, (fact, learner), Some(new.id))?;
            posted += 1;
        }
    }
    Ok(posted)
}

/// Corrects an entry that says something else by now. None when it stays: because it says the same,
/// or because a person has corrected it by hand.
fn correct(
    write: &mut Write<'_>,
    old: Id,
    new: Option<&NewEntry>,
    (file_name, context): (&str, &Context),
) -> Result<Option<()>, Failure> {
    let old = ledger::entry(&mut write.read(), old)?.ok_or(Failure::NotFound)?;
    let is_same = new.is_some_and(|new| {
        let additional = domain::ledger::additional(new.quantity, new.additional_percent);
        (new.measure_id, new.happened_on, new.quantity)
            == (old.measure_id, old.happened_on, old.quantity)
            && (&new.area_code, additional) == (&old.area_code, old.additional)
    });
    if is_same || ledger::is_corrected(&mut write.read(), old.id)?.is_some() {
        return Ok(None);
    }
    let reason = format!("Corrected by the return {file_name}, or by its rules");
    ledger::correct(write, &old, new_id(), new, (&reason, context))?
        .map_err(|why| Failure::Rule(why.to_string()))?;
    Ok(Some(()))
}

/// The jobs of a return are followed up; those it no longer says are marked.
pub(super) fn report(
    write: &mut Write<'_>,
    (accepted, snapshot): (&Accepted, &Snapshot),
    context: &Context,
) -> Result<usize, Failure> {
    let of = follow_ups::Return {
        ukprn: &accepted.ukprn,
        year: accepted.year.into(),
        file: &accepted.file_name,
    };
    follow_ups::report(write, &of, &snapshot.jobs(), context.now)
}
