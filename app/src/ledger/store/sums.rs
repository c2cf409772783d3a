//! Running sums: where an entry stands in the totals, and adding it to them, one at a time or many at the
//! end of a file.

use super::contracts;
use crate::failure::Failure;
use crate::ledger::{Entry, Part};
use database::{Id, Write};
use domain::calendar::month_of;
use domain::ledger::Grade;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Whether an entry is added to a total or taken from it (when its grade changes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ledger) enum Share {
    Adds,
    Takes,
}

/// Where an entry stands in the totals, whichever way they are divided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ledger) struct Spot {
    measure_id: Id,
    /// The first day of the month it counts in.
    month: Date,
    quarter: String,
    area_code: String,
    area_method: Option<String>,
    partner_id: Option<Id>,
    contract_id: Option<Id>,
    grade: Grade,
}

impl Spot {
    fn of(entry: &Entry, grade: Grade) -> Self {
        Self {
            measure_id: entry.measure_id,
            month: entry.counts_on.first_of_month(),
            quarter: entry.quarter.clone(),
            area_code: entry.area_code.clone(),
            area_method: entry.area_method.clone(),
            partner_id: entry.partner_id,
            contract_id: entry.contract_id,
            grade,
        }
    }

    /// Its key in totals divided this way; none when it has no part in them.
    fn part_key(&self, part: Part) -> Option<String> {
        Some(match part {
            Part::Whole => String::new(),
            Part::Month => month_of(self.month),
            Part::Area => self.area_code.clone(),
            Part::Partner => self.partner_id.map(|id| id.to_string()).unwrap_or_default(),
            Part::Method => method_key(&self.area_code, self.area_method.as_deref()?),
        })
    }

    /// The rows of the totals that it adds to.
    fn keys(&self) -> impl Iterator<Item = SumKey> {
        let (measure_id, grade) = (self.measure_id, self.grade.number());
        let contract = self.contract_id.map(|contract_id| {
            let (quarter, area) = (self.quarter.clone(), self.area_code.clone());
            SumKey::Contract(quarter, contract_id, measure_id, area, grade)
        });
        let parts = Part::ALL.into_iter().filter_map(move |part| {
            let (quarter, part_key) = (self.quarter.clone(), self.part_key(part)?);
            let part = part.key();
            Some(SumKey::Part(quarter, part, measure_id, part_key, grade))
        });
        parts.chain(contract)
    }
}

/// The key of an area and the method that found it.
pub(in crate::ledger) fn method_key(area_code: &str, method: &str) -> String {
    format!("{area_code} {method}")
}

/// A row of the totals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SumKey {
    /// Quarter, division, measure, key and grade.
    Part(String, &'static str, Id, String, i64),
    /// Of those under a contract: quarter, contract, measure, area and grade.
    Contract(String, Id, Id, String, i64),
}

/// What is added to a row of the totals.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::ledger) struct Sum {
    pub(super) quantity: i64,
    pub(super) additional: i64,
    pub(super) entries: i64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.quantity = self.quantity.saturating_add(other.quantity);
        self.additional = self.additional.saturating_add(other.additional);
        self.entries = self.entries.saturating_add(other.entries);
    }
}

/// Adds an entry to sums that are written later, by [`sums_add`].
pub(in crate::ledger) fn sum(sums: &mut BTreeMap<Spot, Sum>, entry: &Entry, grade: Grade) {
    sums.entry(Spot::of(entry, grade)).or_default().add(Sum {
        quantity: entry.quantity.0,
        additional: entry.additional.0,
        entries: 1,
    });
}

/// Adds sums to the rows of the totals they belong to.
pub(in crate::ledger) fn sums_add(
    write: &mut Write<'_>,
    sums: &BTreeMap<Spot, Sum>,
) -> Result<(), Failure> {
    let mut rows: BTreeMap<SumKey, Sum> = BTreeMap::new();
    for (spot, sum) in sums {
        for key in spot.keys() {
            rows.entry(key).or_default().add(*sum);
        }
    }
    for (key, sum) in &rows {
        sum_add(write, key, *sum)?;
    }
    Ok(())
}

/// Adds to one row of the totals.
fn sum_add(write: &mut Write<'_>, key: &SumKey, sum: Sum) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let (quarter, part, measure_id, key, grade) = match key {
        SumKey::Part(quarter, part, measure_id, key, grade) => {
            (quarter, part, measure_id, key, grade)
        }
        SumKey::Contract(quarter, contract_id, measure_id, area, grade) => {
            let of = (quarter.as_str(), *contract_id, *measure_id, area.as_str());
            return contracts::sum_add(write, of, (*grade, sum));
        }
    };
    write.execute(
        "INSERT INTO totals (organisation_id, quarter, part, measure_id, part_key, grade,
           quantity_thousandths, additional_thousandths, entries)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (organisation_id, quarter, part, measure_id, part_key, grade)
         DO UPDATE SET
           quantity_thousandths = totals.quantity_thousandths + excluded.quantity_thousandths,
           additional_thousandths =
             totals.additional_thousandths + excluded.additional_thousandths,
           entries = totals.entries + excluded.entries",
        &[
            organisation_id.into(),
            quarter.into(),
            (*part).into(),
            (*measure_id).into(),
            key.into(),
            (*grade).into(),
            sum.quantity.into(),
            sum.additional.into(),
            sum.entries.into(),
        ],
    )?;
    Ok(())
}

pub(in crate::ledger) fn totals_add(
    write: &mut Write<'_>,
    entry: &Entry,
    grade: Grade,
    share: Share,
) -> Result<(), Failure> {
    let sign = match share {
        Share::Adds => 1,
        Share::Takes => -1,
    };
    let sum = Sum {
        quantity: entry.quantity.0.saturating_mul(sign),
        additional: entry.additional.0.saturating_mul(sign),
        entries: sign,
    };
    for key in Spot::of(entry, grade).keys() {
        sum_add(write, &key, sum)?;
    }
    Ok(())
}
