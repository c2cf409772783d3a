//! A recovery action: what is done about a measure that missed its target. Whoever sees to it, or the Lead,
//! says when it is done and what came of it; until then it stands in every return.

use super::store::{self, RecoveryAction};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::{Form, Frame};

/// The longest note.
const NOTE_CHARACTERS: usize = 1_000;

#[derive(Template)]
#[template(path = "monitoring/recovery.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    id: String,
    what: String,
    quarter: String,
    owner: String,
    due: String,
    done: String,
    can_end: Option<()>,
}

fn found(visit: &Visit<'_>) -> Result<(RecoveryAction, String), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let action = store::action(read, id)?.ok_or(Failure::NotFound)?;
        let owner = people::name_of(read, Some(action.owner_id))?;
        Ok((action, owner))
    })
}

fn may_end(visit: &Visit<'_>, action: &RecoveryAction) -> Result<bool, Failure> {
    let is_owner = visit.who()?.person_id == action.owner_id;
    Ok(action.done.is_none() && (is_owner || visit.may(Action::PrepareReturn)))
}

fn shown(visit: &Visit<'_>, (action, owner): (RecoveryAction, String)) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        can_end: may_end(visit, &action)?.then_some(()),
        id: action.id.to_string(),
        what: action.what,
        quarter: action.quarter,
        owner,
        due: in_words(action.due_on),
        done: action
            .done
            .map(|(on, note, _)| format!("{}: {note}", in_words(on)))
            .unwrap_or_default(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let found = found(visit)?;
    let today = visit.today();
    visit.form = Form::new().with_date("done_on", today);
    shown(visit, found)
}

/// Keeps that it is done.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (action, owner) = found(visit)?;
    if !may_end(visit, &action)? {
        visit.form.refuse(
            "",
            "Whoever sees to it, or the Social Value Lead, ends it once",
        );
    }
    let today = visit.today();
    let on = visit.form.date("done_on", "The day it was done");
    if on.is_some_and(|on| on > today) {
        visit
            .form
            .refuse("done_on", "The day must be today or in the past");
    }
    let note = visit
        .form
        .required("note", "what came of it", NOTE_CHARACTERS);
    let (Some(on), Some(note), false) = (on, note, visit.form.is_refused()) else {
        return shown(visit, (action, owner));
    };
    let content = serde_json::json!({ "done_on": on.to_string() });
    let entry = visit.entry(
        "ended recovery action",
        "recovery-action",
        action.id,
        content,
    );
    visit.write(|mut write| {
        if store::action_done(&mut write, action.id, (on, &note), visit.now)? == 0 {
            return Err(Failure::Changed("This action has been ended already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/recovery-actions/{}", action.id),
        "The action is done.",
    )
}
