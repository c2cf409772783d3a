//! Long tables to take away, such as all entries or the whole log. Rows go one by one into a temporary
//! file without a name, which the system removes by itself, and from there to the browser: a million
//! lines take no more memory than one. What fails on the way is a page of failure and no half file.

use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use database::Read;
use documents::{About, Book, DocumentFault, Sheet, SheetKind};
use std::fs::File;
use std::io::Seek;

/// A file to be.
pub(crate) struct LongFile {
    pub(crate) kind: SheetKind,
    /// Its name without the ending.
    pub(crate) name: String,
    pub(crate) sheet: Sheet,
}

/// The rows of a file, as they come.
pub(crate) type Rows = Book<File>;

impl LongFile {
    /// The file with the rows that are read in one consistent view, as an answer.
    pub(crate) fn answer(
        self,
        visit: &Visit<'_>,
        write: impl FnOnce(&mut Read<'_>, &mut Rows) -> Result<(), Failure>,
    ) -> Answer {
        let about = About {
            title: self.sheet.name.clone(),
            version: domain::calendar::in_words(visit.today()),
            organisation: visit.who()?.organisation.clone(),
            dated: visit.today(),
        };
        let file = tempfile::tempfile().map_err(anyhow::Error::from)?;
        let mut book = Book::new(self.kind, file, &about).map_err(broken)?;
        book.begin(self.sheet).map_err(broken)?;
        visit.read(|read| write(read, &mut book))?;
        let mut file = book.finish().map_err(broken)?;
        file.rewind().map_err(anyhow::Error::from)?;
        Ok(Reply::LongFile {
            media_type: self.kind.media_type(),
            file_name: format!("{}.{}", self.name, self.kind.ending()),
            file,
        })
    }
}

/// A file that could not be written is a fault of ours.
pub(crate) fn broken(fault: DocumentFault) -> Failure {
    Failure::Broken(fault.into())
}
