//! Where each person starts: what needs them, by their roles.

use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::Frame;

#[derive(Template)]
#[template(path = "home/first.html")]
struct Page {
    frame: Frame,
    name: String,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let name = visit.who()?.name.clone();
    Reply::page(&Page {
        frame: visit.frame(),
        name,
    })
}
