//! The register of stakeholders, and the consultations with them.

use super::{Stakeholder, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

struct Asked {
    id: Id,
    question: String,
    when: String,
    state: String,
}

#[derive(Template)]
#[template(path = "stakeholders/list.html")]
struct Page {
    frame: Frame,
    stakeholders: Vec<Stakeholder>,
    consultations: Vec<Asked>,
    can_manage: Option<()>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let (stakeholders, found) =
        visit.read(|read| Ok((store::all(read)?, store::consultations(read)?)))?;
    let consultations = found.into_iter().map(|(one, decided_on)| Asked {
        id: one.id,
        question: one.question,
        when: format!("{} to {}", in_words(one.opens_on), in_words(one.closes_on)),
        state: match decided_on {
            Some(day) => format!("Decided on {}", in_words(day)),
            None if one.opens_on > today => "Not open yet".to_owned(),
            None if one.closes_on < today => "Waiting for a decision".to_owned(),
            None => "Open".to_owned(),
        },
    });
    Reply::page(&Page {
        frame: visit.frame(),
        stakeholders,
        consultations: consultations.collect(),
        can_manage: visit.may(Action::ManageFeedback).then_some(()),
    })
}
