//! All contracts, the latest first.

use super::{Contract, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

struct Row {
    contract: Contract,
    name: String,
    stream: String,
    dates: String,
    /// Whether it runs today.
    runs: Option<()>,
}

#[derive(Template)]
#[template(path = "contracts/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    can_manage: Option<()>,
}

/// From when until when a contract runs, in words.
pub(super) fn dates(contract: &Contract) -> String {
    let (from, to) = (in_words(contract.starts_on), in_words(contract.ends_on));
    format!("{from} to {to}")
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let rows = visit.read(store::all)?.into_iter();
    let row = |contract: Contract| Row {
        name: contract.name(),
        stream: contract.stream_in_words(),
        dates: dates(&contract),
        runs: contract.runs_on(today).then_some(()),
        contract,
    };
    Reply::page(&Page {
        frame: visit.frame(),
        rows: rows.map(row).collect(),
        can_manage: visit.may(Action::ManageObjectives).then_some(()),
    })
}
