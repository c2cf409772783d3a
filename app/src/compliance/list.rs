//! The register: every requirement, the one that is to be checked first on top, overdue ones marked.

use super::{Check, Requirement, store};
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::compliance::{CheckOutcome, is_overdue};
use domain::people::Action;
use pages::Frame;

struct Row {
    requirement: Requirement,
    source: String,
    owner: String,
    next_check: String,
    overdue: Option<()>,
    /// The outcome of the last check with its colour; empty before the first.
    last: &'static str,
    colour: &'static str,
}

#[derive(Template)]
#[template(path = "compliance/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    /// How many are overdue, in words; empty for none.
    overdue: String,
    can_manage: Option<()>,
}

/// The colour of an outcome's tag.
pub(super) fn colour(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Met => "green",
        CheckOutcome::PartlyMet => "yellow",
        CheckOutcome::NotMet => "red",
    }
}

/// Where a requirement comes from, in words.
pub(super) fn source(requirement: &Requirement) -> String {
    let kind = requirement.source_kind.name();
    format!("{kind}: {}", requirement.source)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let (requirements, checks, names) = visit.read(|read| {
        let checks = store::checks(read)?;
        Ok((store::all(read)?, checks, people::names(read)?))
    })?;
    let rows: Vec<Row> = requirements
        .into_iter()
        .map(|requirement| {
            let last: Option<&Check> = checks.get(&requirement.id).and_then(|all| all.first());
            let owner = names.get(&requirement.owner_id).cloned();
            Row {
                source: source(&requirement),
                owner: owner.unwrap_or_default(),
                next_check: in_words(requirement.next_check_on),
                overdue: is_overdue(requirement.next_check_on, today).then_some(()),
                last: last.map_or("", |check| check.outcome.name()),
                colour: last.map_or("", |check| colour(check.outcome)),
                requirement,
            }
        })
        .collect();
    let overdue = match rows.iter().filter(|row| row.overdue.is_some()).count() {
        0 => String::new(),
        1 => "The check of 1 requirement is overdue.".to_owned(),
        more => format!("The checks of {more} requirements are overdue."),
    };
    Reply::page(&Page {
        frame: visit.frame(),
        rows,
        overdue,
        can_manage: visit.may(Action::ManageCompliance).then_some(()),
    })
}
