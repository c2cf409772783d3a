//! One change, with the decision that brings it and all that led there.

use super::{Change, Decision, FeedbackAction, about, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use pages::Frame;

#[derive(Template)]
#[template(path = "feedback/change.html")]
struct Page {
    frame: Frame,
    change: Change,
    from: String,
    /// Words and address.
    about: (String, String),
    decision: Decision,
    action: FeedbackAction,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let frame = visit.frame();
    let page = visit.read(|read| {
        let change = store::change(read, id)?.ok_or(Failure::NotFound)?;
        let decision = store::decision(read, change.decision_id)?.ok_or(Failure::NotFound)?;
        Ok(Page {
            frame,
            from: in_words(change.effective_from),
            about: about::words(read, &change.about)?,
            action: store::action(read, decision.action_id)?.ok_or(Failure::NotFound)?,
            change,
            decision,
        })
    })?;
    Reply::page(&page)
}
