//! How the practice does against its targets (P5a): the dashboard, the figures of each measure, and
//! the quarterly return, prepared by the Lead, questioned and agreed by Governance & Leadership, and
//! signed by somebody who did not prepare it (P4d). What is signed is sealed; nothing here or
//! elsewhere writes into a sealed quarter.

pub(crate) mod answer;
pub(crate) mod document;
mod drawn;
pub(crate) mod edition;
pub(crate) mod figure;
mod figures;
pub(crate) mod list;
mod nothing;
mod overview;
pub(crate) mod prepare;
mod prepared;
pub(crate) mod quarter;
pub(crate) mod review;
pub(crate) mod seal;
pub(crate) mod show;
pub(crate) mod sign_off;
mod standing;
mod store;
mod view;
mod year;

#[cfg(test)]
mod tests;

pub(crate) use overview::{open_questions, waiting};
pub(crate) use seal::{signed_returns, verify_seals};
