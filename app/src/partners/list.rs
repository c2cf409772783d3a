//! All partners, by name.

use super::{Partner, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "partners/list.html")]
struct Page {
    frame: Frame,
    partners: Vec<Partner>,
    can_list: Option<()>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partners = visit.read(store::all)?;
    let can_list = visit.may(Action::ListPartner).then_some(());
    Reply::page(&Page {
        frame: visit.frame(),
        partners,
        can_list,
    })
}
