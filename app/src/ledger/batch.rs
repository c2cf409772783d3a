//! Many entries in one write: the rules of [`super::post`], with what they share looked up once, and
//! the totals written at the end. Hundreds of thousands of lines of a file become entries this way.

use super::post::entry_of;
use super::store::{self, Spot, Sum};
use super::{Context, Entry, NewEntry, closed_quarters, correct, once};
use crate::app::new_id;
use crate::failure::Failure;
use crate::{framework, partners};
use database::{Id, Read, Write};
use domain::calendar::Quarter;
use domain::framework::Term;
use domain::ledger::{Grade, PostRefused, Posting, postable, posting};
use domain::partners::Standing;
use std::collections::{BTreeMap, BTreeSet};

/// A file's entries on their way into the ledger. It is made for one transaction and used up by
/// [`Batch::finish`].
pub(crate) struct Batch {
    /// The file they come from.
    import_id: Option<Id>,
    context: Context,
    closed: BTreeSet<Quarter>,
    standings: BTreeMap<Id, Standing>,
    /// From when until when measures take entries.
    terms: BTreeMap<Id, Term>,
    /// What supports every entry of the file, if anything does.
    evidence: Option<(Id, Grade)>,
    sums: BTreeMap<Spot, Sum>,
    /// The lowest and the highest key of what was posted.
    posted: Option<(Id, Id)>,
}

impl Batch {
    /// Looks up what the rules need to know.
    pub(crate) fn begin(
        read: &mut Read<'_>,
        import_id: Option<Id>,
        context: Context,
    ) -> Result<Self, Failure> {
        let partners = partners::all(read)?;
        let standings = partners
            .into_iter()
            .map(|partner| (partner.id, partner.standing));
        Ok(Self {
            import_id,
            context,
            closed: closed_quarters(read, context.calendar)?,
            standings: standings.collect(),
            terms: framework::terms(read)?,
            evidence: None,
            sums: BTreeMap::new(),
            posted: None,
        })
    }

    /// Lets a piece of evidence, which is added already, support every entry that follows.
    pub(crate) fn support(&mut self, evidence: (Id, Grade)) {
        self.evidence = Some(evidence);
    }

    /// Where an entry would count, or why the rules refuse it. Nothing is written.
    pub(crate) fn place(&self, new: &NewEntry) -> Result<Posting, PostRefused> {
        postable(new.quantity)?;
        if let Some(standing) = new.partner_id.and_then(|id| self.standings.get(&id)) {
            standing.may_count(new.happened_on)?;
        }
        if let Some(term) = self.terms.get(&new.measure_id) {
            term.takes(new.happened_on)?;
        }
        posting(
            self.context.calendar,
            new.happened_on,
            self.context.today,
            self.context.first_day,
            &self.closed,
        )
    }

    /// Posts an entry; `reference` is what it is called in the file, and `corrects_id` the entry
    /// that it takes the place of.
    pub(crate) fn post(
        &mut self,
        write: &mut Write<'_>,
        new: &NewEntry,
        (reference, corrects_id): (Option<&str>, Option<Id>),
    ) -> Result<Result<(), PostRefused>, Failure> {
        let posting = match self.place(new) {
            Ok(posting) => posting,
            Err(refused) => return Ok(Err(refused)),
        };
        let person_id = write.scope().person_id;
        let entry = Entry {
            import_id: self.import_id,
            import_reference: reference.map(str::to_owned),
            corrects_id,
            ..entry_of(new, posting, self.context.now, person_id)
        };
        if let Err(refused) = once::look(write, new, &self.context)? {
            return Ok(Err(refused));
        }
        store::entry_add(write, &entry)?;
        once::count(write, new, &self.context)?;
        let grade = match self.evidence {
            Some(evidence) => {
                store::link_add(write, entry.id, evidence, self.context.now)?;
                evidence.1
            }
            None => Grade::Unevidenced,
        };
        store::sum(&mut self.sums, &entry, grade);
        let (first, last) = self.posted.unwrap_or((entry.id, entry.id));
        self.posted = Some((first.min(entry.id), last.max(entry.id)));
        Ok(Ok(()))
    }

    /// Corrects an entry by a reversal and this one in its place.
    pub(crate) fn change(
        &mut self,
        write: &mut Write<'_>,
        (old, new): (&Entry, &NewEntry),
        (reference, reason): (&str, &str),
    ) -> Result<Result<(), PostRefused>, Failure> {
        if let Err(refused) = correct(write, old, new_id(), None, (reason, &self.context))? {
            return Ok(Err(refused));
        }
        self.post(write, new, (Some(reference), Some(old.id)))
    }

    /// Adds what was posted to the totals, and says its lowest and highest key.
    pub(crate) fn finish(self, write: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        store::sums_add(write, &self.sums)?;
        Ok(self.posted)
    }
}
