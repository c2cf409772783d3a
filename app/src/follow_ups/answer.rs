//! The page behind a one-time link, for a learner or an employer without an account. It names nobody but
//! the organisation; opening it changes nothing.

use super::{CheckLink, LinkAnswer, TOKENS, store};
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Scope;
use domain::feedback::{Audience, LinkState};
use domain::follow_ups::{Found, Hours, SaidBy};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "follow_ups/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    organisation: &'a str,
    words: &'static Words,
    found: Vec<Choice>,
    hours: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "follow_ups/answer_closed.html")]
struct Closed<'a> {
    frame: Frame,
    form: &'a Form,
    title: &'static str,
    why: &'static str,
}

/// How the questions are put to a learner and to an employer.
struct Words {
    title: &'static str,
    why: &'static str,
    hours: &'static str,
    found: [(Found, &'static str); 4],
}

const TO_LEARNER: Words = Words {
    title: "Are you still in work?",
    why: "You learned with us and then began a job. We ask whether it lasted, to know what our courses bring. Nobody at your work is told that we asked.",
    hours: "How many hours a week do you work?",
    found: [
        (Found::ThisJob, "Yes, in the job I began then"),
        (Found::AnotherJob, "Yes, in another job"),
        (Found::SelfEmployed, "Yes, I work for myself"),
        (Found::NotInWork, "No, I am not in work now"),
    ],
};

const TO_EMPLOYER: Words = Words {
    title: "Is the person still in work with you?",
    why: "You employed somebody who had learned with us; whoever gave you this link has told you whom it is about. We ask whether the job lasted, to know what our courses bring. Please enter no name.",
    hours: "How many hours a week do they work?",
    found: [
        (Found::ThisJob, "Yes, in the job they began then"),
        (Found::AnotherJob, "Yes, in another job with us"),
        (
            Found::SelfEmployed,
            "Yes, they work for us as self-employed",
        ),
        (Found::NotInWork, "No, they do not work here now"),
    ],
};

/// What a link opens.
struct Opened {
    token: String,
    scope: Scope,
    link: CheckLink,
    organisation: String,
}

impl Opened {
    fn words(&self) -> &'static Words {
        match self.link.audience {
            SaidBy::Employer => &TO_EMPLOYER,
            SaidBy::Learner | SaidBy::Payslip | SaidBy::OtherRecord => &TO_LEARNER,
        }
    }

    fn found(&self) -> Vec<Choice> {
        let found = self.words().found;
        found.map(|(one, text)| Choice::new(one.key(), text)).into()
    }
}

fn hours() -> Vec<Choice> {
    Hours::ALL
        .map(|one| Choice::new(one.key(), one.name()))
        .into()
}

/// The link of the address; what is no token of ours opens nothing.
fn opened(visit: &Visit<'_>) -> Result<Option<Opened>, Failure> {
    let Some(found) = TOKENS.find(visit)? else {
        return Ok(None);
    };
    visit.app.database.read(found.scope, |read| {
        Ok(Some(Opened {
            token: found.token,
            scope: found.scope,
            organisation: organisation::find(read)?.name,
            link: store::link(read, found.link_id)?.ok_or(Failure::NotFound)?,
        }))
    })
}

/// The link, as long as it is open; else the page that says why it is not.
fn if_open(visit: &Visit<'_>) -> Result<Result<Opened, Answer>, Failure> {
    let shut = "This link cannot be used";
    let (title, why) = match opened(visit)? {
        None => (
            shut,
            "Check that you have copied all of it, or ask whoever gave it to you for a new one.",
        ),
        Some(opened) => match opened.link.state(visit.now) {
            LinkState::Open => return Ok(Ok(opened)),
            LinkState::Answered => (
                "Thank you",
                "The answer is kept, without a name, and this link is used up. There is nothing more to do.",
            ),
            LinkState::Withdrawn => (
                shut,
                "It was withdrawn. Ask whoever gave it to you for a new one.",
            ),
            LinkState::Expired => (
                shut,
                "It is too old. Ask whoever gave it to you for a new one.",
            ),
        },
    };
    let page = Closed {
        frame: visit.frame(),
        form: &visit.form,
        title,
        why,
    };
    Ok(Err(Reply::form(&page, &visit.form)))
}

fn shown(visit: &Visit<'_>, opened: &Opened) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        organisation: &opened.organisation,
        words: opened.words(),
        found: opened.found(),
        hours: hours(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    match if_open(visit)? {
        Ok(opened) => shown(visit, &opened),
        Err(answer) => answer,
    }
}

fn read(
    form: &mut Form,
    opened: &Opened,
    (at, today): (jiff::Timestamp, Date),
) -> Option<LinkAnswer> {
    let found = form.choice("found", "an answer", &opened.found());
    let hours = form.choice("hours", "the hours", &hours());
    let since_on = form.optional_date("since_on", "Since when");
    let until_on = form.optional_date("until_on", "Until when");
    for (field, day) in [("since_on", since_on), ("until_on", until_on)] {
        if day.is_some_and(|day| day > today) {
            form.refuse(field, "The day must be today or in the past");
        }
    }
    if form.is_refused() {
        return None;
    }
    Some(LinkAnswer {
        at,
        found: Found::from_key(&found?)?,
        hours: Hours::from_key(&hours?)?,
        since_on,
        until_on,
    })
}

/// Takes the answer, once, unless too much came by this link in the last minutes.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let opened = match if_open(visit)? {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let most_tries = Audience::Partner.most_tries();
    TOKENS.brake(visit, (&opened.token, most_tries))?;
    let when = (visit.now, visit.today());
    let Some(answer) = read(&mut visit.form, &opened, when) else {
        return shown(visit, &opened);
    };
    let id = opened.link.follow_up_id;
    let said = serde_json::json!({ "stage": opened.link.stage.key() });
    let entry = visit.entry("answered follow-up link", "follow-up", id, said);
    visit.app.database.write(opened.scope, |mut write| {
        let link = store::link(&mut write.read(), opened.link.id)?.ok_or(Failure::NotFound)?;
        let is_open = link.state(visit.now) == LinkState::Open;
        if !is_open || store::link_answer(&mut write, link.id, &answer)? == 0 {
            return Err(Failure::Changed("This link was closed meanwhile."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Ok(Reply::See {
        path: format!("/still-in-work/{}", opened.token),
        notice: None,
    })
}
