//! What a return proves goes into the ledger, one entry for each learner and fact; a new picture of
//! the year corrects what is different, by reversals and new entries (P5a).

use super::{Accepted, OneLearner, Rule, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::follow_ups::{self, Job};
use crate::ledger::{self, Batch, Context, NewEntry, Subject};
use crate::organisation;
use database::{Id, Write};
use domain::ilr::{Fact, Proof};
use domain::ledger::{PostRefused, Quantity};
use domain::places::BY_RULE;
use std::collections::{BTreeMap, BTreeSet};

/// What is called after each learner; what it fails with ends the whole.
pub(super) type Each<'a> = dyn FnMut() -> Result<(), Failure> + 'a;

/// Brings the ledger in line with a return, learner by learner. It is made for one transaction and used
/// up by [`Poster::finish`].
pub(super) struct Poster<'a> {
    accepted: &'a Accepted,
    context: &'a Context,
    rules: Vec<Rule>,
    areas: BTreeSet<String>,
    batch: Batch,
    /// Whether entries of the year were made before.
    has_before: Option<()>,
    posted: usize,
}

impl<'a> Poster<'a> {
    /// Looks up what the rules need to know.
    pub(super) fn begin(
        write: &mut Write<'_>,
        accepted: &'a Accepted,
        context: &'a Context,
    ) -> Result<Self, Failure> {
        let read = &mut write.read();
        let areas = organisation::areas(read)?.into_iter();
        Ok(Self {
            accepted,
            context,
            rules: store::rules(read)?,
            areas: areas.map(|area| area.code).collect(),
            batch: Batch::begin(read, accepted.import_id, *context)?,
            has_before: store::has_entries(read, accepted.of())?,
            posted: 0,
        })
    }

    /// Makes, corrects and takes back what stands for a learner.
    pub(super) fn bring(
        &mut self,
        write: &mut Write<'_>,
        (one, proofs): (&OneLearner, &[(Fact, Proof)]),
    ) -> Result<(), Failure> {
        let (of, learner) = (self.accepted.of(), one.reference.as_str());
        let before = match self.has_before {
            Some(()) => store::entries_of(&mut write.read(), of, learner)?,
            None => BTreeMap::new(),
        };
        for fact in Fact::postable() {
            let new = self.wanted(fact, (one, proofs));
            match (before.get(&fact), new) {
                (Some(old), new) => self.change(write, (fact, learner), (*old, new.as_ref()))?,
                (None, Some(new)) => {
                    match self.batch.post(write, &new)? {
                        Ok(()) => {
                            store::entry_add(write, of, (fact, learner), new.id)?;
                            self.posted += 1;
                        }
                        // The learner counts by another fact, or by a follow-up, or the measure
                        // takes nothing on this day.
                        Err(PostRefused::CountsAlready(_) | PostRefused::Measure(_)) => {}
                        Err(why) => return Err(Failure::Rule(why.to_string())),
                    }
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// The entry that a rule asks for. What lies before our first year or after today waits.
    fn wanted(
        &self,
        fact: Fact,
        (one, proofs): (&OneLearner, &[(Fact, Proof)]),
    ) -> Option<NewEntry> {
        let rule = self.rules.iter().find(|rule| rule.fact == fact)?;
        let (_, proof) = proofs.iter().find(|(of, _)| *of == fact)?;
        let days = self.context.first_day..=self.context.today;
        if !days.contains(&proof.on) || proof.thousandths <= 0 {
            return None;
        }
        let home = proof.aims.first().and_then(|number| one.homes.get(number));
        let located = home.and_then(|home| home.located.as_ref());
        let located = located.filter(|located| self.areas.contains(&located.area_code));
        let (area_code, method) = match located {
            Some(located) => (&located.area_code, located.method.as_str()),
            None => (&rule.area_code, BY_RULE),
        };
        Some(NewEntry {
            id: new_id(),
            measure_id: rule.measure_id,
            happened_on: proof.on,
            area_code: area_code.clone(),
            area_method: Some(method.to_owned()),
            partner_id: None,
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(proof.thousandths),
            additional_percent: rule.additional_percent,
            reason: format!(
                "{}. From {}, learner {}",
                fact.name(),
                self.accepted.file_name,
                one.reference
            ),
            subjects: fact
                .counts_people()
                .then(|| {
                    let (ukprn, year) = self.accepted.of();
                    let claimant = format!("return {year}, {}", fact.key());
                    Subject::learner(self.context, (ukprn, &one.reference), claimant)
                })
                .into_iter()
                .collect(),
        })
    }

    fn change(
        &mut self,
        write: &mut Write<'_>,
        (fact, learner): (Fact, &str),
        (old, new): (Id, Option<&NewEntry>),
    ) -> Result<(), Failure> {
        let by = (self.accepted.file_name.as_str(), self.context);
        if correct(write, old, new, by)?.is_some() {
            let now = new.map(|new| new.id);
            store::entry_set(write, self.accepted.of(), (fact, learner), now)?;
            self.posted += 1;
        }
        Ok(())
    }

    /// Takes back what stands for learners who are gone, writes the totals, and says how many entries
    /// were made, corrected or taken back in all.
    pub(super) fn finish(
        mut self,
        write: &mut Write<'_>,
        each: &mut Each<'_>,
    ) -> Result<usize, Failure> {
        if self.has_before.is_some() {
            let (of, mut after) = (self.accepted.of(), String::new());
            loop {
                let key = (self.accepted.id, after.as_str());
                let gone = store::some_gone(&mut write.read(), of, key)?;
                for learner in &gone {
                    for (fact, old) in store::entries_of(&mut write.read(), of, learner)? {
                        self.change(write, (fact, learner), (old, None))?;
                    }
                    each()?;
                }
                match gone.into_iter().next_back() {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        self.batch.finish(write)?;
        Ok(self.posted)
    }
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
    (accepted, jobs): (&Accepted, &BTreeMap<String, Job>),
    context: &Context,
) -> Result<usize, Failure> {
    let of = follow_ups::Return {
        ukprn: &accepted.ukprn,
        year: accepted.year.into(),
        file: &accepted.file_name,
    };
    follow_ups::report(write, &of, jobs, context.now)
}
