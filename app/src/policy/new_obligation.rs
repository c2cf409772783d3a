//! Adding something to a clause that no check can see: who attests it, and by when.

use super::clause::see;
use super::obligations::{Obligation, What};
use super::tree::address;
use super::{Clause, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::people::Action;
use jiff::ToSpan;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "policy/new_obligation.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    clause: Clause,
    back: String,
    owners: Vec<Choice>,
}

/// Who can attest something: those who see the practice.
pub(super) fn owners(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let people = visit.read(|read| people::who_may(read, Action::SeePractice))?;
    let choice = |(id, name): (Id, String)| Choice::new(id.to_string(), name);
    Ok(people.into_iter().map(choice).collect())
}

fn shown(visit: &Visit<'_>, owners: Vec<Choice>) -> Answer {
    let seen = see(visit)?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        back: address(seen.policy.id, &seen.clause.id, ""),
        clause: seen.clause,
        owners,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let owners = owners(visit)?;
    visit.form = Form::new().with_date("due_on", visit.today().saturating_add(28.days()));
    shown(visit, owners)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let owners = owners(visit)?;
    let (id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let asks = form.required("asks", "What is asked", 300);
    let owner = form.choice("owner", "Who attests it", &owners);
    let due_on = form.date("due_on", "The day it is to be attested first");
    if due_on.is_some_and(|due| due < today) {
        form.refuse(
            "due_on",
            "The day it is to be attested first cannot be before today",
        );
    }
    let owner_id = owner.and_then(|key| Id::parse_str(&key).ok());
    let (Some(asks), Some(owner_id), Some(due_on), false) =
        (asks, owner_id, due_on, form.is_refused())
    else {
        return shown(visit, owners);
    };
    let obligation = Obligation {
        id,
        policy_id: seen.policy.id,
        clause_id: Some(seen.clause.id.clone()),
        what: What::Attested { owner_id, due_on },
        asks,
    };
    let content = serde_json::json!({ "clause": seen.clause.id, "owner": owner_id.to_string(),
        "due_on": due_on.to_string() });
    let entry = visit.entry("added obligation to clause", "obligation", id, content);
    visit.write(|mut write| {
        store::obligation_add(&mut write, &obligation, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    super::keep_states(visit.app, visit.scope()?, visit.now)?;
    Reply::see(
        address(seen.policy.id, &seen.clause.id, ""),
        "The clause asks for it now, and its owner is reminded.",
    )
}
