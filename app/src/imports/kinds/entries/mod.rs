//! Entries: a line is a quantity of a measure on a day. One that has a reference of its own is known
//! again when it comes later: changed if it says something else, passed over if it says the same.

mod fields;

use super::words::{self, Names};
use super::{Bringing, Cells, Deed, Taker, Verdict, Wrong};
use crate::app::new_id;
use crate::contracts::Contract;
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::{self, Batch, Context, Entry, NewEntry};
use database::{Id, Read, Write};
use domain::framework::Misfit;
use domain::ledger::{Grade, Posting, Quantity, additional};
use fields::{AREA, CONTRACT, DATE, EXTRA, MEASURE, PARTNER, QUANTITY, REASON, REFERENCE};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use fields::FIELDS;

/// How many words of a measure are remembered.
const MOST_MET: usize = 1_000;

/// What the line judged last asks for.
enum Next {
    Nothing,
    New((NewEntry, Posting), Option<String>),
    Change(Box<Entry>, (NewEntry, Posting), String),
}

/// Lines of a file on their way to be entries.
pub(super) struct Entries {
    file_name: String,
    context: Context,
    measures: Names<Id>,
    /// What each measure counts, to hold the words of a line against.
    known: Vec<Measure>,
    areas: Names<String>,
    partners: Names<Id>,
    contracts: Names<Contract>,
    /// References seen in this file: one names one line.
    seen: BTreeSet<Box<str>>,
    batch: Batch,
    next: Next,
    /// In what words do not fit a measure, as far as they were met: a file says the same again and again.
    fits: BTreeMap<Id, BTreeMap<String, Vec<Misfit>>>,
    /// In what the words of the last line may not fit its measure.
    doubts: Vec<Wrong>,
    /// Whether an entry of another file may have a reference of this one.
    looks_for_references: Option<()>,
}

impl Entries {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        Ok(Self {
            file_name: by.file_name.clone(),
            context: by.context,
            measures: words::measures(read)?,
            known: framework::measures(read)?,
            areas: words::areas(read)?,
            partners: words::partners(read)?,
            contracts: words::contracts(read)?,
            seen: BTreeSet::new(),
            batch: Batch::begin(read, Some(by.import_id), by.context)?,
            next: Next::Nothing,
            fits: BTreeMap::new(),
            doubts: Vec::new(),
            looks_for_references: ledger::any_reference(read)?,
        })
    }

    /// Holds the words of a line against its measure, as where an entry is typed: what is refused there is
    /// refused here, and what has to be confirmed there is a doubt.
    fn fit(&mut self, (measure_id, reason): (Id, &str), wrong: &mut Vec<Wrong>) {
        let said = |misfit: Misfit| Wrong::new(&FIELDS[MEASURE], misfit.words);
        let met = self.fits.entry(measure_id).or_default();
        if !met.contains_key(reason) {
            if met.len() >= MOST_MET {
                met.clear();
            }
            let misfits = framework::words_misfit(&self.known, measure_id, reason);
            met.insert(reason.to_owned(), misfits);
        }
        let misfits = met.get(reason).cloned().unwrap_or_default();
        let (refused, doubts): (Vec<Misfit>, Vec<Misfit>) =
            misfits.into_iter().partition(|misfit| misfit.is_refused);
        wrong.extend(refused.into_iter().map(said));
        self.doubts = doubts.into_iter().map(said).collect();
    }

    fn read(
        &self,
        cells: &Cells<'_>,
        wrong: &mut Vec<Wrong>,
    ) -> Option<(NewEntry, Option<Posting>)> {
        let measure = self
            .measures
            .must(cells.of(MEASURE), &FIELDS[MEASURE], wrong);
        let happened_on = words::date(cells.of(DATE), &FIELDS[DATE], wrong);
        let quantity = words::thousandths(cells.of(QUANTITY), &FIELDS[QUANTITY], wrong);
        let area_code = self.areas.must(cells.of(AREA), &FIELDS[AREA], wrong);
        let reason = words::must_text(cells.of(REASON), &FIELDS[REASON], 300, wrong);
        let partner_id = self.partners.of(cells.of(PARTNER), &FIELDS[PARTNER], wrong);
        let contract = self
            .contracts
            .of(cells.of(CONTRACT), &FIELDS[CONTRACT], wrong);
        let extra = (&FIELDS[EXTRA], Some(100));
        let percent = words::whole(cells.of(EXTRA).trim_end_matches('%'), extra, 0..=100, wrong);
        if let (Some(contract), Some(day)) = (&contract, happened_on)
            && !contract.runs_on(day)
        {
            wrong.push(Wrong::new(
                &FIELDS[CONTRACT],
                "The contract does not run on this day",
            ));
        }
        let new = NewEntry {
            id: new_id(),
            measure_id: measure?,
            happened_on: happened_on?,
            area_code: area_code?,
            area_method: None,
            partner_id,
            activity_id: None,
            session_id: None,
            contract_id: contract.map(|contract| contract.id),
            quantity: Quantity(quantity?),
            additional_percent: percent?,
            reason: reason?,
            subjects: Vec::new(),
        };
        let placed = self.batch.place(&new);
        if let Err(refused) = &placed {
            let field = if new.quantity.0 == 0 {
                &FIELDS[QUANTITY]
            } else {
                &FIELDS[DATE]
            };
            wrong.push(Wrong::new(field, refused.to_string()));
        }
        Some((new, placed.ok()))
    }

    /// The reference of a line, if it has one of its own.
    fn reference(&mut self, cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Option<String> {
        let field = &FIELDS[REFERENCE];
        let cell = cells.of(REFERENCE);
        if cell.is_empty() {
            return None;
        }
        let reference = words::text(cell, field, 100, wrong)?;
        if self.seen.insert(reference.as_str().into()) {
            return Some(reference);
        }
        wrong.push(Wrong::new(field, "The reference stands twice in this file"));
        None
    }
}

/// Whether an entry says the same as a line.
fn is_same(old: &Entry, new: &NewEntry) -> bool {
    (
        old.measure_id,
        old.happened_on,
        old.quantity,
        &old.area_code,
    ) == (
        new.measure_id,
        new.happened_on,
        new.quantity,
        &new.area_code,
    ) && (old.partner_id, old.contract_id, &old.reason)
        == (new.partner_id, new.contract_id, &new.reason)
        && old.additional == additional(new.quantity, new.additional_percent)
}

impl Taker for Entries {
    fn support(&mut self, evidence: (Id, Grade)) {
        self.batch.support(evidence);
    }

    fn judge(&mut self, read: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        let mut wrong = Vec::new();
        self.doubts.clear();
        let new = self.read(cells, &mut wrong);
        if let Some((new, _)) = &new {
            self.fit((new.measure_id, &new.reason), &mut wrong);
        }
        let reference = self.reference(cells, &mut wrong);
        self.next = Next::Nothing;
        let (Some((new, Some(posting))), true) = (new, wrong.is_empty()) else {
            return Ok(Verdict::Refused(wrong));
        };
        let Some(reference) = reference else {
            self.next = Next::New((new, posting), None);
            return Ok(Verdict::Creates);
        };
        // This file's own references are told apart before: what is in the ledger is of files before it.
        let old = match self.looks_for_references {
            Some(()) => ledger::entry_called(read, &reference)?,
            None => None,
        };
        match old {
            None => {
                self.next = Next::New((new, posting), Some(reference));
                Ok(Verdict::Creates)
            }
            Some(old) if is_same(&old, &new) => Ok(Verdict::Skips),
            Some(old) => {
                self.next = Next::Change(Box::new(old), (new, posting), reference);
                Ok(Verdict::Changes)
            }
        }
    }

    fn doubts(&self) -> Vec<Wrong> {
        self.doubts.clone()
    }

    fn take(&mut self) -> Option<Deed> {
        match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Nothing => {}
            Next::New((new, posting), reference) => {
                self.batch.add((&new, posting), (reference, None));
            }
            // The old one is reversed, and the new one takes its place.
            Next::Change(old, (new, posting), reference) => {
                let named = (Some(reference), Some(old.id));
                self.batch.add((&new, posting), named);
                let reason = format!("Changed by the file {}", self.file_name);
                let context = self.context;
                return Some(Box::new(move |write| {
                    ledger::correct(write, &old, new_id(), None, (&reason, &context))?
                        .map_err(|refused| Failure::Rule(refused.to_string()))
                }));
            }
        }
        let rows = self.batch.many()?;
        Some(Box::new(move |write| rows.write(write)))
    }

    fn finish(self: Box<Self>, write: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        self.batch.finish(write)
    }
}
