//! A sheet read row by row: text of any size as it streams, a workbook within its bounds.

mod decoded;
mod note;
mod text;

use crate::book::{self, Book, Format};
use crate::rows::{ENDINGS, Row, sheet};
use crate::{IntakeFault, ending, size};
use std::fs::File;
use std::io::Read;
use text::TextTable;

pub(crate) use note::names;
pub use note::{Lines, Note};

/// One row, used again for the next.
#[derive(Debug, Default)]
pub struct Record {
    line: u64,
    cells: csv::StringRecord,
}

impl Record {
    /// Its line in the file, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A cell without the spaces around it; empty beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", str::trim)
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// A sheet of a file with its headings.
#[derive(Debug)]
pub struct Table {
    headings: Vec<String>,
    notes: Vec<Note>,
    sheets: Vec<String>,
    /// The one that is read; none of text.
    sheet: Option<String>,
    rows: Rows,
    /// The first row, read when the file was opened.
    first: Option<Record>,
}

#[derive(Debug)]
enum Rows {
    Text(Box<TextTable>),
    Book { rows: Vec<Row>, next: usize },
}

impl Table {
    /// Opens a file by the ending of its name; of a workbook it reads the first sheet that a person sees
    /// and that has a row beneath its headings.
    ///
    /// # Errors
    /// When the file is empty, of another kind, not sound, or beyond what is read.
    pub fn open(file_name: &str, file: File) -> Result<Self, IntakeFault> {
        Self::open_sheet(file_name, file, None)
    }

    /// Opens a file by the ending of its name; of a workbook it reads the sheet of this name, or as
    /// `open` does when none is asked for.
    ///
    /// # Errors
    /// Also when no sheet that a person sees is called so.
    pub fn open_sheet(
        file_name: &str,
        mut file: File,
        asked: Option<&str>,
    ) -> Result<Self, IntakeFault> {
        let ending = ending(file_name);
        match (ending.as_str(), Format::of(&ending)) {
            ("csv" | "txt" | "tsv", _) => match asked {
                None => Self::text(TextTable::open(file)?),
                Some(asked) => Err(IntakeFault::NoSheet(asked.to_owned(), String::new())),
            },
            (_, Some(format)) => {
                let mut bytes = Vec::new();
                let most = u64::try_from(crate::MOST_BYTES).unwrap_or(u64::MAX);
                let mut within = (&mut file).take(most.saturating_add(1));
                within
                    .read_to_end(&mut bytes)
                    .map_err(|_| IntakeFault::Unread)?;
                size(&bytes)?;
                Self::book(book::read(format, &bytes, asked)?)
            }
            (_, None) => Err(IntakeFault::Ending(ending, ENDINGS)),
        }
    }

    fn text((mut table, notes): (TextTable, Vec<Note>)) -> Result<Self, IntakeFault> {
        let (mut headings, mut first) = (Record::default(), Record::default());
        if !table.read(&mut headings)? || !table.read(&mut first)? {
            return Err(IntakeFault::NoRows);
        }
        let headings = (0..headings.len()).map(|column| headings.cell(column).to_owned());
        Ok(Self {
            headings: headings.collect(),
            notes,
            sheets: Vec::new(),
            sheet: None,
            rows: Rows::Text(Box::new(table)),
            first: Some(first),
        })
    }

    fn book(book: Book) -> Result<Self, IntakeFault> {
        let found = sheet(book.rows)?;
        Ok(Self {
            headings: found.headings,
            notes: book.notes,
            sheets: book.sheets,
            sheet: Some(book.sheet),
            rows: Rows::Book {
                rows: found.rows,
                next: 0,
            },
            first: None,
        })
    }

    /// The headings, without the spaces around them; empty where a column has none.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The sheets of a workbook that can be asked for, in their order; none of text.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// The sheet that is read; none of text.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// What a person should know.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Reads the next row that is not wholly empty; false at the end.
    ///
    /// # Errors
    /// When the file is not sound from here on, or a row is beyond what is read.
    pub fn read(&mut self, record: &mut Record) -> Result<bool, IntakeFault> {
        if let Some(first) = self.first.take() {
            *record = first;
            return Ok(true);
        }
        match &mut self.rows {
            Rows::Text(text) => text.read(record),
            Rows::Book { rows, next } => {
                let Some(row) = rows.get(*next) else {
                    return Ok(false);
                };
                *next += 1;
                record.line = u64::from(row.line);
                record.cells.clear();
                for cell in &row.cells {
                    record.cells.push_field(cell);
                }
                Ok(true)
            }
        }
    }

    /// How much is read of how much: bytes of text, or rows of a workbook.
    pub fn progress(&self) -> (u64, u64) {
        let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        match &self.rows {
            Rows::Text(text) => text.progress(),
            Rows::Book { rows, next } => (whole(*next), whole(rows.len())),
        }
    }
}
