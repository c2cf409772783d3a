//! One decision, with the action it is about and the changes it brings.

use super::about::{self, Line};
use super::store::{self, ChangeFilter};
use super::{Decision, FeedbackAction};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "feedback/decision.html")]
struct Page {
    frame: Frame,
    decision: Decision,
    on: String,
    action: FeedbackAction,
    changes: Vec<Line>,
    can_manage: Option<()>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let decision = store::decision(read, id)?.ok_or(Failure::NotFound)?;
        let changes = store::changes(read, ChangeFilter::OfDecision(id))?;
        Ok(Page {
            frame,
            on: in_words(decision.decided_on),
            action: store::action(read, decision.action_id)?.ok_or(Failure::NotFound)?,
            changes: about::lines(read, changes)?,
            can_manage,
            decision,
        })
    })?;
    Reply::page(&page)
}
