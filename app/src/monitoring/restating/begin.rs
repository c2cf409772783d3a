//! The Lead begins a restatement of a signed return, with the reason. Its words begin as those of the
//! edition it replaces; its figures are worked out from the ledger.

use super::chain;
use crate::failure::Failure;
use crate::monitoring::standing::Asked;
use crate::monitoring::store;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Read, Write};
use domain::monitoring::{Act, Newest, RestateRefused, Return, ReturnName, may_restate};
use pages::{Form, Frame};

/// The longest reason.
const REASON_CHARACTERS: usize = 2_000;

#[derive(Template)]
#[template(path = "monitoring/restating/begin.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    /// Why it cannot be restated now; empty when it can.
    blocked: String,
}

/// The newest edition of a return, and how it stands.
fn newest(read: &mut Read<'_>, asked: &Asked) -> Result<(ReturnName, Newest), Failure> {
    let editions = chain::editions(read, asked)?;
    let last = editions.last().map(|edition| edition.name.as_str());
    let name = last.and_then(|name| ReturnName::read(asked.calendar, name));
    let name = name.unwrap_or_else(|| ReturnName::first(asked.quarter));
    let state = Return::of(&store::facts(read, name)?);
    let is_signed = matches!(state, Some(Return::SignedOff { .. }));
    Ok(match (is_signed, name.is_restatement()) {
        (true, _) => (name, Newest::Signed),
        (false, true) => (name, Newest::RestatementUnsigned),
        (false, false) => (name, Newest::FirstUnsigned),
    })
}

fn decide(
    read: &mut Read<'_>,
    asked: &Asked,
) -> Result<Result<ReturnName, RestateRefused>, Failure> {
    let (name, stands) = newest(read, asked)?;
    Ok(may_restate((&name.title(), stands)).map(|()| name))
}

fn shown(visit: &Visit<'_>, asked: &Asked, refused: Option<RestateRefused>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        quarter: asked.name.to_string(),
        title: asked.name.title(),
        blocked: refused
            .map(|refused| refused.to_string())
            .unwrap_or_default(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let refused = visit.read(|read| decide(read, &asked))?.err();
    shown(visit, &asked, refused)
}

const CHANGED: Failure =
    Failure::Changed("Somebody changed this return meanwhile. Open it again and look at it anew.");

/// Begins a restatement of the newest edition and gives its name.
pub(in crate::monitoring) fn keep_begun(
    write: &mut Write<'_>,
    asked: &Asked,
    (reason, act): (&str, Act),
) -> Result<ReturnName, Failure> {
    let replaces = decide(&mut write.read(), asked)?.map_err(|_| CHANGED)?;
    let seal_id = store::seal_id(&mut write.read(), &replaces.to_string())?.ok_or(CHANGED)?;
    let name = replaces.next();
    store::open(write, name, act.at)?;
    store::restatement_add(write, name, (replaces, seal_id), (reason, act))?;
    store::copy_words(write, (replaces, name))?;
    Ok(name)
}

/// Begins it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let reason = visit
        .form
        .required("reason", "why the return is restated", REASON_CHARACTERS);
    let refused = visit.read(|read| decide(read, &asked))?.err();
    if let Some(refused) = &refused {
        visit.form.refuse("", refused);
    }
    let (Some(reason), false) = (reason, visit.form.is_refused()) else {
        return shown(visit, &asked, refused);
    };
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    let name = visit.write(|mut write| {
        let name = keep_begun(&mut write, &asked, (&reason, act))?;
        let content = serde_json::json!({ "reason": reason });
        let entry = visit.entry("began restatement", "return", name, content);
        Ok(write.commit(entry, name)?)
    })?;
    Reply::see(
        format!("/returns/{name}"),
        "The restatement is begun. What was signed stays as it is.",
    )
}
