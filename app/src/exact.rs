//! Exact numbers of people (P2.1d): the organisation and its auditor see small ones as they are, and the
//! log says once a day who looked at which page. Nobody else is shown them.

use crate::failure::Failure;
use crate::visit::Visit;
use database::Id;
use domain::disclosure::Reader;
use domain::people::Action;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Whether small numbers of people are printed for a visitor.
pub(crate) fn reader(visit: &Visit<'_>) -> Reader {
    if visit.may(Action::SeePractice) {
        Reader::Inside
    } else {
        Reader::Outside
    }
}

/// Who saw which page on the last day that anybody did.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<(Date, BTreeSet<(Id, String)>)>);

impl Seen {
    /// Whether it is the first time on a day.
    pub(crate) fn is_first(&self, day: Date, by: (Id, String)) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.0 != day {
            *seen = (day, BTreeSet::new());
        }
        seen.1.insert(by)
    }
}

/// Logs that the visitor saw a page with exact numbers, the first time of the day.
pub(crate) fn note(visit: &Visit<'_>, page: &'static str) -> Result<(), Failure> {
    let by = (visit.who()?.person_id, page.to_owned());
    if reader(visit) == Reader::Outside || !visit.app.seen.is_first(visit.today(), by) {
        return Ok(());
    }
    let entry = visit.entry("saw exact figures", "page", page, serde_json::json!({}));
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))
}
