//! A sheet read row by row: text of any size as it streams, a workbook within its bounds.

mod decoded;
mod text;

use crate::rows::{Row, Sheet};
use crate::{IntakeFault, ending, rows_of, size};
use std::fs::File;
use std::io::Read;
use text::TextTable;

/// Something a person should know about a file before they rely on what was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    /// It was not written in UTF-8.
    #[error("The file is written in {0}; its letters were turned into those of today")]
    Encoding(&'static str),
}

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
    /// Opens a file by the ending of its name; of a workbook it reads the first sheet.
    ///
    /// # Errors
    /// When the file is empty, of another kind, not sound, or beyond what is read.
    pub fn open(file_name: &str, mut file: File) -> Result<Self, IntakeFault> {
        match ending(file_name).as_str() {
            "csv" | "txt" | "tsv" => Self::text(TextTable::open(file)?),
            _ => {
                let mut bytes = Vec::new();
                let most = u64::try_from(crate::MOST_BYTES).unwrap_or(u64::MAX);
                let mut within = (&mut file).take(most.saturating_add(1));
                within
                    .read_to_end(&mut bytes)
                    .map_err(|_| IntakeFault::Unread)?;
                size(&bytes)?;
                let found = rows_of(file_name, &bytes)?;
                Ok(Self::book(found))
            }
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
            rows: Rows::Text(Box::new(table)),
            first: Some(first),
        })
    }

    fn book(found: Sheet) -> Self {
        Self {
            headings: found.headings,
            notes: Vec::new(),
            rows: Rows::Book {
                rows: found.rows,
                next: 0,
            },
            first: None,
        }
    }

    /// The headings, without the spaces around them; empty where a column has none.
    pub fn headings(&self) -> &[String] {
        &self.headings
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
