//! Reported and confirmed jobs in numbers, without any learner. The numbers are never added together:
//! one learner stands in several of them.

use super::store::{self, Numbers};
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "follow_ups/numbers.html")]
struct Page {
    frame: Frame,
    names: [String; 9],
    /// The whole, as tiles.
    whole: Vec<(String, i64)>,
    /// An area's name with its numbers.
    rows: Vec<(String, [i64; 9])>,
    can_see: Option<()>,
    can_set: Option<()>,
}

fn names((middle, last): (i64, i64)) -> [String; 9] {
    [
        "Reported by a return".to_owned(),
        "Opened by hand".to_owned(),
        "Start confirmed".to_owned(),
        format!("Lasted {middle} weeks"),
        format!("Lasted {last} weeks: sustained"),
        "Not in work".to_owned(),
        "Could not be reached".to_owned(),
        "Still to be checked".to_owned(),
        "No longer in the return".to_owned(),
    ]
}

fn whole(numbers: &[Numbers], at: usize) -> i64 {
    let of = |one: &Numbers| one.each().get(at).copied().unwrap_or_default();
    numbers.iter().map(of).sum()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (numbers, areas, settings) = visit.read(|read| {
        Ok((
            store::numbers(read)?,
            organisation::areas(read)?,
            store::settings(read)?,
        ))
    })?;
    let names = names(settings.weeks);
    let area = |code: &Option<String>| {
        let found = areas.iter().find(|area| Some(&area.code) == code.as_ref());
        found.map_or("No area of ours, or not known".to_owned(), |area| {
            area.name.clone()
        })
    };
    let row = |one: &Numbers| (area(&one.area_code), one.each());
    let tile = |(at, name): (usize, &String)| (name.clone(), whole(&numbers, at));
    Reply::page(&Page {
        frame: visit.frame(),
        whole: names.iter().enumerate().map(tile).collect(),
        rows: numbers.iter().map(row).collect(),
        names,
        can_see: visit.may(Action::SeeFollowUps).then_some(()),
        can_set: visit.may(Action::ImportLearners).then_some(()),
    })
}
