//! One action: where it comes from, who sees to it, how it ended, and what was decided.

use super::{Decision, FeedbackAction, Source, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::feedback::ActionState;
use domain::people::Action;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "feedback/action.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    action: FeedbackAction,
    owner: String,
    decisions: Vec<Decision>,
    endings: Vec<Choice>,
    can_manage: Option<()>,
}

impl Page<'_> {
    fn due(&self) -> String {
        in_words(self.action.due_on)
    }

    /// Words and address of where it comes from.
    fn source(&self) -> Option<(&'static str, String)> {
        match self.action.source {
            Source::Answer(id) => Some(("An answer", format!("/feedback/answers/{id}"))),
            Source::Consultation(id) => Some(("A consultation", format!("/consultations/{id}"))),
            Source::Proposal(id) => {
                Some(("A proposal of an annual report", format!("/proposals/{id}")))
            }
            Source::Elsewhere => None,
        }
    }

    /// The day it ended and what came of it.
    fn ended(&self) -> Option<(String, &str)> {
        let (outcome, at) = self.action.ended.as_ref()?;
        Some((in_words(date_of(*at)), outcome))
    }
}

fn endings() -> Vec<Choice> {
    vec![
        Choice::new("done", "It is done"),
        Choice::new("dropped", "It is dropped"),
    ]
}

fn show(visit: &Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let action = store::action(read, id)?.ok_or(Failure::NotFound)?;
        Ok(Page {
            frame,
            form: &visit.form,
            owner: people::name_of(read, Some(action.owner_id))?,
            decisions: store::decisions_of(read, id)?,
            endings: endings(),
            can_manage,
            action,
        })
    })?;
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    show(visit)
}

/// Ends it, as done or dropped.
pub(crate) fn end(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    visit
        .read(|read| store::action(read, id))?
        .ok_or(Failure::NotFound)?;
    let form = &mut visit.form;
    let state = form.choice("state", "How it ended", &endings());
    let outcome = form.required("outcome", "What came of it", 1_000);
    let (Some(state), Some(outcome), false) = (state, outcome, form.is_refused()) else {
        return show(visit);
    };
    let state = if state == "done" {
        ActionState::Done
    } else {
        ActionState::Dropped
    };
    let content = serde_json::json!({ "state": state.name() });
    let entry = visit.entry("ended action", "action", id, content);
    visit.write(|mut write| {
        if store::action_end(&mut write, id, (state, &outcome), visit.now)? == 0 {
            return Err(Failure::Changed("This action has ended already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/feedback/actions/{id}"), "The action has ended.")
}
