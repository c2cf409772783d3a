//! One stakeholder with what they answered.

use super::{Stakeholder, store};
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use pages::Frame;

struct Said {
    on: String,
    words: String,
    question: String,
    consultation_id: Id,
}

#[derive(Template)]
#[template(path = "stakeholders/show.html")]
struct Page {
    frame: Frame,
    stakeholder: Stakeholder,
    /// Its key and name, if it is a partner.
    partner: Option<(Id, String)>,
    said: Vec<Said>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let (frame, today) = (visit.frame(), visit.today());
    let page = visit.read(|read| {
        let stakeholder = store::find(read, id)?.ok_or(Failure::NotFound)?;
        let partner = match stakeholder.partner_id {
            Some(id) => partners::find(read, id)?.map(|one| (one.id, one.named(today))),
            None => None,
        };
        let said = store::responses_of(read, id)?.into_iter();
        Ok(Page {
            frame,
            partner,
            said: said
                .map(|(response, question)| Said {
                    on: in_words(response.said_on),
                    words: response.said,
                    question,
                    consultation_id: response.consultation_id,
                })
                .collect(),
            stakeholder,
        })
    })?;
    Reply::page(&page)
}
