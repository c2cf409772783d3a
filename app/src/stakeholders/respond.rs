//! Recording what a stakeholder answered in a consultation.

use super::{Consultation, Response, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "stakeholders/respond.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    consultation: Consultation,
    stakeholders: Vec<Choice>,
}

/// The consultation of the address, and all stakeholders as choices.
fn opened(visit: &Visit<'_>) -> Result<(Consultation, Vec<Choice>), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let consultation = store::consultation(read, id)?.ok_or(Failure::NotFound)?;
        let stakeholders = store::all(read)?.into_iter();
        let choices = stakeholders.map(|one| Choice::new(one.id.to_string(), one.name));
        Ok((consultation, choices.collect()))
    })
}

fn shown(visit: &Visit<'_>, (consultation, stakeholders): (Consultation, Vec<Choice>)) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        consultation,
        stakeholders,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let opened = opened(visit)?;
    visit.form = Form::new().with_date("said_on", visit.today());
    shown(visit, opened)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let opened = opened(visit)?;
    let (new_id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let stakeholder = form.choice("stakeholder", "Who said it", &opened.1);
    let said_on = form.date("said_on", "Date");
    let said = form.required("said", "What they said", 4_000);
    if let Some(on) = said_on
        && let Err(refused) = domain::feedback::within(on, opened.0.opens_on, today)
    {
        form.refuse("said_on", refused);
    }
    let stakeholder = stakeholder.and_then(|key| Id::parse_str(&key).ok());
    let (Some(stakeholder_id), Some(said_on), Some(said), false) =
        (stakeholder, said_on, said, form.is_refused())
    else {
        return shown(visit, opened);
    };
    let response = Response {
        id: new_id,
        consultation_id: opened.0.id,
        stakeholder_id,
        said_on,
        said,
    };
    let content = serde_json::json!({ "consultation": response.consultation_id.to_string(),
        "stakeholder": stakeholder_id.to_string() });
    let entry = visit.entry("recorded response", "response", response.id, content);
    visit.write(|mut write| {
        store::response_add(&mut write, &response, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/consultations/{}", opened.0.id),
        "The response is kept.",
    )
}
