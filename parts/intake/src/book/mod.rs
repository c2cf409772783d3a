//! Workbooks: the sheets that a person sees, and the rows of one of them. Whatever a library or we
//! ourselves make of a broken file, a panic ends this file and no more.

mod cell;
mod facts;
mod ods;
mod xls;
mod xlsx;

use crate::rows::{Row, Rows};
use crate::table::names;
use crate::{IntakeFault, Note};
use cell::Epoch;
use facts::Facts;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most sheets of a workbook.
const SHEETS: usize = 250;
/// How a packed file begins.
const PACKED: &[u8] = b"PK";

/// A workbook of which one sheet is read.
pub(crate) struct Book {
    /// The sheets that can be chosen.
    pub(crate) sheets: Vec<String>,
    /// The one that is read.
    pub(crate) sheet: String,
    /// Its rows that hold anything.
    pub(crate) rows: Vec<Row>,
    pub(crate) notes: Vec<Note>,
}

/// The programs' ways of keeping a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    /// By the ending of a file's name; none when it is no workbook.
    pub(crate) fn of(ending: &str) -> Option<Self> {
        match ending {
            "xlsx" => Some(Self::Xlsx),
            "xls" => Some(Self::Xls),
            "ods" => Some(Self::Ods),
            _ => None,
        }
    }

    /// As the content shows where the name is mistaken: a protected XLSX is an OLE file, and some
    /// programs call an XLSX by the older ending.
    fn seen(self, bytes: &[u8]) -> Self {
        if xls::is_ole(bytes) {
            Self::Xls
        } else if self == Self::Xls && bytes.starts_with(PACKED) {
            Self::Xlsx
        } else {
            self
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
        }
    }
}

/// Reads the sheet that is asked for, or the first that a person sees with a row beneath its headings.
pub(crate) fn read(format: Format, bytes: &[u8], asked: Option<&str>) -> Result<Book, IntakeFault> {
    let format = format.seen(bytes);
    let reading = AssertUnwindSafe(|| match format {
        Format::Xlsx => xlsx::read(bytes, asked),
        Format::Xls => xls::read(bytes, asked),
        Format::Ods => ods::read(bytes, asked),
    });
    catch_unwind(reading).unwrap_or(Err(IntakeFault::NotSound(format.name())))
}

/// Whether a person sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Openly,
    Never,
}

/// The sheets of a workbook in their order.
#[derive(Debug, Default)]
struct Sheets(Vec<(String, Shown)>);

impl Sheets {
    fn add(&mut self, name: String, shown: Shown) -> Result<(), IntakeFault> {
        if self.0.len() >= SHEETS {
            return Err(IntakeFault::TooMany("250 sheets"));
        }
        self.0.push((name, shown));
        Ok(())
    }

    /// Their names, by whether they are seen.
    fn names(&self, wanted: Shown) -> Vec<String> {
        let wanted = self.0.iter().filter(|(_, shown)| *shown == wanted);
        wanted.map(|(name, _)| name.clone()).collect()
    }

    /// What is said when none of them is called so.
    fn unknown(&self, asked: &str) -> IntakeFault {
        let seen = names(&self.names(Shown::Openly));
        IntakeFault::NoSheet(asked.to_owned(), seen)
    }
}

impl Book {
    fn new(sheets: &Sheets, sheet: String, read: (Rows, Facts), epoch: Epoch) -> Self {
        let (rows, facts) = read;
        let seen = sheets.names(Shown::Openly);
        let others = seen.iter().filter(|name| **name != sheet);
        let others: Vec<String> = others.cloned().collect();
        let one = (!others.is_empty()).then(|| Note::OneSheet(sheet.clone(), others));
        let more = facts.notes(&rows, sheets.names(Shown::Never), epoch);
        Self {
            sheets: seen,
            sheet,
            notes: one.into_iter().chain(more).collect(),
            rows: rows.into_rows(),
        }
    }
}

/// Reads by its place the sheet that is asked for, or the first with rows.
fn chosen(
    sheets: &Sheets,
    epoch: Epoch,
    asked: Option<&str>,
    mut read: impl FnMut(usize) -> Result<(Rows, Facts), IntakeFault>,
) -> Result<Book, IntakeFault> {
    let seen = sheets.0.iter().enumerate();
    let seen = seen.filter(|(_, (_, shown))| *shown == Shown::Openly);
    for (index, (name, _)) in seen {
        if asked.is_some_and(|asked| asked != name) {
            continue;
        }
        let found = read(index)?;
        if asked.is_some() || found.0.are_a_table() {
            return Ok(Book::new(sheets, name.clone(), found, epoch));
        }
    }
    Err(asked.map_or(IntakeFault::NoRows, |asked| sheets.unknown(asked)))
}
