//! Everybody who may come in.

use super::store::{self, Listed};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::Frame;

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page {
    frame: Frame,
    persons: Vec<Listed>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let persons = visit.read(store::persons)?;
    Reply::page(&Page {
        frame: visit.frame(),
        persons,
    })
}
