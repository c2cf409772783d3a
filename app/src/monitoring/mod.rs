//! How the practice does against its targets (P5a): the dashboard, the figures of each measure, and
//! the quarterly return, prepared by the Lead, questioned and agreed by Governance & Leadership, and
//! signed by somebody who did not prepare it (P4d). What is signed is sealed; nothing here or
//! elsewhere writes into a sealed quarter.

mod acting;
mod agree;
pub(crate) mod answer;
pub(crate) mod areas_and_partners;
mod asked;
mod beside;
mod calendar_figures;
mod calendars;
pub(crate) mod case_studies;
pub(crate) mod delegating;
pub(crate) mod document;
mod drawn;
pub(crate) mod edition;
mod evidence_meter;
pub(crate) mod figure;
mod figures;
pub(crate) mod list;
mod next;
mod nothing;
mod overview;
pub(crate) mod prepare;
mod prepared;
pub(crate) mod quarter;
mod readiness;
pub(crate) mod recovery;
pub(crate) mod rehearsal;
pub(crate) mod restating;
pub(crate) mod review;
mod running_out;
pub(crate) mod seal;
pub(crate) mod settings;
pub(crate) mod show;
pub(crate) mod sign_off;
mod signed;
mod spans;
mod standing;
mod store;
pub(crate) mod variance;
mod view;
mod waiting;
mod year;
pub(crate) mod years;

#[cfg(test)]
mod tests;

pub(crate) use beside::case_studies as told_case_studies;
pub(crate) use evidence_meter::{BY_GRADE, EvidenceRow, evidence_row, grade_lines, grades};
pub(crate) use overview::open_questions;
pub(crate) use rehearsal::blockers::nudged;
pub(crate) use restating::{Later, restated_since};
pub(crate) use seal::verify_seals;
pub(crate) use signed::{sealed_return, signed_returns, signed_returns_of};
pub(crate) use waiting::{recovery_due, waiting};
