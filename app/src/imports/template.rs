//! Templates to fill in: the headings of a kind with an example beneath them, as CSV.

use super::kinds::Kind;
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use crate::visit::{Answer, Visit};

/// The file.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let kind = Kind::from_key(visit.parameter("kind")?).ok_or(Failure::NotFound)?;
    if kind.fields().is_empty() {
        return Err(Failure::NotFound);
    }
    let mut out = CsvFile::new(kind.fields().iter().map(|field| field.label));
    out.line(kind.fields().iter().map(|field| field.example));
    out.answer(format!("{}.csv", kind.key()))
}
