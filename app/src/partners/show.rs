//! One partner.

use super::{Partner, store};
use crate::failure::Failure;
use crate::objectives::{self, Objective};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::Frame;

#[derive(Template)]
#[template(path = "partners/show.html")]
struct Page {
    frame: Frame,
    partner: Partner,
    objectives: Vec<Objective>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let (partner, objectives) = visit.read(|read| {
        let partner = store::find(read, id)?.ok_or(Failure::NotFound)?;
        let kind = objectives::LinkKind::Partner;
        Ok((partner, objectives::of_record(read, kind, id)?))
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        partner,
        objectives,
    })
}
