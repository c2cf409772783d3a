//! Where each person starts: what needs them now, and where they can go from here, by their roles.

use super::needs::{self, Need};
use super::ways::{self, Way};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use jiff::civil::Date;
use pages::Frame;

#[derive(Template)]
#[template(path = "home/first.html")]
struct Page {
    frame: Frame,
    name: String,
    needs: Vec<Need>,
    today: Date,
    ways: Vec<Way>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let who = visit.who()?.clone();
    let today = visit.today();
    let (needs, ways) =
        visit.read(|read| Ok((needs::of(read, &who, today)?, ways::of(read, &who)?)))?;
    Reply::page(&Page {
        frame: visit.frame(),
        name: who.name,
        needs,
        today,
        ways,
    })
}
