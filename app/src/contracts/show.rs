//! One contract, with the way to its entries.

use super::list::dates;
use super::{Contract, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "contracts/show.html")]
struct Page {
    frame: Frame,
    contract: Contract,
    dates: String,
    can_manage: Option<()>,
    sees_retention: Option<()>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let contract = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    Reply::page(&Page {
        frame: visit.frame(),
        dates: dates(&contract),
        contract,
        can_manage: visit.may(Action::ManageObjectives).then_some(()),
        sees_retention: visit.may(Action::SeeRetention).then_some(()),
    })
}
