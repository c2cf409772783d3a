//! Listing a requirement and changing one.

use super::show::see;
use super::{Links, Requirement, store};
use crate::activities;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::compliance::{self, Source};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "compliance/edit.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    heading: &'static str,
    action: String,
    back: String,
    button: &'static str,
    choices: Choices,
}

/// What can be chosen.
struct Choices {
    sources: Vec<Choice>,
    owners: Vec<Choice>,
    activities: Vec<Choice>,
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    let (owners, activities) =
        visit.read(|read| Ok((store::owners(read)?, activities::all(read)?)))?;
    Ok(Choices {
        sources: Source::ALL
            .into_iter()
            .map(|source| Choice::new(source.key(), source.name()))
            .collect(),
        owners: owners
            .into_iter()
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect(),
        activities: activities
            .into_iter()
            .map(|activity| Choice::new(activity.id.to_string(), activity.title))
            .collect(),
    })
}

fn shown(visit: &Visit<'_>, changed: Option<Id>, choices: Choices) -> Answer {
    let (heading, button) = match changed {
        None => ("List a requirement", "List the requirement"),
        Some(_) => ("Change the requirement", "Save the changes"),
    };
    let (action, back) = match changed {
        None => ("/compliance/new".to_owned(), "/compliance".to_owned()),
        Some(id) => (
            format!("/compliance/{id}/change"),
            format!("/compliance/{id}"),
        ),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        heading,
        action,
        back,
        button,
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page of a new requirement.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    shown(visit, None, choices(visit)?)
}

/// The page of one that is changed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (changed, links) = see(visit)?;
    let mut form = Form::new()
        .with("title", &changed.title)
        .with("source_kind", changed.source_kind.key())
        .with("source", &changed.source)
        .with("owner", changed.owner_id.to_string())
        .with_date("next_check_on", changed.next_check_on)
        .with("clauses", links.clauses.join(", "));
    for activity in links.activities {
        form.add("activities", &activity.to_string());
    }
    visit.form = form;
    shown(visit, Some(changed.id), choices(visit)?)
}

/// The requirement as typed, with its links.
fn read(
    visit: &mut Visit<'_>,
    changed: Option<Id>,
    choices: &Choices,
) -> Option<(Requirement, Links)> {
    let new_id = visit.new_id();
    let form = &mut visit.form;
    let title = form.required("title", "What is asked", 300);
    let source_kind = form.choice("source_kind", "Where it comes from", &choices.sources);
    let source = form.required("source", "Which law, contract or guidance", 200);
    let owner = form.choice("owner", "Who looks after it", &choices.owners);
    let next_check_on = form.date("next_check_on", "Next check");
    let typed = form.optional("clauses", "Clauses of the policy", 300);
    let activities = form.choices("activities", "Activities", &choices.activities);
    let clauses = match compliance::clauses(&typed.unwrap_or_default()) {
        Ok(clauses) => clauses,
        Err(refused) => {
            form.refuse("clauses", refused.to_string());
            Vec::new()
        }
    };
    let requirement = Requirement {
        id: changed.unwrap_or(new_id),
        title: title?,
        source_kind: Source::from_key(&source_kind?)?,
        source: source?,
        owner_id: Id::parse_str(&owner?).ok()?,
        next_check_on: next_check_on?,
    };
    let links = Links {
        clauses,
        activities: activities
            .iter()
            .filter_map(|id| Id::parse_str(id).ok())
            .collect(),
    };
    (!form.is_refused()).then_some((requirement, links))
}

fn said(requirement: &Requirement, links: &Links) -> serde_json::Value {
    let activities: Vec<String> = links.activities.iter().map(ToString::to_string).collect();
    serde_json::json!({ "title": requirement.title, "source": requirement.source,
        "owner": requirement.owner_id.to_string(),
        "next_check_on": requirement.next_check_on.to_string(),
        "clauses": links.clauses, "activities": activities })
}

/// Lists it.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let Some((requirement, links)) = read(visit, None, &choices) else {
        return shown(visit, None, choices);
    };
    let said = said(&requirement, &links);
    let entry = visit.entry("listed requirement", "requirement", requirement.id, said);
    visit.write(|mut write| {
        store::add(&mut write, (&requirement, &links), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/compliance/{}", requirement.id),
        "The requirement is listed.",
    )
}

/// Changes it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (changed, _) = see(visit)?;
    let choices = choices(visit)?;
    let Some((requirement, links)) = read(visit, Some(changed.id), &choices) else {
        return shown(visit, Some(changed.id), choices);
    };
    let said = said(&requirement, &links);
    let entry = visit.entry("changed requirement", "requirement", requirement.id, said);
    visit.write(|mut write| {
        store::change(&mut write, &requirement, &links)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/compliance/{}", requirement.id),
        "The requirement is changed. Its checks stay as they are.",
    )
}
