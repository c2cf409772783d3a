//! Publishing what somebody else proposed: by a member of Governance & Leadership who has read it, over
//! exactly the bytes they had before them.

use super::{Issue, PAGE, preview, propose, store, year_address};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::monitoring::sha256_of;
use domain::publication::{Publication, PublishRefused};
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "publication/publish.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: String,
    proposed: String,
    sha256: String,
    refused: Option<PublishRefused>,
}

/// The SHA-256 of the page that waits.
fn sha256(visit: &Visit<'_>, issue: &Issue) -> Result<String, Failure> {
    let page = propose::kept(visit, issue, PAGE)?;
    Ok(hex(&sha256_of(&page.bytes)))
}

fn shown(visit: &Visit<'_>, issue: &Issue) -> Answer {
    let proposed = match issue.state {
        Publication::Proposed { proposed } => proposed,
        Publication::Withdrawn { .. }
        | Publication::Public { .. }
        | Publication::TakenDown { .. } => return Err(Failure::NotFound),
    };
    let by = visit.read(|read| people::name_of(read, Some(proposed.by)))?;
    let sha256 = sha256(visit, issue)?;
    let who = visit.who()?.person_id;
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            year: issue.year.clone(),
            proposed: format!("{by}, {}", in_words(date_of(proposed.at))),
            refused: issue.state.publish(who, (&sha256, &sha256)).err(),
            sha256,
        },
        &visit.form,
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let issue = preview::waiting(visit)?;
    shown(visit, &issue)
}

/// Publishes it, or shows the page again with why not.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let issue = preview::waiting(visit)?;
    let act = propose::act(visit)?;
    let read = visit.form.value("content").to_owned();
    if let Err(refused) = issue
        .state
        .publish(act.by, (&read, &sha256(visit, &issue)?))
    {
        visit.form.refuse("", refused);
    } else if !visit.form.is_chosen("read", "yes") {
        visit.form.refuse(
            "read",
            "Say that you have read the page as it will be shown",
        );
    }
    if visit.form.is_refused() {
        return shown(visit, &issue);
    }
    let entry = visit.entry(
        "published year",
        "publication",
        issue.id,
        propose::said(&issue),
    );
    visit.write(|mut write| {
        store::publish(&mut write, issue.id, act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let setting = visit.read(store::setting)?.ok_or(Failure::NotFound)?;
    let address = year_address(setting.slug.as_str(), &issue.year);
    Reply::see(
        "/publication",
        format!("Everybody can read it now, at {address}."),
    )
}
