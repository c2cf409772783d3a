//! What might count twice: the same person, session or payment, which counts once for a measure in a
//! year; and two measures of which the framework says that the same may not count for both, which is
//! asked of a person and never blocked.

pub(crate) mod answer;
pub(crate) mod list;
mod store;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger;
use database::{Id, Read};
use domain::calendar::Year;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Why two measures both stand.
#[derive(Debug, Clone)]
struct Given {
    reason: String,
    /// How many counted for both then.
    shared: i64,
    at: Timestamp,
    by: Id,
}

/// Two measures that both have entries in a year though the framework says that the same may not count
/// for both.
struct Pair {
    measure: Measure,
    other: Measure,
    /// How many persons, sessions or payments count for both, as far as they are known.
    shared: i64,
    given: Option<Given>,
}

impl Pair {
    /// Whether it is asked: nobody has answered, or more count for both since.
    fn is_open(&self) -> bool {
        let given = self.given.as_ref();
        given.is_none_or(|given| given.shared < self.shared)
    }
}

/// The pairs of a year.
fn pairs(read: &mut Read<'_>, year: Year) -> Result<Vec<Pair>, Failure> {
    let totals = ledger::totals(read, &[ledger::Part::Whole], &year.quarters())?;
    let has_some: BTreeSet<Id> = totals
        .iter()
        .filter(|total| total.quantity.0 != 0)
        .map(|total| total.measure_id)
        .collect();
    let measures = framework::measures(read)?.into_iter();
    let measures: Vec<Measure> = measures.filter(|one| has_some.contains(&one.id)).collect();
    let mut found = Vec::new();
    for (place, measure) in measures.iter().enumerate() {
        let rest = measures.iter().skip(place + 1);
        for other in rest.filter(|other| excludes(measure, other)) {
            let key = (measure.id, other.id);
            found.push(Pair {
                shared: ledger::shared_claims(read, &year.to_string(), key)?,
                given: store::given(read, &year.to_string(), key)?,
                measure: measure.clone(),
                other: other.clone(),
            });
        }
    }
    Ok(found)
}

fn excludes(measure: &Measure, other: &Measure) -> bool {
    let names = |one: &Measure, code: &str| one.exclusions.split(' ').any(|name| name == code);
    measure.edition_id == other.edition_id
        && (names(measure, &other.code) || names(other, &measure.code))
}

/// How many pairs of a year are asked about.
pub(crate) fn open(read: &mut Read<'_>, year: Year) -> Result<usize, Failure> {
    let pairs = pairs(read, year)?.into_iter();
    Ok(pairs.filter(Pair::is_open).count())
}
