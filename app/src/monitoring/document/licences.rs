//! Whose words a return uses besides its organisation's own, and under which licence (P1.2a).

use crate::framework::Credits;
use documents::Block;
use domain::monitoring::SealedReturn;

/// The licences of the frameworks whose measures it names.
pub(super) fn licence_blocks(sealed: &SealedReturn, credits: &Credits) -> Vec<Block> {
    let items = credits.lines(sealed.measures.iter().map(|measure| measure.id));
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(1, "Frameworks and their licences"),
        Block::paragraph("The titles and units of measures are those of these frameworks."),
        Block::List { items },
    ]
}
