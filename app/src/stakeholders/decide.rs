//! Recording what a consultation led to: once, and never changed.

use super::{Consultation, Decision, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

const DECIDED: Failure = Failure::Changed("The decision of this consultation is recorded already.");

#[derive(Template)]
#[template(path = "stakeholders/decide.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    consultation: Consultation,
}

/// The consultation of the address, as long as nothing is decided.
fn undecided(visit: &Visit<'_>) -> Result<Consultation, Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let consultation = store::consultation(read, id)?.ok_or(Failure::NotFound)?;
        match store::decision(read, id)? {
            Some(_) => Err(DECIDED),
            None => Ok(consultation),
        }
    })
}

fn shown(visit: &Visit<'_>, consultation: Consultation) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        consultation,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let consultation = undecided(visit)?;
    visit.form = Form::new().with_date("decided_on", visit.today());
    shown(visit, consultation)
}

fn read(visit: &mut Visit<'_>, consultation: &Consultation) -> Option<Decision> {
    let today = visit.today();
    let form = &mut visit.form;
    let heard = form.required("heard", "What we heard", 1_000);
    let what = form.required("decision", "What was decided", 2_000);
    let decided_by = form.required("decided_by", "Who decided", 200);
    let decided_on = form.date("decided_on", "Date of the decision")?;
    if let Err(refused) = domain::feedback::within(decided_on, consultation.opens_on, today) {
        form.refuse("decided_on", refused);
    }
    Some(Decision {
        heard: heard?,
        what: what?,
        decided_on,
        decided_by: decided_by?,
    })
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let consultation = undecided(visit)?;
    let decision = read(visit, &consultation);
    let (Some(decision), false) = (decision, visit.form.is_refused()) else {
        return shown(visit, consultation);
    };
    let id = consultation.id;
    let said = serde_json::json!({ "decided_on": decision.decided_on.to_string() });
    let entry = visit.entry("decided consultation", "consultation", id, said);
    visit.write(|mut write| {
        if store::decision(&mut write.read(), id)?.is_some() {
            return Err(DECIDED);
        }
        store::decision_add(&mut write, id, &decision, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/consultations/{id}"), "The decision is kept.")
}
