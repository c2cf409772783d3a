//! Why a document could not be made.

use crate::{Block, Document};
use std::io;
use thiserror::Error;

/// Why a document could not be made.
#[derive(Debug, Error)]
pub enum DocumentFault {
    /// A picture has no words that stand for it.
    #[error("a figure has no alternative text")]
    NoAlternative,
    /// A table's row is not as long as its headings.
    #[error("a row of the table ‘{0}’ is not as long as its headings")]
    UnevenTable(String),
    /// No face could be read.
    #[error("no font could be read")]
    NoFont,
    /// The typesetter refused, with its reasons.
    #[error("the document could not be set: {0}")]
    NotSet(String),
    /// The file could not be written.
    #[error("the file could not be written ({0})")]
    NotWritten(#[from] io::Error),
}

impl From<zip::result::ZipError> for DocumentFault {
    fn from(fault: zip::result::ZipError) -> Self {
        Self::NotWritten(fault.into())
    }
}

/// Refuses what no reader could follow: a silent picture, an uneven table.
pub(crate) fn check(document: &Document) -> Result<(), DocumentFault> {
    for block in &document.blocks {
        match block {
            Block::Figure { alternative, .. } if alternative.trim().is_empty() => {
                return Err(DocumentFault::NoAlternative);
            }
            Block::Table {
                caption,
                headings,
                rows,
                ..
            } if rows.iter().any(|row| row.len() != headings.len()) || headings.is_empty() => {
                return Err(DocumentFault::UnevenTable(caption.clone()));
            }
            Block::Figure { .. }
            | Block::Table { .. }
            | Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Facts { .. }
            | Block::Quote { .. }
            | Block::Seal { .. }
            | Block::PageBreak => {}
        }
    }
    Ok(())
}
