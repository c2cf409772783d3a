//! All actions, or those that come from one consultation.

use super::FeedbackAction;
use super::store::{self, ActionFilter};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{people, stakeholders};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

/// An action as lists show it.
pub(super) struct Line {
    pub(super) id: Id,
    pub(super) what: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) state: &'static str,
}

#[derive(Template)]
#[template(path = "feedback/actions.html")]
struct Page {
    frame: Frame,
    actions: Vec<Line>,
    /// The question of the consultation they come from; empty for all.
    question: String,
    back: String,
    can_manage: Option<()>,
}

/// Actions as lines, with the names of who sees to them.
pub(super) fn lines(
    read: &mut Read<'_>,
    actions: Vec<FeedbackAction>,
) -> Result<Vec<Line>, Failure> {
    let names = people::names(read)?;
    let line = |action: FeedbackAction| Line {
        id: action.id,
        owner: names.get(&action.owner_id).cloned().unwrap_or_default(),
        due: in_words(action.due_on),
        state: action.state.name(),
        what: action.what,
    };
    Ok(actions.into_iter().map(line).collect())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = match visit.query.value("consultation") {
        "" => None,
        key => Some(Id::parse_str(key).map_err(|_| Failure::NotFound)?),
    };
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let filter = asked.map_or(ActionFilter::All, ActionFilter::OfConsultation);
        let found = store::actions(read, filter)?;
        let consultation = match asked {
            Some(id) => Some(stakeholders::consultation(read, id)?.ok_or(Failure::NotFound)?),
            None => None,
        };
        Ok(Page {
            frame,
            actions: lines(read, found)?,
            back: asked.map_or("/feedback".to_owned(), |id| format!("/consultations/{id}")),
            question: consultation.map(|one| one.question).unwrap_or_default(),
            can_manage,
        })
    })?;
    Reply::page(&page)
}
