//! All quarters from the first to today's, year by year: the state of each return, since when it can
//! be prepared, and who is next. Somebody who reads signed returns alone sees those.

use super::overview::{self, Overview};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::Year;
use domain::monitoring::Return;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "monitoring/list.html")]
struct Page {
    frame: Frame,
    years: Vec<YearRows>,
    /// Whether the visitor sees how returns are set and handed on.
    sees_all: Option<()>,
}

struct YearRows {
    year: Year,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    title: String,
    state: &'static str,
    colour: &'static str,
    due: String,
    next: String,
}

/// The colour of a state's tag.
pub(super) fn colour(state: &Return) -> &'static str {
    match state {
        Return::Open => "grey",
        Return::Prepared { .. } => "yellow",
        Return::Reviewed { .. } => "purple",
        Return::SignedOff { .. } => "green",
    }
}

fn row(overview: &Overview) -> Row {
    Row {
        href: format!("/returns/{}", overview.name),
        title: overview.name.title(),
        state: overview.state.name(),
        colour: colour(&overview.state),
        due: overview.due(),
        next: overview.next(),
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let who = visit.who()?;
    let sees_all = visit.may(Action::SeePractice);
    let quarters = visit.read(|read| overview::quarters(read, who, visit.today()))?;
    let mut years: Vec<YearRows> = Vec::new();
    for overview in quarters.iter().rev() {
        if !sees_all && !matches!(overview.state, Return::SignedOff { .. }) {
            continue;
        }
        let year = overview.name.quarter().year();
        if years.last().is_none_or(|rows| rows.year != year) {
            years.push(YearRows {
                year,
                rows: Vec::new(),
            });
        }
        if let Some(rows) = years.last_mut() {
            rows.rows.push(row(overview));
        }
    }
    Reply::page(&Page {
        frame: visit.frame(),
        years,
        sees_all: sees_all.then_some(()),
    })
}
