//! The register of stakeholders, and the consultations with them.

use super::{Consultation, Stakeholder, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;

/// A consultation in a list.
pub(super) struct Asked {
    pub(super) id: Id,
    pub(super) question: String,
    pub(super) when: String,
    pub(super) state: String,
}

/// Consultations as a list shows them today.
pub(super) fn asked(found: Vec<(Consultation, Option<Date>)>, today: Date) -> Vec<Asked> {
    let asked = |(one, decided_on): (Consultation, Option<Date>)| Asked {
        id: one.id,
        question: one.question,
        when: format!("{} to {}", in_words(one.opens_on), in_words(one.closes_on)),
        state: match decided_on {
            Some(day) => format!("Decided on {}", in_words(day)),
            None if one.opens_on > today => "Not open yet".to_owned(),
            None if one.closes_on < today => "Waiting for a decision".to_owned(),
            None => "Open".to_owned(),
        },
    };
    found.into_iter().map(asked).collect()
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
    Reply::page(&Page {
        frame: visit.frame(),
        stakeholders,
        consultations: asked(found, today),
        can_manage: visit.may(Action::ManageFeedback).then_some(()),
    })
}
