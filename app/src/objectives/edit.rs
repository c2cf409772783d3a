//! Listing an objective and changing one: what it is, where it comes from, when it holds and what
//! comes after it.

use super::{Objective, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::objectives::{Term, TermRefused, term};
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "objectives/edit.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    heading: &'static str,
    action: String,
    back: String,
    button: &'static str,
    others: Vec<Choice>,
}

/// The objective in the address and all objectives; no first one on the page of a new one.
struct Known {
    changed: Option<Objective>,
    all: Vec<Objective>,
}

fn known(visit: &Visit<'_>, id: Option<Id>) -> Result<Known, Failure> {
    let all = visit.read(store::all)?;
    let changed = match id {
        None => None,
        Some(id) => {
            let found = all.iter().find(|objective| objective.id == id);
            Some(found.cloned().ok_or(Failure::NotFound)?)
        }
    };
    Ok(Known { changed, all })
}

impl Known {
    /// What can come after it: every other objective.
    fn others(&self) -> Vec<Choice> {
        let id = self.changed.as_ref().map(|changed| changed.id);
        let others = self.all.iter().filter(|other| Some(other.id) != id);
        others
            .map(|other| Choice::new(other.id.to_string(), other.title.clone()))
            .collect()
    }

    fn successors(&self) -> BTreeMap<Id, Id> {
        let pairs = self.all.iter();
        pairs
            .filter_map(|objective| Some((objective.id, objective.term.successor_id?)))
            .collect()
    }
}

fn shown(visit: &Visit<'_>, known: &Known) -> Answer {
    let (heading, button) = match known.changed {
        None => ("List an objective", "List the objective"),
        Some(_) => ("Change the objective", "Save the changes"),
    };
    let (action, back) = match &known.changed {
        None => ("/objectives/new".to_owned(), "/objectives".to_owned()),
        Some(changed) => (
            format!("/objectives/{}/change", changed.id),
            format!("/objectives/{}", changed.id),
        ),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        heading,
        action,
        back,
        button,
        others: known.others(),
    };
    Reply::form(&page, &visit.form)
}

/// The page of a new objective.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    visit.form = Form::new().with_date("valid_from", visit.today());
    shown(visit, &known(visit, None)?)
}

/// The page of one that is changed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let known = known(visit, Some(visit.id("id")?))?;
    if let Some(changed) = &known.changed {
        let mut form = Form::new()
            .with("title", &changed.title)
            .with("source", &changed.source)
            .with_date("valid_from", changed.term.from);
        if let Some(to) = changed.term.to {
            form = form.with_date("valid_to", to);
        }
        if let Some(successor) = changed.term.successor_id {
            form = form.with("successor", successor.to_string());
        }
        visit.form = form;
    }
    shown(visit, &known)
}

/// The objective as typed, if it can be so.
fn read(visit: &mut Visit<'_>, known: &Known) -> Option<Objective> {
    let new_id = visit.new_id();
    let id = known.changed.as_ref().map_or(new_id, |changed| changed.id);
    let form = &mut visit.form;
    let title = form.required("title", "Title", 200);
    let source = form.required("source", "The document it comes from", 200);
    let from = form.date("valid_from", "First day");
    let to = form.optional_date("valid_to", "Last day");
    let successor = form.optional_choice("successor", "What comes after it", &known.others());
    if form.is_refused() {
        return None;
    }
    let asked = Term {
        from: from?,
        to,
        successor_id: successor.and_then(|id| Id::parse_str(&id).ok()),
    };
    if let Err(refused) = term(id, &asked, &known.successors()) {
        let field = match refused {
            TermRefused::EndsBeforeItBegins | TermRefused::SuccessorWithoutEnd => "valid_to",
            TermRefused::ComesAfterItself => "successor",
        };
        form.refuse(field, refused.to_string());
        return None;
    }
    Some(Objective {
        id,
        title: title?,
        source: source?,
        term: asked,
    })
}

fn said(objective: &Objective) -> serde_json::Value {
    serde_json::json!({ "title": objective.title, "source": objective.source,
        "valid_from": objective.term.from.to_string(),
        "valid_to": objective.term.to.map(|to| to.to_string()),
        "successor": objective.term.successor_id.map(|id| id.to_string()) })
}

/// Lists it.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    let known = known(visit, None)?;
    let Some(objective) = read(visit, &known) else {
        return shown(visit, &known);
    };
    let said = said(&objective);
    let entry = visit.entry("listed objective", "objective", objective.id, said);
    visit.write(|mut write| {
        store::add(&mut write, &objective, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/objectives/{}", objective.id),
        "The objective is listed. Link the activities and partners that serve it.",
    )
}

/// Changes it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let known = known(visit, Some(visit.id("id")?))?;
    let Some(objective) = read(visit, &known) else {
        return shown(visit, &known);
    };
    let said = said(&objective);
    let entry = visit.entry("changed objective", "objective", objective.id, said);
    visit.write(|mut write| {
        store::change(&mut write, &objective, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/objectives/{}", objective.id),
        "The objective is changed.",
    )
}
