//! Posting, correcting and evidencing: the only three ways the ledger grows.

use super::store::{self, Share};
use super::{Entry, NewEntry, closed_quarters, once};
use crate::failure::Failure;
use crate::visit::Visit;
use crate::{evidence, framework, partners};
use database::{Id, Read, Write};
use domain::calendar::Calendar;
use domain::ledger::{Grade, PostRefused, Posting, Quantity, additional, postable, posting};
use jiff::Timestamp;
use jiff::civil::Date;

/// What the rules of posting need to know of today.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) calendar: Calendar,
    /// The first day entries may be dated.
    pub(crate) first_day: Date,
    pub(crate) today: Date,
    pub(crate) now: Timestamp,
    /// Under which those who may count once are known again.
    pub(crate) secret: [u8; 32],
}

impl Context {
    /// The context of somebody's visit.
    pub(crate) fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let who = visit.who()?;
        Ok(Self {
            calendar: who.calendar,
            first_day: who.first_day,
            today: visit.today(),
            now: visit.now,
            secret: visit.app.person_secret(who.organisation_id)?,
        })
    }
}

/// Where something that happened on a date counts, as things stand.
pub(super) fn place(
    read: &mut Read<'_>,
    happened_on: Date,
    context: &Context,
) -> Result<Result<Posting, PostRefused>, Failure> {
    let closed = closed_quarters(read, context.calendar)?;
    Ok(posting(
        context.calendar,
        happened_on,
        context.today,
        context.first_day,
        &closed,
    ))
}

/// Posts an entry without evidence and adds it to the totals. The inner result says why the rules
/// refuse it; nothing has been written then.
pub(crate) fn post(
    write: &mut Write<'_>,
    new: &NewEntry,
    context: &Context,
) -> Result<Result<Posting, PostRefused>, Failure> {
    add(write, new, None, context)
}

fn add(
    write: &mut Write<'_>,
    new: &NewEntry,
    corrects_id: Option<Id>,
    context: &Context,
) -> Result<Result<Posting, PostRefused>, Failure> {
    if let Err(refused) = postable(new.quantity) {
        return Ok(Err(refused));
    }
    if let Some(partner_id) = new.partner_id
        && let Err(refused) = partners::may_count(&mut write.read(), partner_id, new.happened_on)?
    {
        return Ok(Err(refused.into()));
    }
    let term = framework::term(&mut write.read(), new.measure_id)?;
    if let Err(refused) = term.takes(new.happened_on) {
        return Ok(Err(refused.into()));
    }
    let posting = match place(&mut write.read(), new.happened_on, context)? {
        Ok(posting) => posting,
        Err(refused) => return Ok(Err(refused)),
    };
    let entry = Entry {
        corrects_id,
        ..entry_of(new, posting, context.now, write.scope().person_id)
    };
    if let Err(refused) = once::look(write, new, context)? {
        return Ok(Err(refused));
    }
    store::entry_add(write, &entry)?;
    store::totals_add(write, &entry, Grade::Unevidenced, Share::Adds)?;
    once::count(write, new, context)?;
    Ok(Ok(posting))
}

pub(super) fn entry_of(new: &NewEntry, posting: Posting, at: Timestamp, by: Option<Id>) -> Entry {
    Entry {
        id: new.id,
        kind: "entry".to_owned(),
        measure_id: new.measure_id,
        happened_on: new.happened_on,
        counts_on: posting.counts_on,
        quarter: posting.quarter.to_string(),
        adjusts_quarter: posting.adjusts.map(|quarter| quarter.to_string()),
        area_code: new.area_code.clone(),
        area_method: new.area_method.clone(),
        partner_id: new.partner_id,
        activity_id: new.activity_id,
        session_id: new.session_id,
        contract_id: new.contract_id,
        corrects_id: None,
        import_id: None,
        import_reference: None,
        quantity: new.quantity,
        additional: additional(new.quantity, new.additional_percent),
        reason: new.reason.clone(),
        recorded_at: at,
        recorded_by: by,
        grade: Grade::Unevidenced,
    }
}

/// Corrects an entry: reverses it whole, with the grade it has by now, and posts `replacement` if
/// there is one, which names what it replaces (its evidence is attached anew, or by [`carry`]). In a
/// signed quarter both count as adjustments in the open one. `Changed` when it has been corrected
/// before.
pub(crate) fn correct(
    write: &mut Write<'_>,
    old: &Entry,
    reversal_id: Id,
    replacement: Option<&NewEntry>,
    (reason, context): (&str, &Context),
) -> Result<Result<(), PostRefused>, Failure> {
    // Read again: evidence may have been added since the page was shown.
    let old = store::entry(&mut write.read(), old.id)?.ok_or(Failure::NotFound)?;
    if store::correction_of(&mut write.read(), old.id)?.is_some() || old.kind == "reversal" {
        return Err(Failure::Changed("This entry has been corrected already."));
    }
    let posting = match place(&mut write.read(), old.happened_on, context)? {
        Ok(posting) => posting,
        Err(refused) => return Ok(Err(refused)),
    };
    let reversal = Entry {
        id: reversal_id,
        kind: "reversal".to_owned(),
        counts_on: posting.counts_on,
        quarter: posting.quarter.to_string(),
        adjusts_quarter: posting.adjusts.map(|quarter| quarter.to_string()),
        corrects_id: Some(old.id),
        import_reference: None,
        quantity: Quantity(-old.quantity.0),
        additional: Quantity(-old.additional.0),
        reason: reason.to_owned(),
        recorded_at: context.now,
        recorded_by: write.scope().person_id,
        ..old.clone()
    };
    store::entry_add(write, &reversal)?;
    store::totals_add(write, &reversal, old.grade, Share::Adds)?;
    store::links_copy(write, old.id, reversal_id, context.now)?;
    let Some(new) = replacement else {
        store::claim_move(write, old.id, None)?;
        return Ok(Ok(()));
    };
    let is_same_claim = new.subjects.is_empty() && new.measure_id == old.measure_id;
    if !is_same_claim {
        store::claim_move(write, old.id, None)?;
    }
    if let Err(refused) = add(write, new, Some(old.id), context)? {
        return Ok(Err(refused));
    }
    if is_same_claim {
        store::claim_move(write, old.id, Some(new.id))?;
    }
    Ok(Ok(()))
}

/// Lets the evidence of a corrected entry support the one in its place as well, when somebody says
/// that it still shows it.
pub(crate) fn carry(
    write: &mut Write<'_>,
    (from, to): (Id, Id),
    context: &Context,
) -> Result<Result<(), AttachRefused>, Failure> {
    let mut given = store::links(&mut write.read(), from)?;
    for (id, _) in store::asides(&mut write.read(), from)? {
        let found = evidence::find(&mut write.read(), id)?;
        given.extend(found.map(|(evidence, ..)| (id, evidence.grade)));
    }
    for evidence in given {
        if let Err(refused) = attach(write, to, evidence, context)? {
            return Ok(Err(refused));
        }
    }
    Ok(Ok(()))
}

/// Why evidence cannot be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AttachRefused {
    /// The quarter has been signed off: its figures stay as they were.
    #[error(
        "This entry counts in a quarter that has been signed off, so its evidence stays as it was. Correct the entry instead: the correction counts in the open quarter"
    )]
    QuarterSigned,
    /// The entry is a reversal, or was reversed.
    #[error("This entry has been corrected: add the evidence to the new one")]
    Corrected,
}

/// Attaches evidence to an entry and moves the entry's totals to its new grade. Evidence that does not
/// speak of the day of the entry, or has run out, stays with it and moves nothing.
pub(crate) fn attach(
    write: &mut Write<'_>,
    entry_id: Id,
    (evidence_id, grade): (Id, Grade),
    context: &Context,
) -> Result<Result<(), AttachRefused>, Failure> {
    let entry = store::entry(&mut write.read(), entry_id)?.ok_or(Failure::NotFound)?;
    let closed = closed_quarters(&mut write.read(), context.calendar)?;
    if entry
        .quarter_in(context.calendar)
        .is_none_or(|quarter| closed.contains(&quarter))
    {
        return Ok(Err(AttachRefused::QuarterSigned));
    }
    if entry.kind == "reversal" || store::correction_of(&mut write.read(), entry_id)?.is_some() {
        return Ok(Err(AttachRefused::Corrected));
    }
    let days = evidence::days(&mut write.read(), evidence_id)?;
    if let Err(aside) = days.count_for(entry.happened_on, context.today) {
        store::aside_add(write, entry_id, (evidence_id, aside), context.now)?;
        return Ok(Ok(()));
    }
    let linked = store::link_add(write, entry_id, (evidence_id, grade), context.now)?;
    if linked > 0 && grade > entry.grade {
        store::totals_add(write, &entry, entry.grade, Share::Takes)?;
        store::totals_add(write, &entry, grade, Share::Adds)?;
    }
    Ok(Ok(()))
}

/// Takes evidence off an entry and moves the entry's totals to the grade that is left. What has been
/// signed off stays; whoever calls leaves it alone.
pub(super) fn detach(write: &mut Write<'_>, entry: &Entry, evidence_id: Id) -> Result<(), Failure> {
    store::link_remove(write, entry.id, evidence_id)?;
    let left = store::entry(&mut write.read(), entry.id)?.ok_or(Failure::NotFound)?;
    if left.grade != entry.grade {
        store::totals_add(write, entry, entry.grade, Share::Takes)?;
        store::totals_add(write, entry, left.grade, Share::Adds)?;
    }
    Ok(())
}
