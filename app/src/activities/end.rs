//! Ending an activity, or taking it up again. Its sessions and entries stay.

use super::store;
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Write};
use jiff::Timestamp;
use jiff::civil::Date;

/// Takes an activity up again, or says in words why its partner stands in the way.
pub(super) fn take_up(
    write: &mut Write<'_>,
    id: Id,
    today: Date,
) -> Result<Result<(), String>, Failure> {
    let read = &mut write.read();
    let activity = store::find(read, id)?.ok_or(Failure::NotFound)?;
    if let Some(partner_id) = activity.partner_id
        && let Err(refused) = partners::may_begin(read, partner_id, today)?
    {
        return Ok(Err(format!("It stays ended. {refused}.")));
    }
    store::ended_set(write, id, None)?;
    Ok(Ok(()))
}

/// Ends it.
pub(crate) fn end(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<(), Failure> {
    store::ended_set(write, id, Some(at))
}

/// Ends it when it goes on, takes it up again when it has ended.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let activity = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    let (today, now) = (visit.today(), visit.now);
    let goes_on = activity.ended_at.is_none();
    let (action, said) = if goes_on {
        (
            "ended activity",
            "The activity has ended. You can take it up again.",
        )
    } else {
        ("took activity up again", "The activity goes on.")
    };
    let entry = visit.entry(action, "activity", id, serde_json::json!({}));
    let kept = visit.write(|mut write| {
        if goes_on {
            end(&mut write, id, now)?;
        } else if let Err(refused) = take_up(&mut write, id, today)? {
            return Err(Failure::Rule(refused));
        }
        Ok(write.commit(entry.clone(), ())?)
    });
    let said = match kept {
        Ok(()) => said.to_owned(),
        Err(Failure::Rule(words)) => words,
        Err(failure) => return Err(failure),
    };
    Reply::see(format!("/activities/{id}"), said)
}
