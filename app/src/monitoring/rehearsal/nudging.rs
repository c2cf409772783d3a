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

const ALREADY: Failure = Failure::Changed("It was clicked already.");

/// A second click finds that all is as it should be, and is no second line in the log.
fn once(clicked: Result<(), Failure>) -> Result<(), Failure> {
    match clicked {
        Err(Failure::Changed(_)) => Ok(()),
        clicked => clicked,
    }
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
    once(
        visit.write(|mut write| match store::nudge_add(&mut write, &nudge)? {
            0 => Err(ALREADY),
            _ => Ok(write.commit(entry.clone(), ())?),
        }),
    )?;
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
    let who = (about.as_str(), asked_id);
    once(visit.write(
        |mut write| match store::nudge_remove(&mut write, asked.quarter, who)? {
            0 => Err(ALREADY),
            _ => Ok(write.commit(entry.clone(), ())?),
        },
    ))?;
    Reply::see(
        format!("/returns/{}/rehearsal", asked.name),
        format!("{name} is not asked any more."),
    )
}
