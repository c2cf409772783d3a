//! The years with the state of their report, the newest first.

use super::content::Kept;
use super::store;
use crate::monitoring;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::{Year, in_words};
use domain::people::Action;
use domain::reports::Report;
use pages::Frame;

#[derive(Template)]
#[template(path = "reports/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    drafts: bool,
    can_see_public: Option<()>,
}

/// A year in the list.
#[derive(Debug)]
struct Row {
    year: String,
    period: String,
    state: &'static str,
    colour: &'static str,
    returns: String,
}

/// The colour of a state's tag; its word says the same.
pub(super) fn colour(state: &Report) -> &'static str {
    match state {
        Report::Draft => "grey",
        Report::Prepared { .. } => "yellow",
        Report::SignedOff { .. } => "green",
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let years = visit.years()?;
    let drafts = visit.may(Action::SeePractice);
    let who = visit.who()?;
    let row = |year: Year, kept: &[Kept], signed: usize| {
        let name = year.to_string();
        let state = kept
            .iter()
            .find(|kept| kept.year == name)
            .map_or(Report::Draft, |kept| kept.state);
        Row {
            period: period(who.calendar, year),
            year: name,
            state: state.name(),
            colour: colour(&state),
            returns: format!("{signed} of 4"),
        }
    };
    let rows = visit.read(|read| {
        let kept = store::reports(read)?;
        let is_signed = |year: &Year| {
            let name = year.to_string();
            kept.iter().any(|kept| {
                kept.year == name
                    && match kept.state {
                        Report::SignedOff { .. } => true,
                        Report::Draft | Report::Prepared { .. } => false,
                    }
            })
        };
        let seen = years.into_iter().filter(|year| drafts || is_signed(year));
        seen.map(|year| {
            let signed = monitoring::signed_returns(read, year)?.len();
            Ok(row(year, &kept, signed))
        })
        .collect::<Result<Vec<_>, _>>()
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        rows,
        drafts,
        can_see_public: visit.may(Action::SeePublication).then_some(()),
    })
}

/// First and last day of a year in words.
pub(super) fn period(calendar: domain::calendar::Calendar, year: Year) -> String {
    let [first, .., last] = year.quarters();
    format!(
        "{} to {}",
        in_words(calendar.first_day(first)),
        in_words(calendar.last_day(last))
    )
}
