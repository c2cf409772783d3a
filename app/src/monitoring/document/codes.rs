//! The codes of a return's figures: of those that stand several in a row, in a chapter at the end, and
//! of each adjustment.

use super::blocks::table;
use crate::figure_codes::{chapter, printed_code};
use documents::Block;
use domain::disclosure::Cell;
use domain::monitoring::{PrintedReturn, SealedReturn};

/// The chapter of codes.
pub(super) fn code_blocks(
    sealed: &SealedReturn,
    (printed, sha256): (&PrintedReturn, &[u8; 32]),
    address: &str,
) -> Vec<Block> {
    if sealed.measures.is_empty() {
        return Vec::new();
    }
    let rows = sealed.measures.iter().map(|measure| {
        let of = printed.measure(measure.id);
        let code = |cell| printed_code(Some(sha256), (measure.id, None, cell), &of);
        vec![
            format!("{} {}", measure.code, measure.title),
            code(Cell::Evidenced),
            code(Cell::Additional),
            code(Cell::Unevidenced),
        ]
    });
    let headings = ["Measure", "Evidenced", "Additional", "Not evidenced"];
    let codes = table(
        "Codes of the figures by theme",
        &headings,
        rows.collect(),
        &[],
    );
    chapter(address, vec![codes])
}

/// The code of each adjustment, in their order.
pub(super) fn adjustment_codes(
    sealed: &SealedReturn,
    (printed, sha256): (&PrintedReturn, &[u8; 32]),
) -> Vec<String> {
    let late = domain::figure_codes::of_return(sealed);
    let mut late = late
        .iter()
        .filter(|figure| matches!(figure.cell, Cell::Adjusted(_)));
    let is_of_measure = |code: &str| sealed.measures.iter().any(|of| of.code == code);
    let codes = sealed.adjustments.iter().map(|adjustment| {
        let figure = is_of_measure(&adjustment.code)
            .then(|| late.next())
            .flatten();
        let code = figure.map(|figure| {
            let of = (figure.measure_id, None, figure.cell.clone());
            printed_code(Some(sha256), of, &figure.printed_in_return(printed))
        });
        code.unwrap_or_else(|| "–".to_owned())
    });
    codes.collect()
}
