//! Short tables to take away as CSV, safe to open in an office program. A long one is a
//! [`crate::long_file`].

use crate::visit::{Answer, Reply};

/// A table that grows line by line.
pub(crate) struct CsvFile(String);

impl CsvFile {
    /// A table with its headings.
    pub(crate) fn new(headings: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut file = Self(String::new());
        file.line(headings);
        file
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, cells: impl IntoIterator<Item: AsRef<str>>) {
        documents::csv_line(&mut self.0, cells);
    }

    /// The bytes of the file.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// The file as an answer.
    #[expect(clippy::unnecessary_wraps, reason = "every page ends with an answer")]
    pub(crate) fn answer(self, file_name: String) -> Answer {
        Ok(Reply::File {
            media_type: "text/csv; charset=utf-8",
            file_name,
            bytes: self.finish(),
        })
    }
}
