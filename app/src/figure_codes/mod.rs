//! The short code of each figure that a signed return or report prints (P1.1a): kept in the write that
//! seals it, listed on the signed page and in the document, and found again when somebody types it. It
//! never changes what is sealed; the codes follow from the seal and can be made again.

mod document;
mod lines;
mod store;

use crate::failure::Failure;
use database::{Id, Write};
use domain::figure_codes::CodedFigure;

pub(crate) use document::{chapter, printed_code};
pub(crate) use lines::{CodeLine, of_report, of_return};
pub(crate) use store::{figures, kept};

/// Keeps the codes of a seal, in the write that seals it or later.
pub(crate) fn keep(
    write: &mut Write<'_>,
    (seal_id, seal_sha256): (Id, &[u8; 32]),
    figures: &[CodedFigure],
) -> Result<(), Failure> {
    for figure in figures {
        store::add(write, seal_id, (&figure.code(seal_sha256), &figure.path()))?;
    }
    Ok(())
}
