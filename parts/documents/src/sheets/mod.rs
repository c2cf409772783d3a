//! Tables as files for a spreadsheet: XLSX, ODS and CSV, written row by row, so that a million rows take
//! no more memory than one. Text is always text and never a formula; a number is a number. What a
//! spreadsheet has no room for goes on in a further sheet, and is never cut.

mod names;
mod ods;
mod ods_parts;
mod of_document;
mod plain;
mod xlsx;
mod xlsx_parts;

use crate::{DocumentFault, Number};
use jiff::civil::Date;
use names::Names;
use std::io::{Seek, Write};

pub(crate) use of_document::{to_csv, to_ods, to_xlsx};
pub use plain::csv_line;

/// Rows that one sheet holds, in every office program.
const MOST_ROWS: u32 = 1_048_576;
/// What one cell holds, in units of UTF-16, in every office program.
const MOST_LETTERS: usize = 32_767;
/// How much of a longer text stands in one cell of the sheet of long texts.
const PIECE: usize = 8_000;

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
enum Ink {
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
struct Tab {
    /// Its name in the file, unlike every other.
    name: String,
    /// The name of its table; none when it holds words.
    table: Option<String>,
    /// Its place in the file, from 0.
    place: usize,
    caption: Option<String>,
    columns: Vec<Column>,
    lines: Lines,
    /// Rows written below its headings.
    rows: u32,
}

impl Tab {
    /// The row of its headings, from 1; rows of words have none.
    fn head(&self) -> u32 {
        match (&self.table, &self.caption) {
            (None, _) => 0,
            (Some(_), None) => 1,
            (Some(_), Some(_)) => 2,
        }
    }

    fn ink(&self, column: usize) -> Ink {
        let side = self.columns.get(column).map(|column| column.side);
        match (self.lines, side) {
            (_, Some(Side::Right)) => Ink::TextRight,
            (Lines::One, Some(Side::Left) | None) => Ink::OneLine,
            (Lines::Many, Some(Side::Left) | None) => Ink::Text,
        }
    }
}

/// A text that is longer than a cell, and where it belongs.
struct LongText {
    sheet: String,
    row: String,
    heading: String,
    text: String,
}

enum Kind<W: Write + Seek> {
    Xlsx(xlsx::Xlsx<W>),
    Ods(ods::Ods<W>),
    Csv(plain::Plain<W>),
}

/// A file that grows sheet by sheet and row by row.
pub struct Book<W: Write + Seek> {
    kind: Kind<W>,
    names: Names,
    tab: Option<Tab>,
    sheets: usize,
    long: Vec<LongText>,
}

impl<W: Write + Seek> std::fmt::Debug for Book<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Book of {} sheets", self.sheets)
    }
}

impl<W: Write + Seek> Book<W> {
    /// Begins a file of tables.
    pub fn new(kind: SheetKind, out: W, about: &About) -> Result<Self, DocumentFault> {
        Ok(Self::of(match kind {
            SheetKind::Xlsx => Kind::Xlsx(xlsx::Xlsx::new(out, about)),
            SheetKind::Ods => Kind::Ods(ods::Ods::new(out, about)?),
            SheetKind::Csv => Kind::Csv(plain::Plain::file(out)),
        }))
    }

    fn of(kind: Kind<W>) -> Self {
        Self {
            kind,
            names: Names::default(),
            tab: None,
            sheets: 0,
            long: Vec::new(),
        }
    }

    /// Begins a sheet with its headings; the one before it is complete.
    pub fn begin(&mut self, sheet: Sheet) -> Result<(), DocumentFault> {
        let name = self.names.sheet(&sheet.name);
        let table = Some(self.names.table(&name));
        let headings = names::headings(sheet.columns.iter().map(|column| column.heading.as_str()));
        let columns = sheet.columns.into_iter().zip(headings);
        let columns = columns.map(|(column, heading)| Column { heading, ..column });
        self.open(Tab {
            name,
            table,
            place: self.sheets,
            caption: sheet.caption,
            columns: columns.collect(),
            lines: sheet.lines,
            rows: 0,
        })
    }

    /// Adds a row to the sheet that was begun last.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), DocumentFault> {
        if let Some(next) = self.following() {
            self.open(next)?;
        }
        let Some(tab) = &self.tab else {
            return Ok(());
        };
        let inked: Vec<(Cell<'_>, Ink)> = (0..)
            .zip(cells)
            .map(|(at, cell)| (*cell, tab.ink(at)))
            .collect();
        self.write(&inked)
    }

    /// The file, complete.
    pub fn finish(mut self) -> Result<W, DocumentFault> {
        self.close()?;
        if !self.long.is_empty() {
            self.long_texts()?;
            self.close()?;
        }
        match self.kind {
            Kind::Xlsx(xlsx) => xlsx.finish(),
            Kind::Ods(ods) => ods.finish(),
            Kind::Csv(plain) => plain.finish(),
        }
    }

    /// Begins a sheet of words, which has no table.
    fn begin_words(&mut self, name: &str, letters: &[usize]) -> Result<(), DocumentFault> {
        let name = self.names.sheet(name);
        let column = |letters: &usize| Column {
            heading: String::new(),
            letters: *letters,
            side: Side::Left,
        };
        self.open(Tab {
            name,
            table: None,
            place: self.sheets,
            caption: None,
            columns: letters.iter().map(column).collect(),
            lines: Lines::Many,
            rows: 0,
        })
    }

    fn open(&mut self, tab: Tab) -> Result<(), DocumentFault> {
        self.close()?;
        self.sheets += 1;
        match &mut self.kind {
            Kind::Xlsx(xlsx) => xlsx.begin(&tab)?,
            Kind::Ods(ods) => ods.begin(&tab)?,
            Kind::Csv(plain) => plain.begin(&tab)?,
        }
        self.tab = Some(tab);
        Ok(())
    }

    fn close(&mut self) -> Result<(), DocumentFault> {
        let Some(tab) = self.tab.take() else {
            return Ok(());
        };
        match &mut self.kind {
            Kind::Xlsx(xlsx) => xlsx.end(&tab),
            Kind::Ods(ods) => ods.end(&tab),
            Kind::Csv(_) => Ok(()),
        }
    }

    /// The sheet that goes on when this one is full.
    fn following(&mut self) -> Option<Tab> {
        let tab = self.tab.as_ref()?;
        if matches!(self.kind, Kind::Csv(_)) || tab.head() + tab.rows < MOST_ROWS {
            return None;
        }
        let name = self.names.sheet(&tab.name);
        let table = tab.table.is_some().then(|| self.names.table(&name));
        Some(Tab {
            name,
            table,
            place: self.sheets,
            rows: 0,
            ..tab.clone()
        })
    }

    /// Writes a row; a text longer than a cell goes to the sheet of long texts.
    fn write(&mut self, cells: &[(Cell<'_>, Ink)]) -> Result<(), DocumentFault> {
        let Some(tab) = &mut self.tab else {
            return Ok(());
        };
        tab.rows += 1;
        let mut row = cells.to_vec();
        let pointers: Vec<(usize, String)> = match self.kind {
            Kind::Csv(_) => Vec::new(),
            Kind::Xlsx(_) | Kind::Ods(_) => long_cells(cells, tab, &mut self.long),
        };
        for (at, words) in &pointers {
            if let Some((cell, _)) = row.get_mut(*at) {
                *cell = Cell::Text(words);
            }
        }
        let number = tab.head() + tab.rows;
        match &mut self.kind {
            Kind::Xlsx(xlsx) => xlsx.row(number, &row),
            Kind::Ods(ods) => ods.row(&row),
            Kind::Csv(plain) => plain.row(&row),
        }
    }

    fn long_texts(&mut self) -> Result<(), DocumentFault> {
        let column = |(heading, letters): (&str, usize)| Column {
            heading: heading.to_owned(),
            letters,
            side: Side::Left,
        };
        self.begin(Sheet {
            name: names::LONG_TEXTS.to_owned(),
            caption: Some("Texts that are longer than a cell, in pieces".to_owned()),
            columns: [
                ("Sheet", 24),
                ("Row", 8),
                ("Column", 20),
                ("Piece", 8),
                ("Text", 90),
            ]
            .map(column)
            .to_vec(),
            lines: Lines::Many,
        })?;
        for long in std::mem::take(&mut self.long) {
            let letters: Vec<char> = long.text.chars().collect();
            for (number, piece) in (1..).zip(letters.chunks(PIECE)) {
                let (piece, number): (String, String) =
                    (piece.iter().collect(), i32::to_string(&number));
                self.row(&[
                    Cell::Text(&long.sheet),
                    Cell::printed(&long.row),
                    Cell::Text(&long.heading),
                    Cell::printed(&number),
                    Cell::Text(&piece),
                ])?;
            }
        }
        Ok(())
    }
}

/// The cells that are too long, with what stands in their place.
fn long_cells(
    cells: &[(Cell<'_>, Ink)],
    tab: &Tab,
    long: &mut Vec<LongText>,
) -> Vec<(usize, String)> {
    let mut pointers = Vec::new();
    for (at, (cell, _)) in cells.iter().enumerate() {
        let Cell::Text(text) = cell else { continue };
        // A letter never has more units of UTF-16 than bytes.
        if text.len() <= MOST_LETTERS || text.encode_utf16().count() <= MOST_LETTERS {
            continue;
        }
        let heading = tab.columns.get(at).map(|column| column.heading.clone());
        long.push(LongText {
            sheet: tab.name.clone(),
            row: (tab.head() + tab.rows).to_string(),
            heading: heading.unwrap_or_default(),
            text: (*text).to_owned(),
        });
        let words = format!(
            "A text of {} letters, which no cell can hold: it stands in pieces in the sheet ‘{}’.",
            text.chars().count(),
            names::LONG_TEXTS
        );
        pointers.push((at, words));
    }
    pointers
}
