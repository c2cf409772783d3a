//! All objectives, with how each stands today.

use super::{LinkKind, Objective, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::objectives::Standing;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;

/// An objective as lists show it.
pub(super) struct Row {
    pub(super) objective: Objective,
    pub(super) standing: &'static str,
    pub(super) colour: &'static str,
    pub(super) dates: String,
    activities: usize,
    partners: usize,
}

#[derive(Template)]
#[template(path = "objectives/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    can_manage: Option<()>,
}

/// The colour of a standing's tag.
pub(super) fn colour(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "green",
        Standing::ToCome => "teal",
        Standing::Lapsed => "red",
        Standing::Retired => "grey",
    }
}

/// When an objective holds, in words.
pub(super) fn dates(objective: &Objective) -> String {
    let from = in_words(objective.term.from);
    match objective.term.to {
        Some(to) => format!("{from} to {}", in_words(to)),
        None => format!("From {from}"),
    }
}

/// The objectives as rows, with how many records serve each.
pub(super) fn rows(
    objectives: Vec<Objective>,
    links: &std::collections::BTreeSet<(database::Id, LinkKind, database::Id)>,
    today: Date,
) -> Vec<Row> {
    let count = |objective: &Objective, kind: LinkKind| {
        let of = |link: &&(database::Id, LinkKind, database::Id)| {
            link.0 == objective.id && link.1 == kind
        };
        links.iter().filter(of).count()
    };
    objectives
        .into_iter()
        .map(|objective| Row {
            standing: objective.term.on(today).name(),
            colour: colour(objective.term.on(today)),
            dates: dates(&objective),
            activities: count(&objective, LinkKind::Activity),
            partners: count(&objective, LinkKind::Partner),
            objective,
        })
        .collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (objectives, links) = visit.read(|read| Ok((store::all(read)?, store::links(read)?)))?;
    Reply::page(&Page {
        frame: visit.frame(),
        rows: rows(objectives, &links, visit.today()),
        can_manage: visit.may(Action::ManageObjectives).then_some(()),
    })
}
