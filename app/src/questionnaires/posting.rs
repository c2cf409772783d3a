//! Closing a round makes one entry of how many learners are better off over all questions, with the
//! answers as its evidence. A learner counts once for a measure in a year, so that whoever is found by
//! a reference and counted by another round already is left out (P5a).

use super::results::distance_of;
use super::{Feed, Round, store};
use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::failure::Failure;
use crate::ledger::{self, Context, NewEntry};
use database::{Id, Read, Write};
use domain::calendar::in_words;
use domain::ledger::{Grade, Quantity};
use domain::questionnaires::{CodeRule, Distance, PersonCode};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What closing a round counts.
pub(super) struct Counted {
    /// How many answered both times.
    pub(super) both: usize,
    /// How many are better off over all questions.
    pub(super) better: usize,
    /// How many of them another round of the year has counted already.
    pub(super) already: usize,
}

impl Counted {
    /// What goes into the entry.
    pub(super) fn new_ones(&self) -> usize {
        self.better.saturating_sub(self.already)
    }
}

/// The day what a round found has happened on: the last day of its second asking, or today.
fn happened_on(round: &Round, today: Date) -> Date {
    round.dates.after.1.min(today)
}

fn better(found: &Distance) -> BTreeSet<PersonCode> {
    let rose = found.people.iter();
    let rose = rose.filter(|(_, moved)| **moved == Ordering::Greater);
    rose.map(|(code, _)| code.clone()).collect()
}

fn better_of(read: &mut Read<'_>, round: &Round) -> Result<BTreeSet<PersonCode>, Failure> {
    let kept = store::set(read, round.set_id)?.ok_or(Failure::NotFound)?;
    Ok(better(&distance_of(read, (round, &kept))?))
}

/// Those whom other rounds have counted for the measure in the same year, by their references.
fn counted_by_others(
    read: &mut Read<'_>,
    (round, feed): (&Round, &Feed),
    context: &Context,
) -> Result<BTreeSet<PersonCode>, Failure> {
    let mut found = BTreeSet::new();
    if round.code_rule != CodeRule::Reference {
        return Ok(found);
    }
    let year = context.calendar.year_of(happened_on(round, context.today));
    for other in store::rounds_counted(read, feed.measure_id)? {
        let entry_id = other.closed.and_then(|closed| closed.entry_id);
        let (CodeRule::Reference, Some(entry_id)) = (other.code_rule, entry_id) else {
            continue;
        };
        let Some(entry) = ledger::entry(read, entry_id)? else {
            continue;
        };
        let is_of_year = context.calendar.year_of(entry.happened_on) == year;
        if is_of_year && ledger::is_corrected(read, entry_id)?.is_none() {
            found.extend(better_of(read, &other)?);
        }
    }
    Ok(found)
}

/// What closing a round counts, as things stand.
pub(super) fn counted(
    read: &mut Read<'_>,
    round: &Round,
    context: &Context,
) -> Result<Counted, Failure> {
    let kept = store::set(read, round.set_id)?.ok_or(Failure::NotFound)?;
    let found = distance_of(read, (round, &kept))?;
    let better = better(&found);
    let others = match &round.feed {
        Some(feed) => counted_by_others(read, (round, feed), context)?,
        None => BTreeSet::new(),
    };
    Ok(Counted {
        both: found.both,
        better: better.len(),
        already: better.intersection(&others).count(),
    })
}

fn reason(round: &Round, counted: &Counted) -> String {
    let mut said = format!(
        "Questionnaire “{}”: {} of {} who answered before and after are better off over all questions, by the mean of what each answered both times",
        round.name, counted.better, counted.both
    );
    if counted.already > 0 {
        said.push_str(&format!(
            ". {} of them counted in another round of the year already",
            counted.already
        ));
    }
    said
}

/// Makes the entry, if there is a measure to feed and anybody to count. Gives its key.
pub(super) fn post(
    write: &mut Write<'_>,
    round: &Round,
    context: &Context,
) -> Result<Option<Id>, Failure> {
    let counted = counted(&mut write.read(), round, context)?;
    let Some(feed) = &round.feed else {
        return Ok(None);
    };
    if counted.new_ones() == 0 {
        return Ok(None);
    }
    let people = i64::try_from(counted.new_ones()).unwrap_or(i64::MAX);
    let entry = NewEntry {
        id: new_id(),
        measure_id: feed.measure_id,
        happened_on: happened_on(round, context.today),
        area_code: feed.area_code.clone(),
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(people.saturating_mul(1_000)),
        additional_percent: feed.additional_percent,
        reason: reason(round, &counted),
    };
    let refused = |why: String| Failure::Rule(why);
    ledger::post(write, &entry, context)?.map_err(|why| refused(why.to_string()))?;
    let evidence = evidence_of(round, &counted, entry.happened_on);
    evidence::add(write, &evidence, context.now)?;
    ledger::attach(write, entry.id, (evidence.id, evidence.grade), context)?
        .map_err(|why| refused(why.to_string()))?;
    store::round_entry(write, round.id, entry.id)?;
    Ok(Some(entry.id))
}

/// The answers themselves, which people gave of themselves.
fn evidence_of(round: &Round, counted: &Counted, on: Date) -> Evidence {
    let (before, after) = (round.dates.before, round.dates.after);
    Evidence {
        id: new_id(),
        title: format!("Answers before and after: {}", round.name),
        grade: Grade::SelfDeclared,
        effective_on: on,
        proof: Proof::Attestation {
            seen_what: format!(
                "Answers of {} people, first from {} to {} and then from {} to {}",
                counted.both,
                in_words(before.0),
                in_words(before.1),
                in_words(after.0),
                in_words(after.1)
            ),
            kept_where: format!("Here, with the questionnaire round {}", round.name),
        },
        consent: None,
    }
}
