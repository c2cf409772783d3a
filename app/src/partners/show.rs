//! One partner.

use super::{Partner, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::Frame;

#[derive(Template)]
#[template(path = "partners/show.html")]
struct Page {
    frame: Frame,
    partner: Partner,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let partner = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    Reply::page(&Page {
        frame: visit.frame(),
        partner,
    })
}
