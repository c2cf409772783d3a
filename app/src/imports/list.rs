//! What can be brought in, and what was.

use super::kinds::Kind;
use super::{Import, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

/// The most files that are shown.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "imports/list.html")]
struct Page {
    frame: Frame,
    kinds: Vec<Kind>,
    imports: Vec<Import>,
}

/// The kinds that somebody may bring.
pub(super) fn kinds(visit: &Visit<'_>) -> Vec<Kind> {
    let mut kinds = Kind::ALL.to_vec();
    kinds.retain(|kind| visit.may(Action::BringFile) && visit.may(kind.action()));
    kinds
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Page {
        frame: visit.frame(),
        kinds: kinds(visit),
        imports: visit.read(|read| store::latest(read, MOST))?,
    })
}
