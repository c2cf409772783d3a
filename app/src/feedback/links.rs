//! Links that were made: what came by each, and withdrawing one.

use super::words::Names;
use super::{FeedbackLink, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::feedback::LinkState;
use domain::people::Action;
use pages::Frame;

/// The latest links that are listed.
const LINKS: i64 = 100;

struct Line {
    id: Id,
    about: String,
    state: &'static str,
    until: String,
    answers: i64,
}

#[derive(Template)]
#[template(path = "feedback/links.html")]
struct ListPage {
    frame: Frame,
    links: Vec<Line>,
    can_manage: Option<()>,
}

#[derive(Template)]
#[template(path = "feedback/link.html")]
struct LinkPage {
    frame: Frame,
    link: Line,
    made: String,
    /// Key and day of each answer.
    answers: Vec<(Id, String)>,
    can_withdraw: Option<()>,
}

fn line(visit: &Visit<'_>, link: &FeedbackLink, names: &Names) -> Line {
    Line {
        id: link.id,
        about: names.link(&link.of),
        state: link.state(visit.now).name(),
        until: in_words(date_of(link.expires_at)),
        answers: link.answers,
    }
}

/// The latest links.
pub(crate) fn list(visit: &mut Visit<'_>) -> Answer {
    let calendar = visit.who()?.calendar;
    let (links, names) =
        visit.read(|read| Ok((store::links(read, LINKS)?, Names::of(read, calendar)?)))?;
    Reply::page(&ListPage {
        frame: visit.frame(),
        links: links.iter().map(|link| line(visit, link, &names)).collect(),
        can_manage: visit.may(Action::ManageFeedback).then_some(()),
    })
}

/// One link with its answers.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let calendar = visit.who()?.calendar;
    let (link, names, answers) = visit.read(|read| {
        let link = store::link(read, id)?.ok_or(Failure::NotFound)?;
        Ok((
            link,
            Names::of(read, calendar)?,
            store::answers_of(read, id)?,
        ))
    })?;
    let by = visit.read(|read| people::name_of(read, link.made_by))?;
    let is_open = link.state(visit.now) == LinkState::Open;
    Reply::page(&LinkPage {
        frame: visit.frame(),
        made: format!("{} by {by}", in_words(date_of(link.made_at))),
        link: line(visit, &link, &names),
        answers: answers
            .iter()
            .map(|answer| (answer.id, in_words(date_of(answer.given_at))))
            .collect(),
        can_withdraw: (is_open && visit.may(Action::ManageFeedback)).then_some(()),
    })
}

/// Withdraws a link: nobody can answer by it from now on.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let link = visit
        .read(|read| store::link(read, id))?
        .ok_or(Failure::NotFound)?;
    let content = serde_json::json!({ "answers": link.answers });
    let entry = visit.entry("withdrew feedback link", "feedback link", id, content);
    visit.write(|mut write| {
        if store::link_withdraw(&mut write, id, visit.now)? == 0 {
            return Err(Failure::Changed("This link was withdrawn already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/feedback/links/{id}"),
        "The link is withdrawn. The answers stay.",
    )
}
