//! What can be brought in, and what was.

use super::kinds::Kind;
use super::{Import, store};
use crate::learners;
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
    return_begun_at: &'static str,
}

impl Page {
    /// Where a file of a kind is brought.
    fn begun_at(&self, kind: Kind) -> String {
        if kind == Kind::LearnerReturn {
            self.return_begun_at.to_owned()
        } else {
            format!("/imports/new?kind={}", kind.key())
        }
    }
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
        return_begun_at: visit.read(learners::begun_at)?,
        imports: visit.read(|read| store::latest(read, MOST))?,
    })
}
