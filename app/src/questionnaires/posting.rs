//! Closing a round makes one entry of how many learners are better off over all questions, with the
//! answers as its evidence. A learner counts once for a measure in a year, so that whoever is found by
//! a reference and counts already, by another round or by a return, is left out (P5a).

use super::results::distance_of;
use super::{Round, store};
use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::failure::Failure;
use crate::learners;
use crate::ledger::{self, Context, NewEntry, Subject};
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
    /// How many of them count for the measure in the year already.
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

/// Those who are better off, split into who counts by this round and who counts already.
struct Split {
    both: usize,
    counts: Vec<Option<Subject>>,
    already: Vec<Subject>,
}

fn split(read: &mut Read<'_>, round: &Round, context: &Context) -> Result<Split, Failure> {
    let kept = store::set(read, round.set_id)?.ok_or(Failure::NotFound)?;
    let found = distance_of(read, (round, &kept))?;
    let mut split = Split {
        both: found.both,
        counts: Vec::new(),
        already: Vec::new(),
    };
    let ukprn = learners::ukprn(read)?.unwrap_or_default();
    for code in better(&found) {
        let (CodeRule::Reference, Some(feed)) = (round.code_rule, &round.feed) else {
            split.counts.push(None);
            continue;
        };
        let claimant = format!("questionnaire round {}", round.id);
        let subject = Subject::learner(context, (&ukprn, code.as_str()), claimant);
        let on = (feed.measure_id, happened_on(round, context.today));
        match ledger::counts(read, on, (&subject, context))? {
            Some(()) => split.already.push(subject),
            None => split.counts.push(Some(subject)),
        }
    }
    Ok(split)
}

impl Split {
    fn counted(&self) -> Counted {
        Counted {
            both: self.both,
            better: self.counts.len() + self.already.len(),
            already: self.already.len(),
        }
    }
}

/// What closing a round counts, as things stand.
pub(super) fn counted(
    read: &mut Read<'_>,
    round: &Round,
    context: &Context,
) -> Result<Counted, Failure> {
    Ok(split(read, round, context)?.counted())
}

fn reason(round: &Round, counted: &Counted) -> String {
    let mut said = format!(
        "Questionnaire “{}”: {} of {} who answered before and after are better off over all questions, by the mean of what each answered both times",
        round.name, counted.better, counted.both
    );
    if counted.already > 0 {
        said.push_str(&format!(
            ". {} of them count for the measure in this year already",
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
    let split = split(&mut write.read(), round, context)?;
    let counted = split.counted();
    let Some(feed) = &round.feed else {
        return Ok(None);
    };
    let on = (feed.measure_id, happened_on(round, context.today));
    for subject in &split.already {
        ledger::waits(write, on, (subject, context))?;
    }
    if counted.new_ones() == 0 {
        return Ok(None);
    }
    let people = i64::try_from(counted.new_ones()).unwrap_or(i64::MAX);
    let entry = NewEntry {
        id: new_id(),
        measure_id: feed.measure_id,
        happened_on: happened_on(round, context.today),
        area_code: feed.area_code.clone(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(people.saturating_mul(1_000)),
        additional_percent: feed.additional_percent,
        reason: reason(round, &counted),
        subjects: split.counts.into_iter().flatten().collect(),
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
        days: domain::evidence::Days::default(),
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
