//! Whose words a report uses besides its organisation's own, and under which licence (P1.2a).

use super::super::content::AnnualReport;
use documents::Block;

/// The licences of the frameworks whose measures it names.
pub(super) fn licences(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let items = report.credit_lines();
    if items.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "Frameworks and their licences"));
    blocks.push(Block::paragraph(
        "The titles and units of measures are those of these frameworks.",
    ));
    blocks.push(Block::List { items });
}
