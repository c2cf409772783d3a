//! The chapter of what came late.

use super::super::content::AnnualReport;
use super::super::figures::{named_code, quarter_title};
use super::codes::adjustment_codes;
use super::table;
use documents::Block;
use domain::calendar::Calendar;
use domain::reports::PrintedReport;

pub(super) fn adjustments(
    blocks: &mut Vec<Block>,
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) {
    let adjustments = &report.content.outcomes.adjustments;
    if adjustments.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "Adjustments"));
    blocks.push(Block::paragraph(
        "What came too late for the quarter it belongs to is counted in a later one. Nothing that was signed is changed; these quantities are part of the figures above.",
    ));
    blocks.push(table(
        "Late data",
        &[
            "Measure",
            "Belongs to",
            "Counted in",
            "Quantity, evidenced or not",
            "Code",
        ],
        &[3],
        adjustments
            .iter()
            .zip(&printed.adjustments)
            .zip(adjustment_codes(report, printed))
            .map(|((adjustment, quantity), code)| {
                vec![
                    named_code(report, &adjustment.code),
                    quarter_title(calendar, &adjustment.quarter),
                    quarter_title(calendar, &adjustment.counted_in),
                    quantity.clone(),
                    code,
                ]
            })
            .collect(),
    ));
}
