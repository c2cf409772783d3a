//! The annual report (P5b): built from the four signed quarterly returns of a year and what counts in their
//! quarters, with the Lead's lessons, recommendations and proposed changes; prepared by one person, signed
//! off by another (P4d), sealed for good. What it proposes is decided afterwards and carried out (P5d). A
//! report that is not signed does not exist for a Commissioner.

mod annex;
mod beside;
pub(crate) mod carry_out;
mod chapters;
mod content;
pub(crate) mod decide;
mod document;
pub(crate) mod edit;
mod figures;
pub(crate) mod files;
mod findings;
mod handing;
pub(crate) mod list;
mod loading;
mod placing;
pub(crate) mod prepare;
pub(crate) mod proposal;
mod proposals;
mod proposing;
pub(crate) mod show;
pub(crate) mod sign_off;
mod store;
mod themes;
mod verify;
mod writing;

#[cfg(test)]
mod tests;

use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::people::{Action, may};
use domain::reports::Report;
use jiff::civil::Date;

pub(crate) use handing::{Handed, handed, signed_figures, signed_years, whole};
pub(crate) use verify::verify_seals;

/// The annual reports that wait for this person's signature, each with the day it was prepared.
pub(crate) fn waiting(read: &mut Read<'_>, who: &Who) -> Result<Vec<(String, Date)>, Failure> {
    if !may(&who.roles, Action::SignOffReport) {
        return Ok(Vec::new());
    }
    let waits = |kept: content::Kept| match kept.state {
        Report::Prepared { prepared } if prepared.by != who.person_id => {
            Some((kept.year, date_of(prepared.at)))
        }
        Report::Draft | Report::Prepared { .. } | Report::SignedOff { .. } => None,
    };
    Ok(store::reports(read)?
        .into_iter()
        .filter_map(waits)
        .collect())
}

/// The proposals that wait for this person's decision, each with the year of its report and the day it
/// was signed.
pub(crate) fn to_decide(
    read: &mut Read<'_>,
    who: &Who,
) -> Result<Vec<(Id, String, Date)>, Failure> {
    if !may(&who.roles, Action::DecideProposal) {
        return Ok(Vec::new());
    }
    let waiting = store::proposals_waiting(read, who.person_id)?.into_iter();
    Ok(waiting
        .map(|(id, year, at)| (id, year, date_of(at)))
        .collect())
}
