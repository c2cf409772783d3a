//! One requirement: who looks after it, what it is linked to, and every check that was made.

use super::list::{colour, source};
use super::{Check, Links, Requirement, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, people, policy};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::compliance::is_overdue;
use domain::people::Action;
use pages::Frame;
use std::collections::BTreeMap;

/// A check as the page shows it.
struct Made {
    on: String,
    outcome: &'static str,
    colour: &'static str,
    note: String,
    by: String,
}

#[derive(Template)]
#[template(path = "compliance/show.html")]
struct Page {
    frame: Frame,
    requirement: Requirement,
    source: String,
    owner: String,
    next_check: String,
    overdue: Option<()>,
    /// Number and address; no address for one that the policy in force does not have.
    clauses: Vec<(String, String)>,
    activities: Vec<(Id, String)>,
    checks: Vec<Made>,
    can_manage: Option<()>,
}

/// The requirement of an address with its links.
pub(super) fn see(visit: &Visit<'_>) -> Result<(Requirement, Links), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let requirement = store::find(read, id)?.ok_or(Failure::NotFound)?;
        let links = store::links(read)?.remove(&id).unwrap_or_default();
        Ok((requirement, links))
    })
}

fn clauses(read: &mut Read<'_>, links: &Links) -> Result<Vec<(String, String)>, Failure> {
    let known = policy::clauses_in_force(read)?;
    let address = |clause: &String| {
        if known.contains(clause) {
            format!("/policy/clauses/{clause}")
        } else {
            String::new()
        }
    };
    let clauses = links.clauses.iter();
    Ok(clauses
        .map(|clause| (clause.clone(), address(clause)))
        .collect())
}

fn made(check: Check, names: &BTreeMap<Id, String>) -> Made {
    let by = check.recorded_by.and_then(|id| names.get(&id).cloned());
    Made {
        on: in_words(check.checked_on),
        outcome: check.outcome.name(),
        colour: colour(check.outcome),
        note: check.note,
        by: by.unwrap_or_default(),
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (requirement, links) = see(visit)?;
    let (frame, today) = (visit.frame(), visit.today());
    let can_manage = visit.may(Action::ManageCompliance).then_some(());
    let page = visit.read(|read| {
        let names = people::names(read)?;
        let mut checks = store::checks(read)?;
        let checks = checks.remove(&requirement.id).unwrap_or_default();
        let all = activities::all(read)?.into_iter();
        Ok(Page {
            frame,
            source: source(&requirement),
            owner: names
                .get(&requirement.owner_id)
                .cloned()
                .unwrap_or_default(),
            next_check: in_words(requirement.next_check_on),
            overdue: is_overdue(requirement.next_check_on, today).then_some(()),
            clauses: clauses(read, &links)?,
            activities: all
                .filter(|activity| links.activities.contains(&activity.id))
                .map(|activity| (activity.id, activity.title))
                .collect(),
            checks: checks
                .into_iter()
                .map(|check| made(check, &names))
                .collect(),
            can_manage,
            requirement,
        })
    })?;
    Reply::page(&page)
}
