//! Taking back what a file brought: its checks stand no longer, and what rested on them is corrected.

use super::recording::work_out;
use super::{posting, standing, store};
use crate::failure::Failure;
use crate::ledger::{self, Context, Entry};
use database::{Id, Read, Write};

/// The entries that rest on the checks of a follow-up.
pub(crate) fn counting_entries(
    read: &mut Read<'_>,
    follow_up_id: Id,
) -> Result<Vec<Entry>, Failure> {
    let mut found = Vec::new();
    for posted in store::posted(read, follow_up_id)? {
        found.extend(ledger::entry(read, posted.entry_id)?);
    }
    Ok(found)
}

/// Takes back a check, or a follow-up that a file opened and on which nothing else rests.
pub(crate) fn take_back(
    write: &mut Write<'_>,
    (follow_up_id, check_id): (Id, Option<Id>),
    context: &Context,
) -> Result<(), Failure> {
    let found = store::find(&mut write.read(), follow_up_id)?;
    let mut follow_up = found.ok_or(Failure::NotFound)?;
    if let Some(check_id) = check_id {
        store::check_take_back(write, check_id, context.now)?;
    }
    let checks = store::checks(&mut write.read(), follow_up_id)?;
    let is_reported = follow_up.reported.is_some();
    if check_id.is_none() && standing(&checks).is_empty() && !is_reported {
        follow_up.taken_back_at = Some(context.now);
    }
    let settings = store::settings(&mut write.read())?;
    work_out(&mut follow_up, &checks, &settings);
    store::set(write, &follow_up)?;
    posting::bring(write, (&follow_up, &checks), &settings, context)?;
    Ok(())
}
