//! The ledger: every quantity of every measure, one line each, for ever (P1.1a). A mistake is
//! corrected by a reversal and a new entry, never by an edit. Totals are kept in the transaction of
//! the entry and can be rebuilt and compared at any time.

pub(crate) mod add_evidence;
mod batch;
pub(crate) mod correct_entry;
pub(crate) mod lines;
pub(crate) mod list;
mod looking;
pub(crate) mod new;
mod once;
mod post;
mod quarters;
mod running_out;
pub(crate) mod show;
mod spans;
mod store;
#[cfg(test)]
mod tests;
mod totals;
mod verify;
pub(crate) mod withdraw;
mod working;

use database::Id;
use domain::calendar::{Calendar, Quarter};
use domain::ledger::{Grade, Quantity};
use jiff::civil::Date;

pub(crate) use batch::Batch;
pub(crate) use once::{Subject, counts, plain_reference, waits};
pub(crate) use post::{AttachRefused, Context, attach, carry, correct, post};
pub(crate) use quarters::{close_quarter, closed_quarters};
pub(crate) use running_out::{RunningOut, running_out};
pub(crate) use spans::{DaySum, by_month, from_before, of_contract};
#[cfg(test)]
pub(crate) use store::contract_totals_break;
pub(crate) use store::correction_of as is_corrected;
pub(crate) use store::{
    Filter, adjusting_totals, adjustments, any_reference, claim_totals, contract_totals, entries,
    entries_of_import, entries_of_session, entry, entry_called, quarters_of_import, shared_claims,
};
pub(crate) use totals::{ContractTotal, Part, Total, totals};
pub(crate) use verify::verify;

/// What is to be posted.
#[derive(Debug, Clone)]
pub(crate) struct NewEntry {
    pub(crate) id: Id,
    pub(crate) measure_id: Id,
    pub(crate) happened_on: Date,
    pub(crate) area_code: String,
    /// How the area was found; none when somebody, or a file, said it.
    pub(crate) area_method: Option<String>,
    pub(crate) partner_id: Option<Id>,
    pub(crate) activity_id: Option<Id>,
    pub(crate) session_id: Option<Id>,
    /// The contract under which it was funded.
    pub(crate) contract_id: Option<Id>,
    pub(crate) quantity: Quantity,
    /// 0 (core delivery) to 100 (all of it additional).
    pub(crate) additional_percent: i64,
    /// Why it is posted: a remark, or the reason of a correction.
    pub(crate) reason: String,
    /// What it stands for, as far as that may count once only.
    pub(crate) subjects: Vec<Subject>,
}

/// A line of the ledger.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: Id,
    /// `entry` or `reversal`.
    pub(crate) kind: String,
    pub(crate) measure_id: Id,
    pub(crate) happened_on: Date,
    pub(crate) counts_on: Date,
    /// The quarter it counts in, by its name.
    pub(crate) quarter: String,
    /// The signed quarter it belongs to by its own date, when it came too late.
    pub(crate) adjusts_quarter: Option<String>,
    pub(crate) area_code: String,
    /// How the area was found; none when somebody, or a file, said it.
    pub(crate) area_method: Option<String>,
    pub(crate) partner_id: Option<Id>,
    pub(crate) activity_id: Option<Id>,
    pub(crate) session_id: Option<Id>,
    /// The contract under which it was funded.
    pub(crate) contract_id: Option<Id>,
    /// The entry that this one reverses or replaces.
    pub(crate) corrects_id: Option<Id>,
    /// The file it came from.
    pub(crate) import_id: Option<Id>,
    /// What it is called in that file.
    pub(crate) import_reference: Option<String>,
    pub(crate) quantity: Quantity,
    pub(crate) additional: Quantity,
    pub(crate) reason: String,
    pub(crate) recorded_at: jiff::Timestamp,
    pub(crate) recorded_by: Option<Id>,
    /// The strongest grade of its evidence.
    pub(crate) grade: Grade,
}

/// What counts in a quarter though it belongs by its date to one signed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjustment {
    /// The signed quarter it belongs to, by its name.
    pub(crate) adjusts: String,
    pub(crate) measure_id: Id,
    pub(crate) quantity: Quantity,
}

impl Entry {
    /// The quarter it counts in.
    pub(crate) fn quarter_in(&self, calendar: Calendar) -> Option<Quarter> {
        calendar.quarter(&self.quarter)
    }
}
