//! Tables to take away as CSV, safe to open in an office program.

use crate::failure::Failure;
use crate::visit::{Answer, Reply};

/// A table that grows line by line.
pub(crate) struct CsvFile(csv::Writer<Vec<u8>>);

impl CsvFile {
    /// A table with its headings.
    pub(crate) fn new(headings: impl IntoIterator<Item: AsRef<str>>) -> Result<Self, Failure> {
        let mut file = Self(csv::Writer::from_writer(Vec::new()));
        file.line(headings)?;
        Ok(file)
    }

    /// Adds a line.
    pub(crate) fn line(
        &mut self,
        cells: impl IntoIterator<Item: AsRef<str>>,
    ) -> Result<(), Failure> {
        self.0
            .write_record(cells.into_iter().map(|cell| safe(cell.as_ref())))
            .map_err(|fault| Failure::Broken(fault.into()))
    }

    /// The file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, Failure> {
        self.0.into_inner().map_err(|fault| {
            Failure::Broken(anyhow::anyhow!("the table could not be written: {fault}"))
        })
    }

    /// The file as an answer.
    pub(crate) fn answer(self, file_name: String) -> Answer {
        Ok(Reply::File {
            media_type: "text/csv; charset=utf-8",
            file_name,
            bytes: self.finish()?,
        })
    }
}

/// A cell that a spreadsheet does not take for a formula: one that begins like one gets an apostrophe
/// (OWASP, CSV injection).
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_cell_that_begins_like_a_formula_gets_an_apostrophe() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("1-1=0", "1-1=0"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), shown);
        }
    }
}
