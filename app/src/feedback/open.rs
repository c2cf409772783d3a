//! The page behind a link, for people without an account: a partner's form, the learners' form, thanks,
//! or the words that the link cannot be used. Opening it changes nothing.

use super::store;
use super::words::Names;
use super::{FeedbackLink, LinkOf, TOKENS, learners, partner};
use crate::failure::Failure;
use crate::organisation::{self, Organisation};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Scope;
use domain::calendar::Calendar;
use domain::feedback::LinkState;
use pages::{Form, Frame};

/// What a link opens.
pub(super) struct Opened {
    pub(super) token: String,
    pub(super) scope: Scope,
    pub(super) link: FeedbackLink,
    pub(super) organisation: Organisation,
    pub(super) calendar: Calendar,
    /// The partner and the quarter, or the activity, in words.
    pub(super) about: String,
}

#[derive(Template)]
#[template(path = "feedback/closed.html")]
struct Closed<'a> {
    frame: Frame,
    form: &'a Form,
    why: &'static str,
}

#[derive(Template)]
#[template(path = "feedback/thanks.html")]
struct Thanks {
    frame: Frame,
    organisation: String,
    next: &'static str,
    /// Where the next learner of the group begins; empty for partners.
    again: String,
}

/// The link of the address; what is no token of ours opens nothing.
fn opened(visit: &Visit<'_>) -> Result<Option<Opened>, Failure> {
    let Some(found) = TOKENS.find(visit)? else {
        return Ok(None);
    };
    visit.app.database.read(found.scope, |read| {
        let organisation = organisation::find(read)?;
        let month = organisation.year_starts_month;
        let calendar = Calendar::starting_in(month).unwrap_or(Calendar::ACADEMIC);
        let link = store::link(read, found.link_id)?.ok_or(Failure::NotFound)?;
        Ok(Some(Opened {
            about: Names::of(read, calendar)?.link(&link.of),
            token: found.token,
            scope: found.scope,
            link,
            organisation,
            calendar,
        }))
    })
}

fn closed(visit: &Visit<'_>, why: &'static str) -> Answer {
    let page = Closed {
        frame: visit.frame(),
        form: &visit.form,
        why,
    };
    Reply::form(&page, &visit.form)
}

fn thanks(visit: &Visit<'_>, opened: Opened) -> Answer {
    let (next, again) = match opened.link.of {
        LinkOf::Partner { .. } => (
            "Your answer is kept, and this link is used up. There is nothing more to do.",
            String::new(),
        ),
        LinkOf::Learners { .. } => (
            "Your answer is kept, without your name.",
            format!("/feedback/{}", opened.token),
        ),
    };
    Reply::page(&Thanks {
        frame: visit.frame(),
        organisation: opened.organisation.name,
        next,
        again,
    })
}

/// The link, as long as it is open; else the page that says why it is not.
fn if_open(visit: &Visit<'_>, found: Option<Opened>) -> Result<Opened, Answer> {
    let Some(opened) = found else {
        return Err(closed(
            visit,
            "Check that you have copied all of it, or ask whoever gave it to you for a new one.",
        ));
    };
    let is_for_partner = matches!(opened.link.of, LinkOf::Partner { .. });
    let why = match opened.link.state(visit.now) {
        LinkState::Open => return Ok(opened),
        LinkState::Answered if is_for_partner => return Err(thanks(visit, opened)),
        LinkState::Answered => "It has taken as many answers as it can. Thank you all.",
        LinkState::Withdrawn => "It was withdrawn. Ask whoever gave it to you for a new one.",
        LinkState::Expired => "It is too old. Ask whoever gave it to you for a new one.",
    };
    Err(closed(visit, why))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let found = opened(visit)?;
    let opened = match if_open(visit, found) {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    match opened.link.of {
        LinkOf::Learners { .. } if visit.query.value("sent") == "yes" => thanks(visit, opened),
        LinkOf::Partner { .. } => partner::page(visit, &opened),
        LinkOf::Learners { .. } => learners::page(visit, &opened),
    }
}

/// Takes an answer, unless too much came by this link in the last minutes.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let found = opened(visit)?;
    let opened = match if_open(visit, found) {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let most_tries = opened.link.of.audience().most_tries();
    TOKENS.brake(visit, (&opened.token, most_tries))?;
    match opened.link.of {
        LinkOf::Partner { .. } => partner::submit(visit, &opened),
        LinkOf::Learners { .. } => learners::submit(visit, &opened),
    }
}
