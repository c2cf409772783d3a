//! How a restated quarter's figures come about: as they were counted, with what came late and was counted
//! in later quarters, and without what was counted here for earlier ones. Both are told apart, so that
//! nothing counts twice in a year.

use crate::failure::Failure;
use crate::ledger::{self, Total};
use crate::monitoring::figures::Ground;
use crate::monitoring::standing::Asked;
use database::Read;
use domain::ledger::Quantity;
use domain::monitoring::SealedPart;
use std::collections::{BTreeMap, BTreeSet};

/// What belongs to a quarter and was counted later, and what was counted in it and belongs to earlier
/// ones, each by the name of the other quarter.
#[derive(Debug)]
pub(in crate::monitoring) struct Late {
    counted_later: Vec<(String, Vec<Total>)>,
    left_out: Vec<(String, Vec<Total>)>,
}

impl Late {
    pub(in crate::monitoring) fn read(read: &mut Read<'_>, asked: &Asked) -> Result<Self, Failure> {
        let quarter = asked.quarter;
        // A late entry counts in the first open quarter, which may be the one after today's.
        let last = asked
            .calendar
            .next(asked.calendar.quarter_of(asked.today()));
        let mut counted_later = Vec::new();
        let mut later = asked.calendar.next(quarter);
        while later <= last {
            let totals = ledger::adjusting_totals(read, (later, quarter))?;
            if !totals.is_empty() {
                counted_later.push((later.to_string(), totals));
            }
            later = asked.calendar.next(later);
        }
        let adjusted = ledger::adjustments(read, quarter)?.into_iter();
        let earlier: BTreeSet<String> = adjusted.map(|one| one.adjusts).collect();
        let mut left_out = Vec::new();
        for name in earlier {
            if let Some(earlier) = asked.calendar.quarter(&name) {
                left_out.push((name, ledger::adjusting_totals(read, (quarter, earlier))?));
            }
        }
        Ok(Self {
            counted_later,
            left_out,
        })
    }

    /// What has to be added to the totals as they were counted.
    pub(in crate::monitoring) fn corrections(&self) -> Vec<Total> {
        let later = self.counted_later.iter().flat_map(|(_, totals)| totals);
        let left = self.left_out.iter().flat_map(|(_, totals)| totals);
        let taken = left.map(|total| Total {
            quantity: Quantity(total.quantity.0.saturating_neg()),
            additional: Quantity(total.additional.0.saturating_neg()),
            entries: total.entries.saturating_neg(),
            ..total.clone()
        });
        later.cloned().chain(taken).collect()
    }

    pub(in crate::monitoring) fn counted_later(&self, ground: &Ground) -> Vec<SealedPart> {
        parts(ground, &self.counted_later)
    }

    pub(in crate::monitoring) fn left_out(&self, ground: &Ground) -> Vec<SealedPart> {
        parts(ground, &self.left_out)
    }
}

fn parts(ground: &Ground, of: &[(String, Vec<Total>)]) -> Vec<SealedPart> {
    let parts = of.iter().map(|(quarter, totals)| SealedPart {
        quarter: quarter.clone(),
        measures: ground.figures(totals, &BTreeMap::new()),
    });
    parts.collect()
}
