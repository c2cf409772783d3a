//! Codes in a document: beside each figure that has a row of its own, and in a chapter at the end for
//! figures that stand several in a row.

use documents::Block;
use domain::disclosure::{Cell, Printed};
use domain::figure_codes::CodedFigure;

/// The code of a figure as a document prints it; a dash where the figure is not printed as it is.
pub(crate) fn printed_code(
    seal_sha256: Option<&[u8; 32]>,
    figure: (database::Id, Option<&str>, Cell),
    printed: &Printed,
) -> String {
    let (measure_id, quarter, cell) = figure;
    let Some(sha256) = seal_sha256.filter(|_| printed.is_exact(&cell)) else {
        return "–".to_owned();
    };
    let figure = CodedFigure {
        measure_id,
        quarter: quarter.map(str::to_owned),
        cell,
        words: String::new(),
        thousandths: 0,
    };
    figure.code(sha256).to_string()
}

/// The chapter of codes: what they are for, where they are typed in, and tables of them.
pub(crate) fn chapter(address: &str, tables: Vec<Block>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "Figures and their codes"),
        Block::paragraph(format!(
            "Each figure that is printed as it is has a code of eight letters and figures: beside it \
             above, or in the tables here. Type a code at {address}/passport to see the rule by which \
             the figure was counted, its entries and evidence, what came late, and who signed it. A \
             code follows from the seal of this document, so that no other edition has the same."
        )),
    ];
    blocks.extend(tables);
    blocks
}
