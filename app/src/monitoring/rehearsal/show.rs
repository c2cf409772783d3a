//! The page of the rehearsal.

use super::blockers::{self, Blocker};
use super::forecast::{self, Row};
use crate::app::date_of;
use crate::failure::Failure;
use crate::monitoring::standing::{Asked, Standing};
use crate::monitoring::store::{self, Nudge};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::monitoring::{Elapsed, METHOD, TimedStep};
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "monitoring/rehearsal/show.html")]
struct Page {
    frame: Frame,
    quarter: String,
    title: String,
    /// How far the quarter has gone by, and what is due when.
    stands: Vec<String>,
    blockers: Vec<Shown>,
    rows: Vec<Row>,
    method: &'static str,
    /// Whether the visitor may ask somebody.
    can_ask: Option<()>,
}

/// Something that stands in the way, with who can see to it.
struct Shown {
    key: &'static str,
    says: String,
    href: String,
    owners: Vec<Owner>,
}

/// Somebody who can see to it.
struct Owner {
    id: String,
    name: String,
    /// Who asked them, and when; empty when nobody did.
    asked: String,
    /// Whether it is the visitor, who asks nobody.
    is_self: Option<()>,
}

fn owner(
    standing: &Standing,
    (by, nudges): (Id, &[Nudge]),
    key: &str,
    (id, name): &(Id, String),
) -> Owner {
    let mut asked = nudges.iter();
    let asked = asked.find(|nudge| nudge.about == key && nudge.asked_id == *id);
    Owner {
        id: id.to_string(),
        name: name.clone(),
        asked: asked
            .map(|nudge| {
                let on = in_words(date_of(nudge.asked.at));
                format!("Asked by {} on {on}", standing.name_of(nudge.asked.by))
            })
            .unwrap_or_default(),
        is_self: (by == *id).then_some(()),
    }
}

/// How the quarter stands today, in sentences.
fn stands(asked: &Asked, standing: &Standing) -> Vec<String> {
    let (gone, all) = Elapsed::of((asked.from(), asked.to()), asked.today()).days();
    let mut said = vec![if gone < all {
        format!(
            "{gone} of {all} days have gone by; the quarter runs to {}.",
            in_words(asked.to())
        )
    } else {
        format!("The quarter ended on {}.", in_words(asked.to()))
    }];
    for (step, words) in [
        (TimedStep::Prepared, "prepared"),
        (TimedStep::SignedOff, "signed off"),
    ] {
        if let Some(due) = standing.settings.deadlines.due(step, asked.to()) {
            said.push(format!(
                "Its return is due to be {words} by {}.",
                in_words(due)
            ));
        }
    }
    said
}

/// The page. A signed return is rehearsed no more, and a restatement has nothing to rehearse.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let by = visit.who()?.person_id;
    let (standing, found, rows, nudges) = visit.read(|read| {
        let standing = Standing::read(read, &asked)?;
        if standing.sealed.is_some() || asked.name.is_restatement() {
            return Err(Failure::NotFound);
        }
        let found = blockers::blockers(read, &asked, &standing)?;
        let rows = forecast::rows(read, &asked, &standing)?;
        Ok((standing, found, rows, store::nudges(read, asked.quarter)?))
    })?;
    let shown = |blocker: Blocker| Shown {
        owners: blocker
            .owners
            .iter()
            .map(|of| owner(&standing, (by, &nudges), blocker.key, of))
            .collect(),
        // Remarks are the Lead's; everybody else is led to the return.
        href: if blocker.key == "remarks" && !visit.may(Action::PrepareReturn) {
            format!("/returns/{}", asked.name)
        } else {
            blocker.href
        },
        key: blocker.key,
        says: blocker.says,
    };
    Reply::page(&Page {
        frame: visit.frame(),
        quarter: asked.name.to_string(),
        title: asked.name.title(),
        stands: stands(&asked, &standing),
        blockers: found.into_iter().map(shown).collect(),
        rows,
        method: METHOD,
        can_ask: visit.may(Action::SignOffReturn).then_some(()),
    })
}
