//! Tables as files for a spreadsheet: XLSX, ODS and CSV, written row by row, so that a million rows take
//! no more memory than one. Text is always text and never a formula; a number is a number. What a
//! spreadsheet has no room for goes on in a further sheet, and is never cut.

mod names;
mod ods;
mod ods_parts;
mod of_document;
mod parts;
mod plain;
mod xlsx;
mod xlsx_parts;

use crate::DocumentFault;
use names::Names;
use parts::{Ink, Tab};
use std::io::{Seek, Write};

pub(crate) use of_document::{to_csv, to_ods, to_xlsx};
pub use parts::{About, Cell, Column, Lines, Sheet, SheetKind, Side};
pub use plain::csv_line;

/// Rows that one sheet holds, in every office program.
const MOST_ROWS: u32 = 1_048_576;
/// What one cell holds, in units of UTF-16, in every office program.
const MOST_LETTERS: usize = 32_767;
/// How much of a longer text stands in one cell of the sheet of long texts.
const PIECE: usize = 8_000;

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
