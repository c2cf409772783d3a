//! The returns, the latest first.

use super::{Accepted, store, year_in_words};
use crate::app::date_of;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "learners/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Accepted>,
    can_import: Option<()>,
}

impl Page {
    fn year(&self, row: &Accepted) -> String {
        year_in_words(row.year)
    }

    fn accepted(&self, row: &Accepted) -> String {
        in_words(date_of(row.accepted_at))
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Page {
        frame: visit.frame(),
        rows: visit.read(store::returns)?,
        can_import: visit.may(Action::ImportLearners).then_some(()),
    })
}
