//! A page of entries, also of those with one grade of evidence. The grade of an entry is that of its
//! strongest evidence and stands in no index, so a page looks through so many entries at most and says
//! from where to go on.

use super::Entry;
use super::store::{self, Filter};
use crate::failure::Failure;
use database::{Id, Read};
use domain::ledger::Grade;
use jiff::civil::Date;

/// Entries on a page.
const PAGE: usize = 50;

/// How many entries are looked through at once, and how often, for those of a grade.
const AT_ONCE: usize = 2_000;
const TIMES: usize = 10;

/// A page of entries, and before which entry the next one begins, if there is more to look at.
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) before: Option<(Date, Id)>,
}

fn most(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn key(entry: &Entry) -> (Date, Id) {
    (entry.counts_on, entry.id)
}

/// The first page of what the filter asks for.
pub(super) fn page(
    read: &mut Read<'_>,
    filter: &Filter,
    grade: Option<Grade>,
) -> Result<Found, Failure> {
    match grade {
        Some(grade) => of_grade(read, filter, grade),
        None => {
            let mut entries = store::entries(read, filter, most(PAGE + 1))?;
            let is_more = entries.len() > PAGE;
            entries.truncate(PAGE);
            Ok(Found {
                before: entries.last().filter(|_| is_more).map(key),
                entries,
            })
        }
    }
}

fn of_grade(read: &mut Read<'_>, filter: &Filter, grade: Grade) -> Result<Found, Failure> {
    let mut filter = filter.clone();
    let mut entries: Vec<Entry> = Vec::new();
    for _ in 0..TIMES {
        let looked = store::entries(read, &filter, most(AT_ONCE))?;
        let is_more = looked.len() == AT_ONCE;
        let last = looked.last().map(key);
        for entry in looked.into_iter().filter(|entry| entry.grade == grade) {
            if entries.len() == PAGE {
                let before = entries.last().map(key);
                return Ok(Found { entries, before });
            }
            entries.push(entry);
        }
        if !is_more {
            return Ok(Found {
                entries,
                before: None,
            });
        }
        filter.before = last;
    }
    Ok(Found {
        entries,
        before: filter.before,
    })
}
