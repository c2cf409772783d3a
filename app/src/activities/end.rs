//! Ending an activity, or taking it up again. Its sessions and entries stay.

use super::store;
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};

/// Ends it when it goes on, takes it up again when it has ended.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let activity = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    if activity.ended_at.is_some()
        && let Some(partner_id) = activity.partner_id
    {
        let today = visit.today();
        if let Err(refused) = visit.read(|read| partners::may_begin(read, partner_id, today))? {
            let said = format!("It stays ended. {refused}.");
            return Reply::see(format!("/activities/{id}"), said);
        }
    }
    let (ended_at, action, said) = match activity.ended_at {
        None => (
            Some(visit.now),
            "ended activity",
            "The activity has ended. You can take it up again.",
        ),
        Some(_) => (None, "took activity up again", "The activity goes on."),
    };
    let entry = visit.entry(action, "activity", id, serde_json::json!({}));
    visit.write(|mut write| {
        store::ended_set(&mut write, id, ended_at)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/activities/{id}"), said)
}
