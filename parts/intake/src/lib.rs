//! Files as people have them, turned into text or rows. Nothing is guessed silently: what cannot be
//! read is refused with what to do. It knows nothing of what the files say.

mod archive;
mod book;
mod docx;
mod pdf;
mod plain;
mod reference;
mod rows;
mod table;
pub mod value;
mod words;

pub use table::{Lines, Note, Record, Table};

use thiserror::Error;

pub use rows::{Row, Sheet, rows_of};
pub use words::words_of;

/// The largest file that is read.
pub const MOST_BYTES: usize = 20_000_000;

/// Why a file cannot be read, in words for the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IntakeFault {
    /// The file is empty.
    #[error("The file is empty: choose another")]
    Empty,
    /// The file is too large.
    #[error("The file is larger than 20 MB: split it, or leave the pictures out")]
    TooLarge,
    /// The ending of its name is not one of those taken.
    #[error("A file ending in ‘.{0}’ cannot be read: choose {1}")]
    Ending(String, &'static str),
    /// The content is not what the name says.
    #[error("The file is not a sound {0} file: open it, save it again as {0} and try once more")]
    NotSound(&'static str),
    /// It unpacks to far more than it is.
    #[error(
        "The file unpacks to far more than it should, so it is not read: save it again without pictures"
    )]
    Swells,
    /// It declares a document type, which may pull in other files.
    #[error(
        "The file holds a DOCTYPE, which no file of this kind needs, so it is not read: save it again from your office program"
    )]
    DocumentType,
    /// A PDF of pictures, or a protected one.
    #[error(
        "No text was found in this PDF: it may be a scan or protected. Choose the DOCX or text it was made from"
    )]
    NoText,
    /// The text holds characters that text does not hold.
    #[error("The file is not text: save it as plain text (UTF-8) and try again")]
    NotText,
    /// A sheet beyond what is read.
    #[error("The sheet has more than {0}: split it into several files")]
    TooMany(&'static str),
    /// A file that is encrypted, with a password or without one that a person knows of.
    #[error("The file is protected with a password: save it without one, and bring it again")]
    Protected,
    /// A workbook of Excel 95 or older.
    #[error("The workbook is of Excel 95 or older: open it and save it as .xlsx")]
    TooOld,
    /// A sheet that is not there, and those that are.
    #[error("There is no sheet called ‘{0}’ that can be read{sheets}", sheets = those(.1))]
    NoSheet(String, String),
    /// The file could not be read from where it is kept.
    #[error("The file could not be read: bring it again")]
    Unread,
    /// A sheet without a row of headings and one row beneath.
    #[error("The sheet has no rows beneath its headings: put one row of headings first")]
    NoRows,
}

/// The sheets that are there, in words; nothing when there is none.
fn those(sheets: &str) -> String {
    if sheets.is_empty() {
        String::new()
    } else {
        format!(": choose from {sheets}")
    }
}

/// The lower-case ending of a file's name.
fn ending(file_name: &str) -> String {
    file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default()
}

fn size(bytes: &[u8]) -> Result<(), IntakeFault> {
    if bytes.is_empty() {
        return Err(IntakeFault::Empty);
    }
    if bytes.len() > MOST_BYTES {
        Err(IntakeFault::TooLarge)
    } else {
        Ok(())
    }
}

/// The text of a document: `.txt`, `.md`, `.docx` or `.pdf`. Headings of a DOCX come as `# `, its
/// bullets as `- `, the cells of its tables parted by tabs.
pub fn text_of(file_name: &str, bytes: &[u8]) -> Result<String, IntakeFault> {
    size(bytes)?;
    match ending(file_name).as_str() {
        "txt" | "md" | "markdown" | "text" => plain::text(bytes),
        "docx" => docx::text(bytes),
        "pdf" => pdf::text(bytes),
        other => Err(IntakeFault::Ending(
            other.to_owned(),
            "a .txt, .md, .docx or .pdf file",
        )),
    }
}
