//! The page on which somebody chooses how much of people a pack holds, and whether it carries tokens.

use super::ask::{Asked, Kind, Personal};
use super::file::{asked, taken_away};
use super::phrase::Phrase;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::monitoring::ReturnName;
use domain::people::Action;
use pages::{Form, Frame};

/// The longest phrase that is read.
const PHRASE_CHARACTERS: usize = 1_000;

#[derive(Template)]
#[template(path = "packs/choose.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    title: String,
    back: String,
    choices: Vec<Choice>,
    /// Where the form goes that asks for tokens; empty where there can be none.
    with_tokens: String,
}

struct Choice {
    href: String,
    title: &'static str,
    words: &'static str,
}

/// What the pack is of, and the page that leads here.
fn about(visit: &Visit<'_>, of: &Asked) -> Result<(String, String), Failure> {
    let (calendar, name) = (visit.who()?.calendar, &of.name);
    Ok(match of.kind {
        Kind::Return => {
            let named = ReturnName::read(calendar, name).ok_or(Failure::NotFound)?;
            (
                format!("Return {}", named.title()),
                format!("/returns/{name}"),
            )
        }
        Kind::Report | Kind::Year => {
            calendar.year_named(name).ok_or(Failure::NotFound)?;
            let title = match of.kind {
                Kind::Year => format!("The year {name}"),
                Kind::Report | Kind::Return | Kind::Partner => format!("Annual report {name}"),
            };
            (title, format!("/reports/{name}"))
        }
        Kind::Partner => ("Partner passport".to_owned(), format!("/partners/{name}")),
    })
}

fn shown(visit: &Visit<'_>) -> Answer {
    let of = asked(visit, Personal::Public)?;
    let (title, back) = about(visit, &of)?;
    let (kind, name) = (of.kind, &of.name);
    let choices = Personal::ALL.into_iter().filter_map(|personal| {
        asked(visit, personal).ok()?.check(visit).ok()?;
        Some(Choice {
            href: format!("/packs/{}/{name}/{}.zip", kind.key(), personal.key()),
            title: match personal {
                Personal::Full => "Everything",
                Personal::Pseudonymous => "Without names",
                Personal::Public => "For everybody",
            },
            words: personal.words(),
        })
    });
    let choices: Vec<Choice> = choices.collect();
    if choices.is_empty() {
        return Err(Failure::NotAllowed);
    }
    let without_names = asked(visit, Personal::Pseudonymous)?;
    let may = without_names.can_carry_tokens() && visit.may(Action::SeeLearners);
    let with_tokens = may.then(|| format!("/packs/{}/{name}", kind.key()));
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        title,
        back,
        choices,
        with_tokens: with_tokens.unwrap_or_default(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// The pack without names and with tokens under the phrase that was typed, which is kept nowhere.
pub(crate) fn with_tokens(visit: &mut Visit<'_>) -> Answer {
    let of = asked(visit, Personal::Pseudonymous)?;
    of.check(visit)?;
    if !of.can_carry_tokens() {
        return Err(Failure::NotFound);
    }
    let typed = visit.form.required("phrase", "Phrase", PHRASE_CHARACTERS);
    let phrase = typed.map(|typed| Phrase::of(&typed));
    match phrase {
        None => shown(visit),
        Some(Err(refused)) => {
            visit.form.refuse("phrase", refused);
            shown(visit)
        }
        Some(Ok(phrase)) => {
            let tokens = Some(phrase);
            taken_away(visit, &Asked { tokens, ..of })
        }
    }
}
