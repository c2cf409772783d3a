//! The checkpoint in a printed document: on the sheet that is signed, so that it is outside this system
//! from that day.

use super::Printed;
use documents::Block;

/// What a document prints beneath its seal; nothing of what was signed before there were checkpoints.
pub(crate) fn blocks(checkpoint: Option<&Printed>) -> Vec<Block> {
    let Some(checkpoint) = checkpoint else {
        return Vec::new();
    };
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        Block::heading(2, "Checkpoint of the log"),
        Block::paragraph(
            "These three lines stand for every change that was logged up to this signature. Keep this \
             sheet: with it you can find out later whether any of them was changed.",
        ),
        Block::Facts {
            facts: vec![
                fact("Log", &checkpoint.origin),
                fact("Size", &checkpoint.size.to_string()),
                fact("Root", &checkpoint.root),
            ],
        },
    ]
}
