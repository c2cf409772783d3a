//! Many entries in one write: the rules of [`super::post`], with what they share looked up once, and
//! the totals written at the end. Hundreds of thousands of lines of a file become entries this way.

use super::post::entry_of;
use super::store::{self, EntryRow, Spot, Sum};
use super::{Context, Entry, NewEntry, closed_quarters, once};
use crate::failure::Failure;
use crate::{framework, partners};
use database::{Id, Read, Scope, Write};
use domain::calendar::Quarter;
use domain::framework::Term;
use domain::ledger::{Grade, PostRefused, Posting, postable, posting};
use domain::partners::Standing;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows are written at once.
const MANY: usize = 500;

/// A file's entries on their way into the ledger. It is made for one transaction and used up by
/// [`Batch::finish`].
pub(crate) struct Batch {
    scope: Scope,
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
    /// What is to be written yet.
    waiting: Vec<EntryRow>,
}

/// Entries that the rules let through and the sums of their batch hold, to be written.
pub(crate) struct Rows {
    rows: Vec<EntryRow>,
    /// What supports them, since when.
    evidence: Option<((Id, Grade), Timestamp)>,
}

impl Rows {
    /// Writes them.
    pub(crate) fn write(&self, write: &mut Write<'_>) -> Result<(), Failure> {
        store::entry_rows_add(write, &self.rows)?;
        if let Some((evidence, since)) = self.evidence {
            for row in &self.rows {
                store::link_add(write, row.id, evidence, since)?;
            }
        }
        Ok(())
    }
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
            scope: read.scope(),
            import_id,
            context,
            closed: closed_quarters(read, context.calendar)?,
            standings: standings.collect(),
            terms: framework::terms(read)?,
            evidence: None,
            sums: BTreeMap::new(),
            posted: None,
            waiting: Vec::new(),
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

    /// Adds an entry to the sums; gives its row.
    fn sum(
        &mut self,
        (new, posting): (&NewEntry, Posting),
        (reference, corrects_id): (Option<String>, Option<Id>),
    ) -> EntryRow {
        let entry = Entry {
            import_id: self.import_id,
            import_reference: reference,
            corrects_id,
            ..entry_of(new, posting, self.context.now, self.scope.person_id)
        };
        let grade = self.evidence.map_or(Grade::Unevidenced, |(_, grade)| grade);
        store::sum(&mut self.sums, &entry, grade);
        let (first, last) = self.posted.unwrap_or((entry.id, entry.id));
        self.posted = Some((first.min(entry.id), last.max(entry.id)));
        store::entry_row(self.scope.organisation_id, &entry)
    }

    fn rows(&self, rows: Vec<EntryRow>) -> Rows {
        Rows {
            rows,
            evidence: self.evidence.map(|evidence| (evidence, self.context.now)),
        }
    }

    /// Adds an entry to the sums, and its row to those that wait to be written. It was placed, and stands
    /// for nobody and nothing that counts once. `reference` is what it is called in the file, and
    /// `corrects_id` the entry that it takes the place of.
    pub(crate) fn add(
        &mut self,
        placed: (&NewEntry, Posting),
        named: (Option<String>, Option<Id>),
    ) {
        let row = self.sum(placed, named);
        self.waiting.push(row);
    }

    /// The rows that wait, to be written here or by another thread, once they are many.
    pub(crate) fn many(&mut self) -> Option<Rows> {
        if self.waiting.len() < MANY {
            return None;
        }
        let waiting = std::mem::replace(&mut self.waiting, Vec::with_capacity(MANY));
        Some(self.rows(waiting))
    }

    /// Posts an entry.
    pub(crate) fn post(
        &mut self,
        write: &mut Write<'_>,
        new: &NewEntry,
    ) -> Result<Result<(), PostRefused>, Failure> {
        let posting = match self.place(new) {
            Ok(posting) => posting,
            Err(refused) => return Ok(Err(refused)),
        };
        if let Err(refused) = once::look(write, new, &self.context)? {
            return Ok(Err(refused));
        }
        let row = self.sum((new, posting), (None, None));
        self.rows(vec![row]).write(write)?;
        once::count(write, new, &self.context)?;
        Ok(Ok(()))
    }

    /// Writes what waits, adds all that was posted to the totals, and says its lowest and highest key.
    pub(crate) fn finish(mut self, write: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        let waiting = std::mem::take(&mut self.waiting);
        self.rows(waiting).write(write)?;
        store::sums_add(write, &self.sums)?;
        Ok(self.posted)
    }
}
