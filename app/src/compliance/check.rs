//! Recording a check of a requirement: when, what it came to, what was found, and when the next one is.

use super::show::see;
use super::{Check, Requirement, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::compliance::{CheckOutcome, CheckRefused, check};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "compliance/check.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    requirement: &'a Requirement,
    outcomes: Vec<Choice>,
}

fn outcomes() -> Vec<Choice> {
    let outcomes = CheckOutcome::ALL.into_iter();
    outcomes
        .map(|outcome| Choice::new(outcome.key(), outcome.name()))
        .collect()
}

fn shown(visit: &Visit<'_>, requirement: &Requirement) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        requirement,
        outcomes: outcomes(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (requirement, _) = see(visit)?;
    visit.form = Form::new().with_date("checked_on", visit.today());
    shown(visit, &requirement)
}

/// The check as typed, if it can be so.
fn read(visit: &mut Visit<'_>, today: Date) -> Option<Check> {
    let id = visit.new_id();
    let recorded_by = visit.who.as_ref().map(|who| who.person_id);
    let form = &mut visit.form;
    let checked_on = form.date("checked_on", "Date of the check");
    let outcome = form.choice("outcome", "What it came to", &outcomes());
    let note = form.optional("note", "What was found", 2_000);
    let next_check_on = form.date("next_check_on", "Next check");
    if form.is_refused() {
        return None;
    }
    let made = Check {
        id,
        checked_on: checked_on?,
        outcome: CheckOutcome::from_key(&outcome?)?,
        next_check_on: next_check_on?,
        note: note.unwrap_or_default(),
        recorded_by,
    };
    let days = (made.checked_on, made.next_check_on);
    match check(days, (made.outcome, &made.note), today) {
        Ok(()) => Some(made),
        Err(refused) => {
            let field = match refused {
                CheckRefused::ToCome => "checked_on",
                CheckRefused::NextNotAfter => "next_check_on",
                CheckRefused::WithoutNote => "note",
            };
            form.refuse(field, refused.to_string());
            None
        }
    }
}

/// Records it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (requirement, _) = see(visit)?;
    let today = visit.today();
    let Some(check) = read(visit, today) else {
        return shown(visit, &requirement);
    };
    let said = serde_json::json!({ "checked_on": check.checked_on.to_string(),
        "outcome": check.outcome.key(), "next_check_on": check.next_check_on.to_string() });
    let entry = visit.entry("checked requirement", "requirement", requirement.id, said);
    visit.write(|mut write| {
        store::check_add(&mut write, requirement.id, &check, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/compliance/{}", requirement.id),
        "The check is recorded.",
    )
}
