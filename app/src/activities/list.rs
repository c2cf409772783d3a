//! All activities: those that go on, and those that have ended.

use super::{AUDIENCES, Activity, store};
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::activities::State;
use domain::people::Action;
use pages::Frame;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

#[derive(Template)]
#[template(path = "activities/list.html")]
struct Page {
    frame: Frame,
    going_on: Vec<Row>,
    ended: Vec<Row>,
    can_start: Option<()>,
    can_record: Option<()>,
}

struct Row {
    activity: Activity,
    audience: &'static str,
    partner: String,
    /// What is to be said of the partner's yearly review.
    review: String,
    state: State,
}

/// The words for an audience.
pub(super) fn audience(key: &str) -> &'static str {
    AUDIENCES
        .iter()
        .find(|(known, _)| *known == key)
        .map_or("", |(_, name)| *name)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let (activities, partners) = visit.read(|read| {
        let activities = store::all(read)?;
        let mut partners = BTreeMap::new();
        for id in activities.iter().filter_map(|activity| activity.partner_id) {
            if let Entry::Vacant(entry) = partners.entry(id) {
                entry.insert(partners::find(read, id)?);
            }
        }
        Ok((activities, partners))
    })?;
    let rows = activities.into_iter().map(|activity| {
        let partner = activity
            .partner_id
            .and_then(|id| partners.get(&id)?.as_ref());
        Row {
            audience: audience(&activity.audience),
            partner: partner
                .map(|partner| partner.name.clone())
                .unwrap_or_default(),
            review: partner
                .map(|partner| partners::review_words(partner, today))
                .unwrap_or_default(),
            state: activity.state(),
            activity,
        }
    });
    let (going_on, ended) = rows.partition(|row| row.state != State::Ended);
    Reply::page(&Page {
        frame: visit.frame(),
        going_on,
        ended,
        can_start: visit.may(Action::ManageActivity).then_some(()),
        can_record: visit.may(Action::RecordSession).then_some(()),
    })
}
