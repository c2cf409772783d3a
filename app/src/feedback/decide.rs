//! Recording what was decided about an action.

use super::{Decision, FeedbackAction, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "feedback/decide.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    action: &'a FeedbackAction,
}

fn action(visit: &Visit<'_>) -> Result<FeedbackAction, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::action(read, id))?
        .ok_or(Failure::NotFound)
}

fn shown(visit: &Visit<'_>, action: &FeedbackAction) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        action,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let action = action(visit)?;
    visit.form = Form::new().with_date("decided_on", visit.today());
    shown(visit, &action)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let action = action(visit)?;
    let (id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let what = form.required("decision", "What was decided", 2_000);
    let decided_by = form.required("decided_by", "Who decided", 200);
    let decided_on = form.date("decided_on", "Date of the decision");
    if let Some(on) = decided_on
        && let Err(refused) = domain::feedback::happened(on, today)
    {
        form.refuse("decided_on", refused);
    }
    let (Some(what), Some(decided_by), Some(decided_on), false) =
        (what, decided_by, decided_on, form.is_refused())
    else {
        return shown(visit, &action);
    };
    let decision = Decision {
        id,
        action_id: action.id,
        what,
        decided_on,
        decided_by,
    };
    let content = serde_json::json!({ "action": action.id.to_string(),
        "decided_on": decided_on.to_string() });
    let entry = visit.entry("recorded decision", "decision", id, content);
    visit.write(|mut write| {
        store::decision_add(&mut write, &decision, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/feedback/decisions/{id}"), "The decision is kept.")
}
