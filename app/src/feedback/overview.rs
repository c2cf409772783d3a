//! All that goes on: the newest answers, what is to be done, what was decided, and “You said, we did”.

use super::actions::{self, Line};
use super::store::{self, ActionFilter};
use super::words::Names;
use super::{period, you_said_we_did};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::{Calendar, in_words};
use domain::people::Action;
use pages::{Choice, Form, Frame};

/// The newest answers and decisions that are listed.
const NEWEST: i64 = 10;

struct Answered {
    id: Id,
    about: String,
    on: String,
}

struct Decided {
    id: Id,
    what: String,
    on: String,
}

#[derive(Template)]
#[template(path = "feedback/overview.html")]
struct Page {
    frame: Frame,
    form: Form,
    answers: Vec<Answered>,
    actions: Vec<Line>,
    decisions: Vec<Decided>,
    periods: Vec<Choice>,
    title: String,
    pairs: Vec<(String, String)>,
    can_manage: Option<()>,
}

fn answers(read: &mut Read<'_>, calendar: Calendar) -> Result<Vec<Answered>, Failure> {
    let names = Names::of(read, calendar)?;
    let mut found = Vec::new();
    for (answer, link_id) in store::newest_answers(read, NEWEST)? {
        let link = store::link(read, link_id)?.ok_or(Failure::NotFound)?;
        found.push(Answered {
            id: answer.id,
            about: names.link(&link.of),
            on: in_words(date_of(answer.given_at)),
        });
    }
    Ok(found)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (who, today) = (visit.who()?, visit.today());
    let calendar = who.calendar;
    let asked = match visit.query.value("period") {
        "" => calendar.year_of(today).to_string(),
        asked => asked.to_owned(),
    };
    let period = period::named(calendar, &asked).ok_or(Failure::NotFound)?;
    let periods = period::choices(who, today);
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let open = store::actions(read, ActionFilter::Open)?;
        let decisions = store::decisions(read, NEWEST)?.into_iter();
        Ok(Page {
            frame,
            form: Form::new().with("period", &asked),
            answers: answers(read, calendar)?,
            actions: actions::lines(read, open)?,
            decisions: decisions
                .map(|decision| Decided {
                    id: decision.id,
                    on: in_words(decision.decided_on),
                    what: decision.what,
                })
                .collect(),
            periods,
            pairs: you_said_we_did(read, period.from, period.to)?,
            title: period.title,
            can_manage,
        })
    })?;
    Reply::page(&page)
}
