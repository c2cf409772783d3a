//! What was agreed with a partner in writing, with its dates and perhaps the document.

use super::change::asked;
use super::{Agreement, Partner, store};
use crate::evidence;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "partners/agreements.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    grades: Vec<Choice>,
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        partner,
        grades: evidence::grades(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    visit.form.add("grade", "2");
    shown(visit, partner)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let title = visit.form.required("title", "What it is called", 200);
    let starts_on = visit.form.date("starts_on", "First day");
    let ends_on = visit.form.optional_date("ends_on", "Last day");
    if let (Some(first), Some(last)) = (starts_on, ends_on)
        && last < first
    {
        visit
            .form
            .refuse("ends_on", "The last day must not be before the first");
    }
    let evidence = evidence::read(visit, starts_on.unwrap_or(visit.today()))?;
    let (Some(title), Some(starts_on), false) = (title, starts_on, visit.form.is_refused()) else {
        return shown(visit, partner);
    };
    let agreement = Agreement {
        id: visit.new_id(),
        title,
        starts_on,
        ends_on,
        evidence_id: evidence.as_ref().map(|evidence| evidence.id),
        recorded_at: visit.now,
    };
    let entry = visit.entry(
        "recorded agreement",
        "partner",
        partner.id,
        serde_json::json!({ "title": agreement.title, "starts_on": starts_on.to_string() }),
    );
    visit.write(|mut write| {
        if let Some(evidence) = &evidence {
            evidence::add(&mut write, evidence, visit.now)?;
        }
        store::agreement_add(&mut write, partner.id, &agreement)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/partners/{}", partner.id),
        "The agreement is recorded.",
    )
}
