//! The audit log as a page: every change, newest first, with who made it and what it commits to. Pages
//! are found by number, so the millionth is as quick as the first.

use crate::failure::Failure;
use crate::routes::{Access, ROUTES};
use crate::visit::{Answer, Reply, Visit, hex};
use crate::{checkpoints, people};
use askama::Template;
use database::{Id, LoggedEntry, log_newest, log_ways};
use domain::people::{Action, Role, may};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pages::Frame;
use std::collections::BTreeMap;

/// Lines of one page.
const LINES: i64 = 50;

/// Letters of a hash or of a key that tell lines apart to the eye; the whole stands beside it.
const SHORT: usize = 8;
/// Keys up to this length are shown whole: the name of a quarter.
const WHOLE: usize = 16;

/// One line as the page shows it.
struct Line {
    number: i64,
    when: String,
    who: String,
    action: String,
    /// Its kind, and which one in short.
    record: String,
    record_id: String,
    /// Where the record is shown; empty when it has no page, or none for this person.
    href: String,
    short: String,
    /// By which way it came; nothing where that is not known any more.
    way: String,
    commitment: String,
    leaf: String,
}

#[derive(Template)]
#[template(path = "records/log.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    /// Up to which number a checkpoint covers the lines, so that they have a proof.
    covered: i64,
    can_see_alarms: Option<()>,
    newer: String,
    older: String,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let before = match visit.query.value("before") {
        "" => i64::MAX,
        typed => typed.parse().map_err(|_| Failure::NotFound)?,
    };
    let (entries, newest, ways, names, covered) = visit.read(|read| {
        let newest = log_newest(read, i64::MAX, 1)?;
        let entries = log_newest(read, before, LINES)?;
        let number = |entry: Option<&LoggedEntry>| entry.map_or(0, |entry| entry.number);
        let ways = log_ways(read, (number(entries.last()), number(entries.first())))?;
        let covered = checkpoints::covered(read)?;
        Ok((entries, newest, ways, people::names(read)?, covered))
    })?;
    let size = newest.first().map_or(0, |entry| entry.number);
    let first = entries.first().map_or(0, |entry| entry.number);
    let last = entries.last().map_or(0, |entry| entry.number);
    let roles = &visit.who()?.roles;
    let lines = entries
        .iter()
        .map(|entry| Line {
            way: (ways.get(&entry.number)).map_or_else(String::new, |way| shown(way, roles)),
            ..line(visit, entry, &names)
        })
        .collect();
    Reply::page(&Page {
        frame: visit.frame(),
        lines,
        covered,
        can_see_alarms: visit.may(Action::SeeAlarms).then_some(()),
        newer: if first < size && first > 0 {
            format!("/log?before={}", first.saturating_add(LINES + 1))
        } else {
            String::new()
        },
        older: if last > 1 {
            format!("/log?before={last}")
        } else {
            String::new()
        },
    })
}

fn line(visit: &Visit<'_>, entry: &LoggedEntry, names: &BTreeMap<Id, String>) -> Line {
    let commitment = hex(&entry.commitment);
    Line {
        number: entry.number,
        when: when(entry.at),
        who: who(entry.person_id, names),
        action: entry.action.clone(),
        record: format!("{} {}", entry.record_kind, shortened(&entry.record_id)),
        record_id: entry.record_id.clone(),
        href: address(visit, &entry.record_kind, &entry.record_id),
        way: String::new(),
        short: commitment.chars().take(SHORT).collect(),
        commitment,
        leaf: hex(&entry.leaf),
    }
}

/// A way as these roles may read it: an address that they may not use is only a page to them, so that the log
/// tells nobody of a hold, or of anything else that they may not know of.
pub(super) fn shown(way: &str, roles: &[Role]) -> String {
    let Some(page) = way.strip_prefix("page ") else {
        return way.to_owned();
    };
    let (method, path) = page.split_once(' ').unwrap_or_default();
    let mut routes = ROUTES.iter();
    let route = routes.find(|route| (route.method, route.path) == (method, path));
    match route.map(|route| route.access) {
        Some(Access::May(action)) if !may(roles, action) => "page".to_owned(),
        Some(Access::Anyone | Access::SignedIn | Access::May(_)) => way.to_owned(),
        None => "page".to_owned(),
    }
}

/// A key as its last letters, since its first ones tell the time it was made; a short one whole.
fn shortened(id: &str) -> String {
    let length = id.chars().count();
    if length <= WHOLE {
        return id.to_owned();
    }
    let last: String = id.chars().skip(length.saturating_sub(SHORT)).collect();
    format!("…{last}")
}

/// An instant as the clock on the wall showed it.
fn when(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone)
        .strftime("%-d %B %Y, %H:%M:%S")
        .to_string()
}

/// The name of who did something.
pub(super) fn who(person_id: Option<Id>, names: &BTreeMap<Id, String>) -> String {
    match person_id {
        None => "the system".to_owned(),
        Some(id) => names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| "somebody no longer here".to_owned()),
    }
}

/// Where a record is shown, if this person may open it. A kind that has no page of its own has none.
fn address(visit: &Visit<'_>, kind: &str, id: &str) -> String {
    let (action, folder) = match kind {
        "person" => (Action::ManagePeople, "/people/"),
        "organisation" => (Action::ManageOrganisation, ""),
        "activity" => (Action::SeePractice, "/activities/"),
        "session" => (Action::SeePractice, "/sessions/"),
        "entry" => (Action::SeePractice, "/entries/"),
        "evidence" => (Action::SeeEvidence, "/evidence/"),
        "measure" => (Action::SeePractice, "/measures/"),
        "partner" => (Action::SeePractice, "/partners/"),
        "return" => (Action::SeePractice, "/returns/"),
        "annual-report" => (Action::SeeSigned, "/reports/"),
        "policy" => (Action::SeePractice, "/policy?version="),
        _ => return String::new(),
    };
    match (visit.may(action), folder) {
        (false, _) => String::new(),
        (true, "") => "/organisation".to_owned(),
        (true, folder) => format!("{folder}{id}"),
    }
}
