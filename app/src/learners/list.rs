//! The returns, the latest first.

use super::provider::begun_at;
use super::{Accepted, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "learners/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Accepted>,
    can_import: Option<()>,
    begun_at: &'static str,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Page {
        frame: visit.frame(),
        rows: visit.read(store::returns)?,
        can_import: visit.may(Action::ImportLearners).then_some(()),
        begun_at: visit.read(begun_at)?,
    })
}
