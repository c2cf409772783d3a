//! The document register (P0.1, P6b): every policy and every document that one refers to, with its versions
//! and where each stands.

use super::store;
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use domain::policy::{Status, approval};
use jiff::Timestamp;
use jiff::civil::Date;
use pages::Frame;
use std::collections::BTreeMap;

/// A document under control.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) id: Id,
    /// Whether its text is kept here, as that of a policy is.
    pub(super) is_policy: bool,
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) owner_id: Option<Id>,
    pub(super) kept_where: String,
}

/// A version of a document.
#[derive(Debug, Clone)]
pub(super) struct ListedVersion {
    pub(super) id: Id,
    pub(super) document_id: Id,
    pub(super) version: String,
    pub(super) issued_on: Option<Date>,
    pub(super) review_on: Option<Date>,
    pub(super) drafted_by: Option<Id>,
    pub(super) status: Status,
    pub(super) approved: Option<(Id, Timestamp)>,
}

/// The colour of a status.
pub(super) fn colour(status: Status) -> &'static str {
    match status {
        Status::Draft | Status::Superseded => "grey",
        Status::InReview => "yellow",
        Status::Approved => "green",
    }
}

/// A version as pages show it.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) version: String,
    pub(super) status: &'static str,
    pub(super) colour: &'static str,
    pub(super) dates: String,
    pub(super) owner: String,
    pub(super) approver: String,
    /// Where this person approves it, if they may.
    pub(super) approve: String,
    pub(super) overdue: Option<()>,
}

#[derive(Template)]
#[template(path = "policy/documents.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    may_list: Option<()>,
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "no date".to_owned(), in_words)
}

/// The versions of some documents, as rows.
pub(super) fn rows(
    visit: &Visit<'_>,
    documents: &[Listed],
    versions: &[ListedVersion],
) -> Result<Vec<Row>, Failure> {
    let names = visit.read(people::names)?;
    let name = |id: Option<Id>| {
        id.and_then(|id| names.get(&id).cloned())
            .unwrap_or_default()
    };
    let me = visit.who()?.person_id;
    let may_approve = visit.may(Action::ApprovePolicy);
    let by_id: BTreeMap<Id, &Listed> = documents.iter().map(|one| (one.id, one)).collect();
    let mut rows = Vec::new();
    for version in versions {
        let Some(document) = by_id.get(&version.document_id) else {
            continue;
        };
        let makers: Vec<Id> = version.drafted_by.into_iter().collect();
        let has_dates = version.issued_on.and(version.review_on).map(|_| ());
        let can = may_approve
            && !document.is_policy
            && approval((version.status, has_dates), &makers, me).is_ok();
        rows.push(Row {
            href: if document.is_policy {
                format!("/policy?version={}", version.id)
            } else {
                format!("/policy/documents/{}", document.id)
            },
            title: document.title.clone(),
            reference: document.reference.clone(),
            version: version.version.clone(),
            status: version.status.name(),
            colour: colour(version.status),
            dates: format!(
                "Issued {}, review {}",
                day(version.issued_on),
                day(version.review_on)
            ),
            owner: name(document.owner_id),
            approver: version
                .approved
                .map(|(by, at)| format!("{}, {}", name(Some(by)), in_words(date_of(at))))
                .unwrap_or_default(),
            approve: if can {
                format!("/policy/documents/{}/approve", version.id)
            } else {
                String::new()
            },
            overdue: version
                .review_on
                .filter(|on| *on < visit.today() && version.status != Status::Superseded)
                .map(|_| ()),
        });
    }
    Ok(rows)
}

/// The page of all.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (documents, versions) = visit.read(store::documents)?;
    let rows = rows(visit, &documents, &versions)?;
    Reply::page(&Page {
        frame: visit.frame(),
        rows,
        may_list: visit.may(Action::ImportPolicy).then_some(()),
    })
}
