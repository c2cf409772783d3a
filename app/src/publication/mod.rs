//! What everybody may read (P5b): a signed year, shown as the bytes of the day it was proposed, once
//! somebody else has published it. Nothing is public before that, nothing shown is ever made again, and no
//! page here knows who asks. It holds no small number of people and no name of a person.

mod badge;
mod making;
pub(crate) mod open_data;
pub(crate) mod outside;
pub(crate) mod overview;
pub(crate) mod preview;
pub(crate) mod propose;
pub(crate) mod publish;
pub(crate) mod settings;
mod showing;
mod store;
pub(crate) mod take_down;
mod verify;

#[cfg(test)]
mod tests;

use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::open_data::OcidPrefix;
use domain::people::{Action, may};
use domain::publication::{Publication, Slug};
use jiff::civil::Date;

pub(crate) use verify::verify;

/// A proposed year with how far it has come.
#[derive(Debug, Clone)]
struct Issue {
    id: Id,
    year: String,
    /// Counted within the year, from 1.
    number: i64,
    /// The SHA-256 of the report's seal.
    report_sha256: [u8; 32],
    state: Publication,
}

/// A file of an issue.
#[derive(Debug, Clone)]
struct File {
    name: String,
    media_type: String,
    bytes: Vec<u8>,
}

/// Where and how the organisation shows itself.
#[derive(Debug, Clone)]
struct Setting {
    slug: Slug,
    /// Whether search engines may list it.
    listed: Option<()>,
    prefix: OcidPrefix,
}

/// The page of an issue among its files.
const PAGE: &str = "page.html";
/// Its style.
const STYLE: &str = "style.css";
/// Its badge.
const BADGE: &str = "badge.svg";

/// The addresses of a public year.
fn year_address(slug: &str, year: &str) -> String {
    format!("/public/{slug}/{year}")
}

fn issue_address(slug: &str, year: &str, number: i64) -> String {
    format!("/public/{slug}/{year}/{number}")
}

/// The newest public issue of each year, in the order given, and those it replaced.
fn newest(issues: &[Issue]) -> Vec<(&Issue, Vec<&Issue>)> {
    let mut found: Vec<(&Issue, Vec<&Issue>)> = Vec::new();
    for issue in issues.iter().filter(|issue| issue.state.is_public()) {
        match found.iter_mut().find(|(one, _)| one.year == issue.year) {
            Some((first, earlier)) if first.number < issue.number => {
                earlier.insert(0, *first);
                *first = issue;
            }
            Some((_, earlier)) => earlier.push(issue),
            None => found.push((issue, Vec::new())),
        }
    }
    found
}

/// The years that wait for this person to publish them, each with the day it was proposed.
pub(crate) fn waiting(read: &mut Read<'_>, who: &Who) -> Result<Vec<(String, Date)>, Failure> {
    if !may(&who.roles, Action::Publish) {
        return Ok(Vec::new());
    }
    let waits = |issue: Issue| match issue.state {
        Publication::Proposed { proposed } if proposed.by != who.person_id => {
            Some((issue.year, date_of(proposed.at)))
        }
        Publication::Proposed { .. }
        | Publication::Withdrawn { .. }
        | Publication::Public { .. }
        | Publication::TakenDown { .. } => None,
    };
    let issues = store::issues(read)?.into_iter();
    Ok(issues.filter_map(waits).collect())
}
