//! A training provider's yearly returns (ILR): checked, accepted whole, kept without anything that
//! names a person, and counted by published rules (P2.1d). What a fact feeds goes into the ledger; a
//! new return of the same year corrects it there (P5a). The file itself is never kept.

mod bringing;
mod checking;
mod learner;
pub(crate) mod list;
mod placed;
mod posting;
pub(crate) mod provider;
mod reading;
pub(crate) mod rules;
pub(crate) mod show;
mod store;
mod sums;
mod taking;
#[cfg(test)]
mod tests;

pub(crate) use checking::{Look, check};
pub(crate) use ilr::Tally;
pub(crate) use provider::begun_at;
pub(crate) use store::ukprn;
pub(crate) use taking::{Also, Broke, Goes, ReturnFile, accept, take_back};

use crate::app::date_of;
use crate::places::Located;
use database::Id;
use domain::calendar::in_words;
use domain::disclosure::{Shown, THRESHOLD};
use domain::ilr::{Fact, LearnerRecord, Period, Proof};
use jiff::Timestamp;
use jiff::civil::date;
use std::collections::BTreeMap;

/// Where a learner lived and how old they were when an aim began, as far as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Home {
    age_band: Option<&'static str>,
    /// The first half of the postcode.
    outward: Option<String>,
    /// The area, ward and decile that the postcode gave before it was dropped.
    located: Option<Located>,
}

/// A learner of a return, as far as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct OneLearner {
    /// The provider's reference.
    reference: String,
    /// Stands for the person across returns.
    person_key: Option<[u8; 32]>,
    record: LearnerRecord,
    /// By the aim's number.
    homes: BTreeMap<u32, Home>,
}

impl OneLearner {
    /// The facts that hold of the learner, as a sum of bits.
    fn bits(proofs: &[(Fact, Proof)]) -> i64 {
        let bits = proofs.iter().map(|(fact, _)| fact.bit());
        bits.sum()
    }

    /// The first half of the postcode of the first aim that knows one.
    fn outward(&self) -> Option<&str> {
        let mut known = self
            .homes
            .values()
            .filter_map(|home| home.outward.as_deref());
        known.next()
    }
}

/// From 1 August to 31 July.
fn period(year: i16) -> Period {
    Period {
        first: date(year, 8, 1),
        last: date(year.saturating_add(1), 7, 31),
    }
}

/// A year as people write it.
fn year_in_words(year: i16) -> String {
    let next = year.saturating_add(1).rem_euclid(100);
    format!("{year}-{next:02}")
}

/// A return as it was accepted.
#[expect(
    clippy::struct_field_names,
    reason = "the column says when it was accepted"
)]
#[derive(Debug, Clone)]
struct Accepted {
    id: Id,
    /// The file it came in.
    import_id: Option<Id>,
    /// The return whose place it took.
    replaces_id: Option<Id>,
    ukprn: String,
    year: i16,
    file_name: String,
    sha256: [u8; 32],
    learners: i64,
    aims: i64,
    problems: i64,
    /// Learners whose number another reference has as well.
    sharing: i64,
    accepted_at: Timestamp,
    /// When a later return of the year took its place.
    replaced_at: Option<Timestamp>,
    /// When it was taken back.
    taken_back_at: Option<Timestamp>,
}

impl Accepted {
    /// Whose and of which year it is.
    fn of(&self) -> (&str, i16) {
        (&self.ukprn, self.year)
    }

    fn year_in_words(&self) -> String {
        year_in_words(self.year)
    }

    fn accepted_on(&self) -> String {
        in_words(date_of(self.accepted_at))
    }
}

/// Which measure a fact feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    fact: Fact,
    measure_id: Id,
    /// Where it counts when the learner's postcode gives none of our areas.
    area_code: String,
    additional_percent: i64,
}

/// A fact with its number, as a page shows it.
struct Figure {
    fact: Fact,
    number: String,
}

impl Figure {
    /// With `exact`, a small number of people is shown as well.
    fn of((fact, thousandths): (Fact, i64), exact: Option<()>) -> Self {
        let number = u64::try_from(thousandths / 1_000).unwrap_or(0);
        let shown = if fact.counts_people() && exact.is_none() {
            Shown::alone(number, THRESHOLD)
        } else {
            Shown::Exact(number)
        };
        Self {
            fact,
            number: shown.words(THRESHOLD),
        }
    }
}
