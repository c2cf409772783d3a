//! Where objectives and activities miss each other (P1.1c): objectives in force with no activity,
//! activities that go on and serve none, and objectives past their end with nothing after them.

use super::{LinkKind, Objective, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::objectives::Standing;
use pages::Frame;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "objectives/coverage.html")]
struct Page {
    frame: Frame,
    /// Objectives in force.
    in_force: usize,
    without_activity: Vec<Objective>,
    serving_none: Vec<(Id, String)>,
    /// With the last day.
    lapsed: Vec<(Objective, String)>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let frame = visit.frame();
    let page = visit.read(|read| {
        let (in_force, others): (Vec<Objective>, Vec<Objective>) = store::all(read)?
            .into_iter()
            .partition(|objective| objective.term.on(today) == Standing::InForce);
        let activities = store::live_activities(read)?;
        let live: BTreeSet<Id> = activities.iter().map(|(id, _)| *id).collect();
        let holding: BTreeSet<Id> = in_force.iter().map(|objective| objective.id).collect();
        // An activity that has ended serves nothing any more, nor does one serve an objective that is over.
        let links: Vec<(Id, Id)> = store::links(read)?
            .into_iter()
            .filter(|(objective, kind, record)| {
                *kind == LinkKind::Activity && live.contains(record) && holding.contains(objective)
            })
            .map(|(objective, _, record)| (objective, record))
            .collect();
        let served: BTreeSet<Id> = links.iter().map(|(objective, _)| *objective).collect();
        let serving: BTreeSet<Id> = links.iter().map(|(_, record)| *record).collect();
        Ok(Page {
            frame,
            in_force: in_force.len(),
            without_activity: in_force
                .into_iter()
                .filter(|objective| !served.contains(&objective.id))
                .collect(),
            serving_none: activities
                .into_iter()
                .filter(|(id, _)| !serving.contains(id))
                .collect(),
            lapsed: others
                .into_iter()
                .filter(|objective| objective.term.on(today) == Standing::Lapsed)
                .map(|objective| {
                    let ended = objective.term.to.map(in_words).unwrap_or_default();
                    (objective, ended)
                })
                .collect(),
        })
    })?;
    Reply::page(&page)
}
