//! Every statement about entries, their evidence and their totals.

mod adjusting;
mod aside;
mod claims;
mod contracts;
mod reading;
mod rebuilding;
mod spans;
mod sums;
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
    entry_called, links, quarters_of_import, replacement_of, supported_by, totals,
};
pub(super) use rebuilding::{totals_kept, totals_rebuilt};
pub(super) use spans::{from_before, of_contract};
pub(super) use sums::{Share, Spot, Sum, method_key, sum, sums_add, totals_add};
pub(super) use working::{working, working_add};

use super::Entry;
use crate::failure::Failure;
use database::{Id, Read, Value, Write};
use domain::calendar::Quarter;
use domain::ledger::Grade;
use jiff::Timestamp;

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

/// An entry as the columns of its row.
pub(super) struct EntryRow {
    pub(super) id: Id,
    values: [Value; 22],
}

impl AsRef<[Value]> for EntryRow {
    fn as_ref(&self) -> &[Value] {
        &self.values
    }
}

/// The row of an entry. Nothing is written.
pub(super) fn entry_row(organisation_id: Id, entry: &Entry) -> EntryRow {
    let values = [
        organisation_id.into(),
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
    EntryRow {
        id: entry.id,
        values,
    }
}

pub(super) fn entry_add(write: &mut Write<'_>, entry: &Entry) -> Result<(), Failure> {
    let row = entry_row(write.organisation_id(), entry);
    entry_rows_add(write, &[row])
}

pub(super) fn entry_rows_add(write: &mut Write<'_>, rows: &[EntryRow]) -> Result<(), Failure> {
    write.execute_many(
        "INSERT INTO entry (organisation_id, id, kind, measure_id, happened_on, counts_on, quarter,
           adjusts_quarter, area_code, partner_id, activity_id, session_id, contract_id, corrects_id,
           quantity_thousandths, additional_thousandths, reason, recorded_at, recorded_by, import_id,
           import_reference, area_method)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
           ?19, ?20, ?21, ?22)",
        rows,
    )?;
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
