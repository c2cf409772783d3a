//! Which data about people is kept, by kind of record, and what people have asked about theirs.

use super::map::{map, purpose, whose};
use super::{Request, store};
use crate::failure::Failure;
use crate::retention;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use domain::retention::{Goes, RecordKind};
use domain::rights::due_on;
use jiff::civil::Date;
use pages::Frame;

pub(super) struct Column {
    pub(super) name: String,
    pub(super) holds: &'static str,
}

pub(super) struct Kind {
    pub(super) of: RecordKind,
    pub(super) purpose: &'static str,
    pub(super) whose: &'static str,
    pub(super) kept: String,
    pub(super) goes: &'static str,
    pub(super) columns: Vec<Column>,
}

pub(super) struct RequestRow {
    href: String,
    words: String,
    state: String,
    colour: &'static str,
}

#[derive(Template)]
#[template(path = "personal_data/overview.html")]
struct Page {
    frame: Frame,
    kinds: Vec<Kind>,
    requests: Vec<RequestRow>,
    can_handle: Option<()>,
    can_see_sights: Option<()>,
    tables: usize,
    columns: usize,
}

/// The data map by kind of record, with how long each is kept.
pub(super) fn kinds(visit: &Visit<'_>) -> Result<Vec<Kind>, Failure> {
    let kept = visit.read(retention::in_words)?;
    let kind = |kind: RecordKind| {
        let tables = map().values().filter(|table| table.class == kind);
        let columns = tables.flat_map(|table| {
            table.personal().map(|(name, holds)| Column {
                name: format!("{}.{name}", table.name),
                holds: holds.name(),
            })
        });
        Kind {
            of: kind,
            purpose: purpose(kind),
            whose: whose(kind),
            kept: kept.get(&kind).cloned().unwrap_or_default(),
            goes: match kind.goes() {
                Goes::ByDisposal => "By disposal: one person asks, another agrees",
                Goes::Stays(why) => why,
            },
            columns: columns.collect(),
        }
    };
    Ok(RecordKind::ALL.into_iter().map(kind).collect())
}

/// By when a request is answered, in words, and how that looks.
pub(super) fn state(request: &Request, today: Date) -> (String, &'static str) {
    if let Some((at, _)) = request.agreed {
        let on = in_words(crate::app::date_of(at));
        return (format!("Decided on {on}"), "green");
    }
    match due_on(&request.clock) {
        None => ("The clock stands: an answer is awaited".to_owned(), "grey"),
        Some(due) if due < today => (format!("Overdue since {}", in_words(due)), "red"),
        Some(due) => (format!("Due by {}", in_words(due)), "yellow"),
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let row = |request: &Request| {
        let (state, colour) = state(request, today);
        RequestRow {
            href: format!("/personal-data/requests/{}", request.id),
            words: format!(
                "{}, received on {}",
                request.asks.name(),
                in_words(request.clock.received_on)
            ),
            state,
            colour,
        }
    };
    let requests = if visit.may(Action::HandleRequests) {
        visit.read(store::all)?
    } else {
        Vec::new()
    };
    Reply::page(&Page {
        frame: visit.frame(),
        kinds: kinds(visit)?,
        requests: requests.iter().map(row).collect(),
        can_handle: visit.may(Action::HandleRequests).then_some(()),
        can_see_sights: visit.may(Action::SeeSights).then_some(()),
        tables: map().len(),
        columns: map().values().map(|table| table.columns.len()).sum(),
    })
}

/// Requests that are not decided yet, each with the day it is due unless its clock stands.
pub(crate) fn open(read: &mut Read<'_>) -> Result<Vec<(Id, Option<Date>)>, Failure> {
    let requests = store::all(read)?.into_iter();
    let open = requests.filter(|request| request.agreed.is_none());
    let mut open: Vec<_> = open
        .map(|request| (request.id, due_on(&request.clock)))
        .collect();
    open.sort_by_key(|(_, due)| due.unwrap_or(Date::MAX));
    Ok(open)
}
