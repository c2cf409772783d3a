//! Every statement about entries, their evidence and their totals.

mod adjusting;
mod aside;
mod claims;
mod contracts;
mod reading;
mod rebuilding;
mod spans;
mod working;

pub(crate) use adjusting::{adjusting_totals, adjustments};
pub(super) use aside::{aside_add, asides, asides_remove, running_out};
pub(super) use claims::{claim_add, claim_counts, claim_move};
pub(crate) use claims::{claim_totals, shared_claims};
pub(crate) use contracts::contract_totals;
#[cfg(test)]
pub(crate) use contracts::contract_totals_break;
pub(crate) use reading::{
    Filter, any_reference, correction_of, entries, entries_of_import, entries_of_session, entry,
    entry_called, links, replacement_of, supported_by, totals,
};
pub(super) use rebuilding::{totals_kept, totals_rebuilt};
pub(super) use spans::{from_before, of_contract};
pub(super) use working::{working, working_add};

use super::{Entry, Part};
use crate::failure::Failure;
use database::{Id, Read, Value, Write};
use domain::calendar::{Quarter, month_of};
use domain::ledger::Grade;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Whether an entry is added to a total or taken from it (when its grade changes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    Adds,
    Takes,
}

pub(super) fn closed_add(
    write: &mut Write<'_>,
    quarter: Quarter,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO closed_quarter (organisation_id, quarter, closed_at) VALUES (?1, ?2, ?3)",
        &[
            organisation_id.into(),
            quarter.to_string().into(),
            at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn closed_names(read: &mut Read<'_>) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter FROM closed_quarter WHERE organisation_id = ?1 ORDER BY quarter",
        &[organisation_id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

pub(super) fn entry_add(write: &mut Write<'_>, entry: &Entry) -> Result<(), Failure> {
    let values: [Value; 22] = [
        write.organisation_id().into(),
        entry.id.into(),
        (&entry.kind).into(),
        entry.measure_id.into(),
        entry.happened_on.into(),
        entry.counts_on.into(),
        (&entry.quarter).into(),
        entry.adjusts_quarter.as_ref().into(),
        (&entry.area_code).into(),
        entry.partner_id.into(),
        entry.activity_id.into(),
        entry.session_id.into(),
        entry.contract_id.into(),
        entry.corrects_id.into(),
        entry.quantity.0.into(),
        entry.additional.0.into(),
        (&entry.reason).into(),
        entry.recorded_at.into(),
        entry.recorded_by.into(),
        entry.import_id.into(),
        entry.import_reference.as_ref().into(),
        entry.area_method.as_ref().into(),
    ];
    write.execute(
        "INSERT INTO entry (organisation_id, id, kind, measure_id, happened_on, counts_on, quarter,
           adjusts_quarter, area_code, partner_id, activity_id, session_id, contract_id, corrects_id,
           quantity_thousandths, additional_thousandths, reason, recorded_at, recorded_by, import_id,
           import_reference, area_method)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
           ?19, ?20, ?21, ?22)",
        &values,
    )?;
    Ok(())
}

/// Where an entry stands in the totals, whichever way they are divided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
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
pub(super) fn method_key(area_code: &str, method: &str) -> String {
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
pub(super) struct Sum {
    quantity: i64,
    additional: i64,
    entries: i64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.quantity = self.quantity.saturating_add(other.quantity);
        self.additional = self.additional.saturating_add(other.additional);
        self.entries = self.entries.saturating_add(other.entries);
    }
}

/// Adds an entry to sums that are written later, by [`sums_add`].
pub(super) fn sum(sums: &mut BTreeMap<Spot, Sum>, entry: &Entry, grade: Grade) {
    sums.entry(Spot::of(entry, grade)).or_default().add(Sum {
        quantity: entry.quantity.0,
        additional: entry.additional.0,
        entries: 1,
    });
}

/// Adds sums to the rows of the totals they belong to.
pub(super) fn sums_add(write: &mut Write<'_>, sums: &BTreeMap<Spot, Sum>) -> Result<(), Failure> {
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

pub(super) fn totals_add(
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

/// Links evidence to an entry; says how many links that made (none when it was linked before).
pub(super) fn link_add(
    write: &mut Write<'_>,
    entry_id: Id,
    (evidence_id, grade): (Id, Grade),
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "INSERT INTO evidence_link (organisation_id, entry_id, evidence_id, grade, linked_at, linked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, entry_id, evidence_id) DO NOTHING",
        &[
            scope.organisation_id.into(),
            entry_id.into(),
            evidence_id.into(),
            grade.number().into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Takes evidence off an entry.
pub(super) fn link_remove(
    write: &mut Write<'_>,
    entry_id: Id,
    evidence_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM evidence_link
         WHERE organisation_id = ?1 AND entry_id = ?2 AND evidence_id = ?3",
        &[organisation_id.into(), entry_id.into(), evidence_id.into()],
    )?;
    Ok(())
}

/// A reversal carries the evidence of what it reverses, so that both have one grade.
pub(super) fn links_copy(
    write: &mut Write<'_>,
    from: Id,
    to: Id,
    at: Timestamp,
) -> Result<(), Failure> {
    for evidence in links(&mut write.read(), from)? {
        link_add(write, to, evidence, at)?;
    }
    Ok(())
}
