//! Sheets as headings and rows, each row with its line. What is kept in memory is bounded by cells and
//! by text, since a small file may otherwise grow to a thousand times its size.

use crate::book::{self, Format};
use crate::{IntakeFault, ending, plain, size};
use std::collections::BTreeMap;

/// The most rows that are read.
const ROWS: usize = 200_000;
/// The most columns.
pub(crate) const COLUMNS: usize = 200;
/// The most cells, counting the empty ones that fill a row: about 100 MB of memory.
pub(crate) const CELLS: usize = 4_000_000;
/// The most bytes of text: a workbook keeps a text once and may show it in each of its cells.
const TEXT: usize = 100_000_000;
/// What is said beyond the columns.
pub(crate) const TOO_MANY_COLUMNS: IntakeFault = IntakeFault::TooMany("200 columns");
/// What is said beyond the cells.
pub(crate) const TOO_MANY_CELLS: IntakeFault = IntakeFault::TooMany("4,000,000 cells");

/// A sheet with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The headings, trimmed; empty where a column has none.
    pub headings: Vec<String>,
    /// The rows beneath that are not wholly empty.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its cells, trimmed, as many as there are headings.
    pub cells: Vec<String>,
}

/// The rows of a `.csv`, or of the first sheet with rows of an `.xlsx`, `.xls` or `.ods`. The first row
/// that is not empty holds the headings; a row that is wider than they are adds empty headings, so that
/// no cell is lost unseen.
pub fn rows_of(file_name: &str, bytes: &[u8]) -> Result<Sheet, IntakeFault> {
    size(bytes)?;
    let ending = ending(file_name);
    let rows = match (ending.as_str(), Format::of(&ending)) {
        ("csv" | "txt", _) => csv_rows(bytes)?,
        (_, Some(format)) => book::read(format, bytes, None)?.rows,
        (_, None) => return Err(IntakeFault::Ending(ending, ENDINGS)),
    };
    sheet(rows)
}

/// The endings of sheets, in words.
pub(crate) const ENDINGS: &str = "a .csv, .xlsx, .xls or .ods file";

/// Headings and what stands beneath them, every row as wide as the widest.
pub(crate) fn sheet(mut rows: Vec<Row>) -> Result<Sheet, IntakeFault> {
    if rows.len() < 2 {
        return Err(IntakeFault::NoRows);
    }
    let widest = rows.iter().map(|row| row.cells.len()).max();
    let width = widest.unwrap_or_default();
    if width.saturating_mul(rows.len()) > CELLS {
        return Err(TOO_MANY_CELLS);
    }
    for row in &mut rows {
        row.cells.resize(width, String::new());
    }
    let headings = rows.remove(0).cells;
    Ok(Sheet { headings, rows })
}

/// The rows read so far, never more than the bounds allow, in whatever order their cells come.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// The cells of each line that holds any.
    found: BTreeMap<u32, Vec<String>>,
    cells: usize,
    text: usize,
}

impl Rows {
    /// Puts a cell that is not empty in its place; those before it that were not there are empty.
    pub(crate) fn put(&mut self, line: u32, column: usize, text: &str) -> Result<(), IntakeFault> {
        if column >= COLUMNS {
            return Err(TOO_MANY_COLUMNS);
        }
        let text = text.trim();
        if self.found.len() >= ROWS && !self.found.contains_key(&line) {
            return Err(IntakeFault::TooMany("200,000 rows"));
        }
        self.text = self.text.saturating_add(text.len());
        if self.text > TEXT {
            return Err(IntakeFault::TooMany("100 MB of text"));
        }
        let cells = self.found.entry(line).or_default();
        let wanted = cells.len().max(column + 1);
        self.cells += wanted - cells.len();
        if self.cells > CELLS {
            return Err(TOO_MANY_CELLS);
        }
        cells.resize(wanted, String::new());
        if let Some(place) = cells.get_mut(column) {
            text.clone_into(place);
        }
        Ok(())
    }

    /// Puts a row again beneath itself until it stands so many times.
    pub(crate) fn again(&mut self, line: u32, times: u32) -> Result<(), IntakeFault> {
        let Some(cells) = self.found.get(&line).filter(|_| times > 1).cloned() else {
            return Ok(());
        };
        for line in (line..line.saturating_add(times)).skip(1) {
            for (column, text) in cells.iter().enumerate() {
                if !text.is_empty() {
                    self.put(line, column, text)?;
                }
            }
        }
        Ok(())
    }

    /// Whether there are headings and a row beneath them.
    pub(crate) fn are_a_table(&self) -> bool {
        self.found.len() > 1
    }

    /// The lines that hold anything, from the first to the last.
    pub(crate) fn lines(&self) -> impl Iterator<Item = u32> {
        self.found.keys().copied()
    }

    /// How many columns the widest row has.
    pub(crate) fn width(&self) -> usize {
        self.found.values().map(Vec::len).max().unwrap_or_default()
    }

    pub(crate) fn into_rows(self) -> Vec<Row> {
        let rows = self.found.into_iter();
        rows.map(|(line, cells)| Row { line, cells }).collect()
    }
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<Row>, IntakeFault> {
    let text = plain::text(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut rows = Rows::default();
    for record in reader.records() {
        let record = record.map_err(|_| IntakeFault::NotSound("CSV"))?;
        let line = record
            .position()
            .map_or(0, |position| line(&text, position));
        // Empty cells are put only where something follows them.
        for (column, cell) in record.iter().enumerate() {
            if !cell.trim().is_empty() {
                rows.put(line, column, cell)?;
            }
        }
    }
    Ok(rows.into_rows())
}

/// The separator that stands most often in the line of headings; a comma when none does.
pub(crate) fn separator(text: &str) -> u8 {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',')
}

/// The line on which a record begins. The reader's own count stands before the empty lines that it
/// skips, which would send a person to the wrong line.
fn line(text: &str, position: &csv::Position) -> u32 {
    let skipped = usize::try_from(position.byte())
        .ok()
        .and_then(|start| text.get(start..))
        .map_or(0, |rest| {
            rest.bytes()
                .take_while(|byte| matches!(byte, b'\n' | b'\r'))
                .filter(|byte| *byte == b'\n')
                .count()
        });
    let line = position
        .line()
        .saturating_add(u64::try_from(skipped).unwrap_or(u64::MAX));
    u32::try_from(line).unwrap_or(u32::MAX)
}
