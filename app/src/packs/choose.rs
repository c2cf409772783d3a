//! The page on which somebody chooses how much of people a pack holds.

use super::ask::{Kind, Personal};
use super::file::asked;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::monitoring::ReturnName;
use pages::Frame;

#[derive(Template)]
#[template(path = "packs/choose.html")]
struct Page {
    frame: Frame,
    title: String,
    back: String,
    choices: Vec<Choice>,
}

struct Choice {
    href: String,
    title: &'static str,
    words: &'static str,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked_for = asked(visit, Personal::Public)?;
    let calendar = visit.who()?.calendar;
    let (kind, name) = (asked_for.kind, &asked_for.name);
    let (title, back) = match kind {
        Kind::Return => {
            let named = ReturnName::read(calendar, name).ok_or(Failure::NotFound)?;
            (
                format!("Return {}", named.title()),
                format!("/returns/{name}"),
            )
        }
        Kind::Report | Kind::Year => {
            calendar.year_named(name).ok_or(Failure::NotFound)?;
            let title = match kind {
                Kind::Year => format!("The year {name}"),
                Kind::Report | Kind::Return | Kind::Partner => format!("Annual report {name}"),
            };
            (title, format!("/reports/{name}"))
        }
        Kind::Partner => ("Partner passport".to_owned(), format!("/partners/{name}")),
    };
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
    Reply::page(&Page {
        frame: visit.frame(),
        title,
        back,
        choices,
    })
}
