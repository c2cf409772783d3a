//! A training provider's yearly returns (ILR): checked, accepted whole, kept without anything that
//! names a person, and counted by published rules (P2.1d). What a fact feeds goes into the ledger; a
//! new return of the same year corrects it there (P5a). The file itself is never kept.

pub(crate) mod list;
mod placed;
mod posting;
pub(crate) mod provider;
pub(crate) mod rules;
pub(crate) mod show;
mod snapshot;
mod store;
mod taking;
#[cfg(test)]
mod tests;

pub(crate) use provider::begun_at;
pub(crate) use store::ukprn;
pub(crate) use taking::{Also, Broke, Goes, Look, ReturnFile, accept, check, take_back};

use crate::app::date_of;
use crate::follow_ups::Job;
use crate::places::Located;
use database::Id;
use domain::calendar::in_words;
use domain::ilr::{AimKey, Fact, LearnerRecord, Period};
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

/// The whole picture of a provider's year.
#[derive(Debug, Clone, Default)]
struct Snapshot {
    ukprn: String,
    /// The calendar year in which it begins.
    year: i16,
    learners: BTreeMap<String, LearnerRecord>,
    /// By learner and aim's number.
    homes: BTreeMap<(String, u32), Home>,
}

impl Snapshot {
    fn period(&self) -> Period {
        period(self.year)
    }

    /// The jobs it reports, by learner, with the district of the first aim that knows one.
    fn jobs(&self) -> BTreeMap<String, Job> {
        let proofs = Fact::JobReported.proofs(&self.learners, self.period());
        let job = |proof: domain::ilr::Proof| {
            let home = |number: &u32| self.homes.get(&(proof.learner.clone(), *number));
            let mut outward = proof
                .aims
                .iter()
                .filter_map(|number| home(number)?.outward.clone());
            let outward = outward.next();
            let began_on = proof.on;
            (proof.learner, Job { began_on, outward })
        };
        proofs.into_iter().map(job).collect()
    }

    /// The aims by what names them for ever.
    fn aims(&self) -> BTreeMap<AimKey, (domain::ilr::Aim, Home)> {
        let mut found = BTreeMap::new();
        for (learner, record) in &self.learners {
            for (number, aim) in &record.aims {
                let key = AimKey {
                    ukprn: self.ukprn.clone(),
                    year: self.year,
                    learner: learner.clone(),
                    sequence: *number,
                };
                let home = self.homes.get(&(learner.clone(), *number));
                found.insert(key, (aim.clone(), home.cloned().unwrap_or_default()));
            }
        }
        found
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
    accepted_at: Timestamp,
    /// When a later return of the year took its place.
    replaced_at: Option<Timestamp>,
    /// When it was taken back.
    taken_back_at: Option<Timestamp>,
}

impl Accepted {
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

/// Every fact of a picture.
fn figures(snapshot: &Snapshot) -> Vec<Figure> {
    let figure = |fact: Fact| {
        let proofs = fact.proofs(&snapshot.learners, snapshot.period());
        let sum: i64 = proofs.iter().map(|proof| proof.thousandths).sum();
        Figure {
            fact,
            number: (sum / 1_000).to_string(),
        }
    };
    Fact::ALL.map(figure).into()
}
