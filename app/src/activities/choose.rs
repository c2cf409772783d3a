//! Choosing what an activity begins with: a line of the catalogue (P2.1a, P2.1c) or one's own.

use super::list::audience;
use super::{AUDIENCES, new};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::activities::{CATALOGUE, Starter};
use pages::Frame;

#[derive(Template)]
#[template(path = "activities/choose.html")]
struct Page {
    frame: Frame,
    groups: Vec<(&'static str, Vec<&'static Starter>)>,
}

/// The catalogue, or the form once something is chosen from it.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    if !visit.query.value("from").is_empty() {
        return new::page(visit);
    }
    let groups = AUDIENCES
        .iter()
        .map(|(key, _)| {
            let of: Vec<&Starter> = CATALOGUE
                .iter()
                .filter(|starter| starter.audience == *key)
                .collect();
            (audience(key), of)
        })
        .collect();
    Reply::page(&Page {
        frame: visit.frame(),
        groups,
    })
}
