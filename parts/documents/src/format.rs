//! The one list of what a document can be taken away as.

use crate::{Document, DocumentFault, Fonts, docx, html, pdf, sheets};
use jiff::civil::Date;

/// A kind of file that a document is made as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A tagged PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A page that stands alone.
    Html,
    /// A ZIP with a CSV file for the words and for each table.
    Csv,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Ods,
        Self::Html,
        Self::Csv,
    ];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Html => "html",
            Self::Csv => "csv.zip",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Xlsx => "Excel",
            Self::Ods => "OpenDocument",
            Self::Html => "web page",
            Self::Csv => "CSV",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Html => "text/html; charset=utf-8",
            Self::Csv => "application/zip",
        }
    }

    /// Whether a browser shows it, rather than keeping it as a file.
    pub fn is_shown(self) -> bool {
        match self {
            Self::Pdf | Self::Html => true,
            Self::Docx | Self::Xlsx | Self::Ods | Self::Csv => false,
        }
    }

    /// The document as a file of this kind, which carries no date but this one: the same document gives the
    /// same bytes.
    pub fn make(
        self,
        document: &Document,
        fonts: &Fonts,
        dated: Date,
    ) -> Result<Vec<u8>, DocumentFault> {
        match self {
            Self::Pdf => pdf(document, fonts, dated),
            Self::Docx => docx::docx(document, fonts, dated),
            Self::Xlsx => sheets::to_xlsx(document, dated),
            Self::Ods => sheets::to_ods(document, dated),
            Self::Html => Ok(html(document).into_bytes()),
            Self::Csv => sheets::to_csv(document),
        }
    }
}
