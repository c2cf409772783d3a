//! The Lead drops a restatement that was begun and is not signed, with the reason. Nothing of it is left
//! but what the log keeps: that it was begun, why, and why it was dropped. What was signed stands as it did.

use crate::failure::Failure;
use crate::monitoring::standing::Asked;
use crate::monitoring::store::{self, Restatement};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Read;
use domain::monitoring::{DropRefused, Newest, may_drop};
use pages::{Form, Frame};

/// The longest reason.
const REASON_CHARACTERS: usize = 2_000;

#[derive(Template)]
#[template(path = "monitoring/restating/dropping.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    name: String,
    title: String,
    quarter: String,
    /// Why it was begun.
    reason: String,
    /// Why it cannot be dropped; empty when it can.
    blocked: String,
}

/// The restatement that is asked about, and whether it may be dropped. A return that restates nothing has
/// no such page.
fn decide(
    read: &mut Read<'_>,
    asked: &Asked,
) -> Result<(Restatement, Result<(), DropRefused>), Failure> {
    let found = store::restatement(read, asked.name)?.ok_or(Failure::NotFound)?;
    let stands = match found.signed {
        Some(_) => Newest::Signed,
        None => Newest::RestatementUnsigned,
    };
    Ok((found, may_drop(stands)))
}

fn shown(visit: &Visit<'_>, asked: &Asked) -> Answer {
    let (found, decided) = visit.read(|read| decide(read, asked))?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        name: found.name,
        title: asked.name.title(),
        quarter: asked.quarter.title(),
        reason: found.reason,
        blocked: decided.map_or_else(|refused| refused.to_string(), |()| String::new()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    shown(visit, &asked)
}

/// Drops it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let reason = visit.form.required(
        "reason",
        "why the restatement is dropped",
        REASON_CHARACTERS,
    );
    if let Err(refused) = visit.read(|read| decide(read, &asked))?.1 {
        visit.form.refuse("", refused);
    }
    let (Some(reason), false) = (reason, visit.form.is_refused()) else {
        return shown(visit, &asked);
    };
    let name = asked.name;
    visit.write(|mut write| {
        decide(&mut write.read(), &asked)?
            .1
            .map_err(|_| Failure::Changed("Somebody signed this edition off meanwhile."))?;
        store::restatement_drop(&mut write, name, visit.now)?;
        let content = serde_json::json!({ "reason": reason });
        let entry = visit.entry("dropped restatement", "return", name, content);
        Ok(write.commit(entry, ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.quarter),
        "The restatement is dropped. What was signed stands as it did.",
    )
}
