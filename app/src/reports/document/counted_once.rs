//! What is put right in the year's sums because a return was restated, so that everything counts once.

use super::table;
use crate::reports::content::AnnualReport;
use crate::reports::figures::{named_code, quarter_title};
use documents::Block;
use domain::calendar::Calendar;
use domain::reports::PrintedReport;

/// Said wherever it is.
pub(in crate::reports) const SAID: &str = "A return that was restated counts as its own what came late and was counted in another quarter. In the sums of the year each counts once: what is listed here was added to them or taken off. Every quarter stands as it was signed.";

pub(super) fn blocks(
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) -> Vec<Block> {
    let once = &report.content.outcomes.counted_once;
    if once.is_empty() {
        return Vec::new();
    }
    let rows = once
        .iter()
        .zip(&printed.counted_once)
        .map(|(one, quantity)| {
            vec![
                named_code(report, &one.code),
                quarter_title(calendar, &one.quarter),
                quarter_title(calendar, &one.counted_in),
                quantity.clone(),
            ]
        });
    vec![
        Block::heading(1, "Counted once"),
        Block::paragraph(SAID),
        table(
            "Put right in the sums of the year",
            &[
                "Measure",
                "Belongs to",
                "Was counted in",
                "Added, or taken off",
            ],
            &[3],
            rows.collect(),
        ),
    ]
}
