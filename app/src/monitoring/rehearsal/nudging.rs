//! One click asks somebody to see to what stands in the way: a dated line on their first page, which goes
//! away once it is done. Another click takes it back.

use super::blockers;
use crate::failure::Failure;
use crate::monitoring::standing::{Asked, Standing};
use crate::monitoring::store::{self, Nudge};
use crate::visit::{Answer, Reply, Visit};
use database::Id;
use domain::monitoring::Act;

/// What was clicked: a thing that stands in the way, and one of those who can see to it.
fn clicked(visit: &Visit<'_>) -> Result<(Asked, String, (Id, String)), Failure> {
    let asked = Asked::of(visit)?;
    let key = visit.form.value("about").to_owned();
    let id = Id::parse_str(visit.form.value("person")).map_err(|_| Failure::NotFound)?;
    let found = visit.read(|read| {
        let standing = Standing::read(read, &asked)?;
        blockers::blockers(read, &asked, &standing)
    })?;
    let blocker = found.into_iter().find(|blocker| blocker.key == key);
    let owners = blocker.map(|blocker| blocker.owners).unwrap_or_default();
    let owner = owners.into_iter().find(|(owner, _)| *owner == id);
    Ok((asked, key, owner.ok_or(Failure::NotFound)?))
}

/// Asks.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (asked, about, (asked_id, name)) = clicked(visit)?;
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    if act.by == asked_id {
        return Err(Failure::Refused("You need not ask yourself"));
    }
    let nudge = Nudge {
        quarter: asked.quarter.to_string(),
        about,
        asked_id,
        asked: act,
    };
    let content = serde_json::json!({ "about": nudge.about, "asked": asked_id });
    let entry = visit.entry("asked to see to it", "return", asked.name, content);
    visit.write(|mut write| {
        store::nudge_add(&mut write, &nudge)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/rehearsal", asked.name),
        format!("{name} sees it on their first page until it is done."),
    )
}

/// Takes it back.
pub(crate) fn undo(visit: &mut Visit<'_>) -> Answer {
    let (asked, about, (asked_id, name)) = clicked(visit)?;
    let content = serde_json::json!({ "about": about, "asked": asked_id });
    let entry = visit.entry("took back that it was asked", "return", asked.name, content);
    visit.write(|mut write| {
        store::nudge_remove(&mut write, asked.quarter, (&about, asked_id))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/rehearsal", asked.name),
        format!("{name} is not asked any more."),
    )
}
