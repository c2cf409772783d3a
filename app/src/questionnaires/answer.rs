//! The page behind a link, for people without an account: who asks and why, one question after the
//! other, and thanks. Opening it changes nothing. What was sent stands: a second answer by the same
//! code at the same asking is refused, since it may be somebody else's.

use super::sheets::{self, Asked, KeepRefused, There};
use super::{KeptSet, QuestionLink, Round, TOKENS, Way, store};
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Scope;
use domain::calendar::in_words;
use domain::questionnaires::{CodeRule, Half, LinkStanding};
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "questionnaires/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    opened: &'a Opened,
    when: &'static str,
    asked: Vec<Asked>,
    asks_code: Option<()>,
}

#[derive(Template)]
#[template(path = "questionnaires/answer_closed.html")]
struct Closed<'a> {
    frame: Frame,
    form: &'a Form,
    title: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "questionnaires/thanks.html")]
struct Thanks<'a> {
    frame: Frame,
    opened: &'a Opened,
    next: String,
    /// Where the next person of the group begins; empty for a link of one's own.
    again: String,
}

/// What a link opens.
struct Opened {
    token: String,
    scope: Scope,
    link: QuestionLink,
    round: Round,
    set: KeptSet,
    organisation: String,
}

/// The link of the address; what is no token of ours opens nothing.
fn opened(visit: &Visit<'_>) -> Result<Option<Opened>, Failure> {
    let Some(found) = TOKENS.find(visit)? else {
        return Ok(None);
    };
    visit.app.database.read(found.scope, |read| {
        let link = store::link(read, found.link_id)?.ok_or(Failure::NotFound)?;
        let round = store::round(read, link.round_id)?.ok_or(Failure::NotFound)?;
        Ok(Some(Opened {
            token: found.token,
            scope: found.scope,
            organisation: organisation::find(read)?.name,
            set: store::set(read, round.set_id)?.ok_or(Failure::NotFound)?,
            link,
            round,
        }))
    })
}

/// What comes after thanks: the second asking, if this was the first.
fn next(opened: &Opened) -> String {
    match opened.link.half {
        Half::Before => {
            let from = in_words(opened.round.dates.after.0);
            let code = match (&opened.link.code, opened.round.code_rule) {
                (None, CodeRule::OwnCode) => " You then make your code in the same way.",
                (Some(_), CodeRule::OwnCode) | (_, CodeRule::Reference) => "",
            };
            format!("We ask the same questions once more from {from}.{code}")
        }
        Half::After => "There is nothing more to do.".to_owned(),
    }
}

fn thanks(visit: &Visit<'_>, opened: &Opened) -> Answer {
    let again = match opened.link.code {
        Some(_) => String::new(),
        None => format!("/questions/{}", opened.token),
    };
    Reply::page(&Thanks {
        frame: visit.frame(),
        opened,
        next: next(opened),
        again,
    })
}

/// The link, as long as it is open; else the page that says why it is not.
fn if_open(visit: &Visit<'_>) -> Result<Result<Opened, Answer>, Failure> {
    const ASK: &str = "ask whoever gave it to you for a new one.";
    let (title, why) = match opened(visit)? {
        None => (
            "This link cannot be used",
            format!("Check that you have copied all of it, or {ASK}"),
        ),
        Some(opened) => match opened.link.standing(&opened.round, visit.today()) {
            LinkStanding::Open => return Ok(Ok(opened)),
            LinkStanding::Answered if opened.link.code.is_some() => {
                return Ok(Err(thanks(visit, &opened)));
            }
            LinkStanding::Answered => (
                "This link cannot be used",
                "It has taken as many answers as it can. Thank you all.".to_owned(),
            ),
            LinkStanding::NotYet => (
                "These questions are not open yet",
                format!(
                    "They open on {}. Come back then with the same link.",
                    in_words(opened.round.dates.of(opened.link.half).0)
                ),
            ),
            LinkStanding::Withdrawn => (
                "This link cannot be used",
                format!("It was closed. If you still want to answer, {ASK}"),
            ),
            LinkStanding::Over => (
                "These questions are closed",
                "The last day to answer has gone by. Thank you for coming.".to_owned(),
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
        opened,
        when: match opened.link.half {
            Half::Before => "You are asked now, and the same once more at the end.",
            Half::After => {
                "You may have answered the same questions at the start. Please answer as it is for you now."
            }
        },
        asked: sheets::asked(&opened.set.set),
        asks_code: opened.link.code.is_none().then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    match if_open(visit)? {
        Ok(opened) if opened.link.code.is_none() && visit.query.value("sent") == "yes" => {
            thanks(visit, &opened)
        }
        Ok(opened) => shown(visit, &opened),
        Err(answer) => answer,
    }
}

/// Takes the answers, once for each person.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let opened = match if_open(visit)? {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let most_tries = opened.link.audience().most_tries();
    TOKENS.brake(visit, (&opened.token, most_tries))?;
    let code = match &opened.link.code {
        Some(code) => Some(code.clone()),
        None => {
            let what = opened.round.code_rule.label().to_lowercase();
            sheets::code(&mut visit.form, &what)
        }
    };
    let answers = sheets::chosen(&mut visit.form, &opened.set.set);
    let (Some(code), false) = (code, visit.form.is_refused()) else {
        return shown(visit, &opened);
    };
    let half = opened.link.half;
    let seen = Reply::See {
        path: format!("/questions/{}?sent=yes", opened.token),
        notice: None,
    };
    let of = (opened.round.id, Way::Link);
    let new = sheets::new(of, (half, code, answers), visit.now);
    let before = visit.app.database.read(opened.scope, |read| {
        store::answers_of(read, opened.round.id, (half, &new.sheet.code))
    })?;
    if before.as_ref() == Some(&new.sheet.answers) {
        // The button was pressed twice.
        return Ok(seen);
    }
    match keep(visit, &opened, &new) {
        Ok(()) => Ok(seen),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("code", words);
            shown(visit, &opened)
        }
        Err(failure) => Err(failure),
    }
}

fn keep(visit: &Visit<'_>, opened: &Opened, new: &store::NewSheet) -> Result<(), Failure> {
    let said = serde_json::json!({ "half": new.sheet.half.key(), "by": "link" });
    let id = opened.round.id;
    let entry = visit.entry("answered questionnaire", "questionnaire round", id, said);
    visit.app.database.write(opened.scope, |mut write| {
        let link = store::link(&mut write.read(), opened.link.id)?.ok_or(Failure::NotFound)?;
        if link.standing(&opened.round, visit.today()) != LinkStanding::Open {
            return Err(Failure::Changed("This link was closed meanwhile."));
        }
        match sheets::keep(&mut write, new, There::Stay)? {
            Ok(()) => {}
            Err(KeepRefused::Closed) => {
                return Err(Failure::Changed("These questions were closed meanwhile."));
            }
            Err(KeepRefused::There) => {
                return Err(Failure::Rule(
                    "There are answers with this code already, and they stand. If they are not yours, check your code; if they are, thank you, there is nothing more to do".to_owned(),
                ));
            }
        }
        store::link_note(&mut write, link.id)?;
        Ok(write.commit(entry.clone(), ())?)
    })
}
