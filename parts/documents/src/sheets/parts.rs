//! What a file of tables is made of: its sheets, their columns and what stands in a cell.

use crate::Number;
use jiff::civil::Date;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// An Excel workbook (ISO/IEC 29500).
    Xlsx,
    /// An OpenDocument spreadsheet (ISO/IEC 26300).
    Ods,
    /// Plain text with commas (RFC 4180): one table.
    Csv,
}

impl SheetKind {
    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => crate::Format::Xlsx.media_type(),
            Self::Ods => crate::Format::Ods.media_type(),
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whose it is.
    pub organisation: String,
    /// The only date it carries.
    pub dated: Date,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(&'a str),
    /// A number.
    Number(Number),
    /// A day.
    Day(Date),
}

impl<'a> Cell<'a> {
    /// A number where the text is exactly one as it is printed, else the text.
    pub fn printed(text: &'a str) -> Self {
        Number::read(text).map_or(Self::Text(text), Self::Number)
    }
}

/// Whether the cells of a column are set as text or as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// Whether long text makes a row higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// It goes on in the next line.
    Many,
    /// It stays in one line.
    One,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is, in letters.
    pub letters: usize,
    /// Where its text stands.
    pub side: Side,
}

/// A sheet with one table.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// What stands above its headings, if anything does.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Whether its rows grow.
    pub lines: Lines,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    TextRight,
    OneLine,
    Title,
    Heading,
    Label,
    ColumnLeft,
    ColumnRight,
}

/// A sheet as it is written.
#[derive(Debug, Clone)]
pub(super) struct Tab {
    /// Its name in the file, unlike every other.
    pub(super) name: String,
    /// The name of its table; none when it holds words.
    pub(super) table: Option<String>,
    /// Its place in the file, from 0.
    pub(super) place: usize,
    pub(super) caption: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Lines,
    /// Rows written below its headings.
    pub(super) rows: u32,
}

impl Tab {
    /// The row of its headings, from 1; rows of words have none.
    pub(super) fn head(&self) -> u32 {
        match (&self.table, &self.caption) {
            (None, _) => 0,
            (Some(_), None) => 1,
            (Some(_), Some(_)) => 2,
        }
    }

    pub(super) fn ink(&self, column: usize) -> Ink {
        let side = self.columns.get(column).map(|column| column.side);
        match (self.lines, side) {
            (_, Some(Side::Right)) => Ink::TextRight,
            (Lines::One, Some(Side::Left) | None) => Ink::OneLine,
            (Lines::Many, Some(Side::Left) | None) => Ink::Text,
        }
    }
}
