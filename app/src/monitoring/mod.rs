//! How the practice does against its targets (P5a): the dashboard, the figures of each measure, and
//! the quarterly return, prepared by the Lead, questioned and agreed by Governance & Leadership, and
//! signed by somebody who did not prepare it (P4d). What is signed is sealed; nothing here or
//! elsewhere writes into a sealed quarter.

pub(crate) mod answer;
mod calendar_figures;
mod calendars;
pub(crate) mod document;
pub(crate) mod edition;
mod evidence_meter;
pub(crate) mod figure;
mod figures;
pub(crate) mod list;
mod nothing;
mod overview;
pub(crate) mod prepare;
mod prepared;
pub(crate) mod quarter;
pub(crate) mod review;
mod running_out;
pub(crate) mod seal;
pub(crate) mod show;
pub(crate) mod sign_off;
mod spans;
mod standing;
mod store;
mod view;
mod year;
pub(crate) mod years;

#[cfg(test)]
mod tests;

pub(crate) use evidence_meter::{EvidenceRow, evidence_row, grades, shares_if, shares_table};
pub(crate) use overview::{open_questions, waiting};
pub(crate) use seal::{signed_returns, verify_seals};
